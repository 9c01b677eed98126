"""目标和完成值的来历 value_origins: the printed cell, the file that proves, the records behind a value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.core.ledger import LedgerError
from zhida.core.notice import Notice
from zhida.core.performance.indicators import IndicatorKind
from zhida.core.performance.metrics import metric
from zhida.core.performance.metrics.dictionary import MetricError
from zhida.core.performance.metrics.money import LEDGER_METRICS
from zhida.core.provenance import Source
from zhida.platform.execution.progress import total
from zhida.platform.execution.selecting import Selection
from zhida.platform.journal.queries import deeds
from zhida.platform.ledger.figures import AVAILABLE, Asked
from zhida.platform.ledger.origins import rate_href, step_href
from zhida.platform.ledger.queries import numbers_of_keys
from zhida.platform.notices.addresses import cell_url, notice_url
from zhida.platform.notices.queries import notice_of
from zhida.platform.pages.sources import Item, Origin
from zhida.platform.pages.tables import Kind
from zhida.platform.performance.addresses import printed_href, value_href
from zhida.platform.performance.figures import reached_value, wanted
from zhida.platform.performance.goals import Goal, asked_of_set
from zhida.platform.performance.models import Target, TargetSet, Value

MOST = 100
"""Records that are listed one by one."""


def printed_origin(each: Goal) -> Origin:
    """来历: of a target: as printed, in which cell, and who settled what was open."""
    target = each.target
    told = _("按原表印的“{printed}”").format(printed=target.printed or _("（空白）"))
    if target.settled:
        told += _("，由人确定为“{settled}”").format(settled=target.settled)
    settled = deeds(concept="performance", subject=f"target {target.pk}", verb="settle_target")
    last = settled.first() if target.settled else None
    confirmed = ""
    if last is not None:
        confirmed = f"{last.actor} {timezone.localtime(last.at):%Y-%m-%d %H:%M}，{last.reason}"
    items = [Item(_("原表所印"), target.printed or _("（空白）"), kind=Kind.TEXT)]
    if target.parent is not None:
        name = _("上级目标：{name}{name2}").format(
            name=target.parent.set.agency.name, name2=target.parent.name
        )
        items.append(
            Item(name, target.parent.stated, printed_href(target.parent_id or 0), Kind.TEXT)
        )
    return Origin(
        _("{name}{year}年“{name2}”的指标值").format(
            name=target.set.agency.name, year=target.set.year, name2=target.name
        ),
        wanted(each.indicator),
        Kind.TEXT,
        told,
        items,
        adds=False,
        confirmed=confirmed,
        place=target.place,
        place_href=_place_href(target),
    )


def amount_origin(held: TargetSet) -> Origin:
    """来历: of the money that a set of goals prints."""
    document = held.document
    return Origin(
        _("{name}{year}年绩效目标表的资金").format(name=held.agency.name, year=held.year),
        held.amount_fen,
        Kind.MONEY,
        _("绩效目标表所印的资金总额"),
        adds=False,
        confirmed=_("{set_by} {localtime:%Y-%m-%d %H:%M} 登记").format(
            set_by=held.set_by, localtime=timezone.localtime(held.set_at)
        ),
        place=str(document) if document is not None else "",
        place_href=notice_url(document) if document is not None else "",
    )


def value_origin(value: Value, each: Goal) -> Origin:
    """来历: of a value: the metric and its records, or the file and who declared it."""
    target, shown = each.target, reached_value(each)
    items = list(_items(value, target))
    if value.n is not None:
        items.append(Item(_("有效样本"), value.n, kind=Kind.COUNT,
                          note=_("95%置信区间{low}%至{high}%").format(low=value.low, high=value.high)))  # fmt: skip
    at = timezone.localtime(value.recorded_at)
    return Origin(
        _("{name}“{name2}”{is_base}（截至{as_of}）").format(
            name=target.set.agency.name,
            name2=target.name,
            is_base=_("基期数") if value.is_base else _("完成值"),
            as_of=value.as_of,
        ),
        shown,
        Kind.TEXT if isinstance(shown, str) else Kind.NUMBER,
        _formula(value, target),
        items,
        adds=False,
        confirmed=f"{value.recorded_by} {at:%Y-%m-%d %H:%M} {value.get_standing_display()}",
        notes=tuple(
            filter(
                None,
                (value.note, _("计量单位：{unit}").format(unit=target.unit) if target.unit else ""),
            )
        ),
    )


def watch_origin(each: Goal, what: str, shown: object) -> Origin:
    """来历: of what is expected at the year's end, or of its share of the target."""
    value = reached_value(each)
    items = [Item(_("指标值"), wanted(each.indicator), printed_href(each.target.pk), Kind.TEXT)]
    if each.value is not None:
        kind = Kind.TEXT if isinstance(value, str) else Kind.NUMBER
        items.insert(0, Item(_("完成值"), value, value_href(each.value.pk), kind))
    name = _("全年预计") if what == "forecast" else _("预计达到指标值的比例")
    return Origin(
        f"“{each.target.name}”{name}",
        shown,  # type: ignore[arg-type]
        Kind.NUMBER if what == "forecast" else Kind.RATE,
        each.watch.reason,
        items,
        adds=False,
    )


def _formula(value: Value, target: Target) -> str:
    if value.standing == "declared":
        return _("由人填报，附证明材料")
    try:
        known = metric(value.metric)
    except MetricError:
        return _("由指标{metric}计算").format(metric=value.metric)
    return f"{known.name} = {known.formula}"


def _items(value: Value, target: Target) -> Iterator[Item]:
    if value.file is not None:
        name = _("证明材料 {name}").format(name=value.file.name)
        href = reverse("value-file", args=[value.pk])
        digest = f"SHA-256 {value.file.sha256[:12]}"
        yield Item(name, value.file.stored_by, href, Kind.TEXT, digest)
        return
    if value.metric in LEDGER_METRICS:
        asked = Asked(**asked_of_set(target.set), on=value.as_of)  # type: ignore[arg-type]
        found = total(Selection(**asked_of_set(target.set), on=value.as_of))  # type: ignore[arg-type]
        yield Item(_("账上已支付"), found.paid, step_href(replace(asked, steps=("paid",))))
        if target.kind == IndicatorKind.RATE:
            yield Item(_("账上可用"), found.available, step_href(replace(asked, steps=AVAILABLE)))
            yield Item(_("账上支出进度"), found.rate, rate_href(asked), Kind.RATE)
        known = numbers_of_keys(each[:12] for each in value.evidence[:MOST])
        for each in value.evidence[:MOST]:
            line = known.get(each[:12])
            href = reverse("ledger-line", args=[line]) if line else ""
            yield Item(_("指标行 {each}").format(each=each[:12]), _("在账"), href, Kind.TEXT)
        return
    for each in value.evidence[:MOST]:
        yield Item(str(each), _("记录"), kind=Kind.TEXT)


def _place_href(target: Target) -> str:
    """The cell of the registered notice; the notice itself where the cell can't be told."""
    document = target.set.document
    if document is None:
        return ""
    try:
        found = _cell(notice_of(document), target)
    except LedgerError:
        found = None
    return notice_url(document) if found is None else cell_url(document, found)


def _cell(notice: Notice, target: Target) -> Source | None:
    for table in notice.targets:
        for each in table.indicators:
            if each.name == target.name and each.source.describe() == target.place:
                return each.value_source or each.source
    return None
