"""执行页数字的来历 views: time passed, gaps, days in a step, idle money, alerts, payments."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.core.execution.pace import time_share
from zhida.core.execution.progress import STEPS, WAITING
from zhida.core.notice.appropriations import FundingSource
from zhida.platform.execution.alert_queries import alert_row
from zhida.platform.execution.grids import mean_days
from zhida.platform.execution.models import PaymentRecord
from zhida.platform.execution.moving import idle, step_days
from zhida.platform.execution.payment_grids import signed
from zhida.platform.execution.selecting import Selection
from zhida.platform.execution.storing import payment_of
from zhida.platform.ledger.figures import Asked, asked_of
from zhida.platform.ledger.origins import described, rate_href, rate_of, step_href
from zhida.platform.ledger.queries import numbers_of_keys
from zhida.platform.ledger.views.lines import day_of
from zhida.platform.pages.labels import label
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.sources import Item, Origin, show_origin
from zhida.platform.pages.tables import Kind


@page("see")
def time_passed(looking: Looking) -> HttpResponse:
    """时间进度: the days of the budget year that have passed, of all its days."""
    year, day = _asked(looking).year, _day(looking)
    return show_origin(looking, _time(year, day))


def _time(year: int, day: datetime.date) -> Origin:
    whole = (datetime.date(year + 1, 1, 1) - datetime.date(year, 1, 1)).days
    share = time_share(year, day)
    return Origin(
        _("{year}年度截至{day}的时间进度").format(year=year, day=day),
        share,
        Kind.RATE,
        _("时间进度 = 预算年度已过天数 ÷ 全年天数"),
        [
            Item(_("已过天数"), int(share * whole), kind=Kind.COUNT),
            Item(_("全年天数"), whole, kind=Kind.COUNT),
        ],
        adds=False,
    )


@page("see")
def gap(looking: Looking) -> HttpResponse:
    """与时间进度差: the rate less the share of the year that has passed."""
    asked, day = _asked(looking), _day(looking)
    rate, time = rate_of(asked), _time(asked.year, day)
    assert rate.value is None or isinstance(rate.value, Fraction)
    assert isinstance(time.value, Fraction)
    href = f"{reverse('execution-origin-time')}?fy={asked.year}&day={day}"
    items = [
        Item(_("支出进度"), rate.value, rate_href(asked), Kind.RATE),
        Item(_("减：时间进度"), -time.value, href, Kind.RATE),
    ]
    value = None if rate.value is None else rate.value - time.value
    formula = _("与时间进度差 = 支出进度 − 时间进度；负数是落后")
    title = _("{what} 与时间进度差").format(what=described(asked))
    return show_origin(
        looking, Origin(title, value, Kind.RATE, formula, items, adds=value is not None)
    )


@page("see")
def step_mean(looking: Looking) -> HttpResponse:
    """平均停留工作日: fen × working days, by the fen that came in."""
    query = looking.request.GET
    asked, day, step = _asked(looking), _day(looking, "on"), query.get("step", "")
    rows = step_days(_selection(asked), day, by_holder=True) if asked.holder else ()
    waiting = next((w for row in rows for w in row.times.waiting if w.step == step), None)
    days = mean_days(waiting)
    if waiting is None or days is None or waiting.working_fen_days is None:
        raise Http404
    formula = _("平均停留工作日 = Σ（每日日终结存 × 工作日）÷ 进入该环节的金额，保留一位小数")
    weighted = Fraction(waiting.working_fen_days, 1)
    items = [
        Item(_("结存 × 工作日（金额·日）"), int(weighted), kind=Kind.MONEY),
        Item(_("进入该环节的金额"), waiting.fen),
        Item(_("现仍在该环节"), waiting.still, step_href(_at(asked, step, day))),
    ]
    title = _("{what} {step} 平均停留工作日，截至{day}").format(
        what=described(asked), step=label(STEPS[step]), day=day
    )
    return show_origin(looking, Origin(title, days, Kind.NUMBER, formula, items, adds=False))


@page("see")
def idle_part(looking: Looking) -> HttpResponse:
    """闲置金额: since when each part of it has stood there."""
    asked, day, step = _asked(looking), _day(looking, "on"), looking.request.GET.get("step", "")
    days = looking.request.GET.get("days", "")
    if not (days.isascii() and days.isdigit() and len(days) < 5):
        raise Http404
    if asked.line is None:
        return show_origin(looking, _idle_lines(asked, day, int(days)))
    if step not in WAITING:
        raise Http404
    selection = Selection(asked.year, lines=(asked.line,), on=day)
    row = next((each for each in idle(selection, day, int(days)) if each.step == step), None)
    latest = day - datetime.timedelta(days=int(days))
    parts = [part for part in (row.stood if row else ()) if part.since <= latest]
    items = [
        Item(_("自{since}").format(since=each.since), each.fen, step_href(_at(asked, step, day)),
             note=_("已{days}天").format(days=(day - each.since).days))
        for each in parts
    ]  # fmt: skip
    formula = _("在该环节停留满{days}天的部分之和；先到的先走").format(days=days)
    title = _("{what} 闲置，截至{day}").format(
        what=described(Asked(asked.year, (step,), line=asked.line)), day=day
    )
    return show_origin(looking, Origin(title, row.fen if row else 0, Kind.MONEY, formula, items))


def _idle_lines(asked: Asked, day: datetime.date, days: int) -> Origin:
    """What is idle on each line of a region, by step."""
    rows = idle(_selection(asked), day, days)
    numbers = numbers_of_keys(each.key for each in rows)
    url = reverse("execution-origin-idle")
    items = [
        Item(
            f"{each.name} {each.document} {label(STEPS[each.step])}",
            each.fen,
            f"{url}?fy={asked.year}&line={numbers[each.key]}&step={each.step}&days={days}&on={day}",
        )
        for each in rows
    ]
    title = _("{what} 闲置，截至{day}").format(what=described(replace(asked, on=None)), day=day)
    formula = _("在一个环节停留满{days}天的资金之和").format(days=days)
    return Origin(title, sum(each.fen for each in rows), formula=formula, items=items)


@page("see")
def alert(looking: Looking, number: int) -> HttpResponse:
    """预警金额的来历: what the rule found, and the evidence that it names."""
    row = alert_row(number)
    if row is None:
        raise Http404
    items = [
        Item(words or key, key, kind=Kind.TEXT, note=kind) for kind, key, words in row.evidence
    ]
    here = reverse("alert", args=[number])
    return show_origin(
        looking,
        Origin(
            _("预警{number} {name}：{sentence}").format(
                number=number, name=row.name, sentence=row.sentence
            ),
            row.fen,
            formula=_("应为：{expected}；实为：{found}（{seen_on}）").format(
                expected=row.expected, found=row.found, seen_on=row.seen_on
            ),
            items=items,
            adds=False,
            place=_("预警{number}").format(number=number),
            place_href=here,
        ),
    )


@page("see")
def payment(looking: Looking, number: int) -> HttpResponse:
    """支付金额的来历: the row of the treasury's file, and the voucher that booked it."""
    record = PaymentRecord.objects.filter(pk=number).first()
    if record is None:
        raise Http404
    value = payment_of(record)
    href = ""
    if record.voucher_year is not None and record.voucher_number is not None:
        href = reverse("ledger-voucher", args=[record.voucher_year, record.voucher_number])
    name = (
        _("凭证{voucher_year}-{voucher_number}").format(
            voucher_year=record.voucher_year, voucher_number=record.voucher_number
        )
        if href
        else _("尚未记账")
    )
    return show_origin(
        looking,
        Origin(
            _("国库支付凭证{number}（{date}）").format(number=record.number, date=record.date),
            signed(record),
            formula=_("国库支付数据所列金额；退款为负"),
            items=[Item(name, signed(record), href)],
            place=value.source.describe() if value.source else record.origin.file,
            place_href=reverse("payment", args=[number]),
        ),
    )


def _at(asked: Asked, step: str, day: datetime.date) -> Asked:
    return Asked(asked.year, (step,), holder=asked.holder, line=asked.line, fund=asked.fund,
                 source=asked.source, flag=asked.flag, on=day)  # fmt: skip


def _selection(asked: Asked) -> Selection:
    source = FundingSource(asked.source) if asked.source else None
    return Selection(
        asked.year,
        region=asked.region,
        own=asked.own,
        holder=asked.holder,
        fund=asked.fund,
        source=source,
        flag=asked.flag,
    )


def _asked(looking: Looking) -> Asked:
    query: Mapping[str, str] = looking.request.GET
    asked = asked_of(query, looking.lens.year, looking.lens.region)
    if asked is None or (asked.source and asked.source not in set(FundingSource)):
        raise Http404
    return asked


def _day(looking: Looking, name: str = "day") -> datetime.date:
    return day_of(looking.request.GET.get(name, "")) or timezone.localdate()
