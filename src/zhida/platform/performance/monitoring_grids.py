"""监控页的表 monitoring_grids: the goals by month with light and forecast, and the money by month."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from zhida.core.execution.pace import time_share
from zhida.core.figures import FigureState
from zhida.platform.execution.grids import gap_href
from zhida.platform.ledger.figures import AVAILABLE, Asked
from zhida.platform.ledger.origins import rate_href, step_href
from zhida.platform.pages.labels import label
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table
from zhida.platform.performance.addresses import printed_href, target_url, value_href, watch_href
from zhida.platform.performance.figures import TONES, forecast, light_words, reached_value, wanted
from zhida.platform.performance.goals import Goal, Held
from zhida.platform.performance.models import Value
from zhida.platform.performance.month_ends import MoneyMonth, Monitored
from zhida.platform.performance.queries import actual_of


def monitoring_table(
    sets: Sequence[tuple[Held, Sequence[Monitored]]], days: Sequence[datetime.date], lens: Lens
) -> Table:
    """监控表: each goal with what was reached by each month's end, its forecast, light and reason."""
    last = days[-1]
    several = len({held.set.agency_id for held, _goals in sets}) > 1
    columns = (
        Column("name", _("三级指标")),
        *((Column("agency", _("单位")),) if several else ()),
        Column("target", _("指标值")),
        *(
            Column(
                f"month{day.month}",
                _("{month}月").format(month=day.month),
                Kind.NUMBER,
                _("各月末累计完成"),
                adds=False,
            )
            for day in days
        ),
        Column("forecast", _("全年预计"), Kind.NUMBER, adds=False),
        Column("share", _("预计达到"), Kind.RATE, meaning=_("全年预计 ÷ 指标值"), adds=False),
        Column("light", _("监控")),
        Column("reason", _("理由")),
    )
    rows = [_row(each, last, several) for _held, goals in sets for each in goals]
    empty = _("这里还没有绩效目标。目标随资金下达：请点“登记绩效目标”，从通知或目标表登记。")
    return Table("monitoring", _("绩效运行监控"), columns, rows, lens.unit, last, empty=empty)


def _row(each: Monitored, last: datetime.date, several: bool) -> Row:
    goal, number = each.goal, each.goal.target.pk
    found = goal.watch
    return Row(
        (
            Cell(goal.target.name, target_url(number, last)),
            *((Cell(goal.target.set.agency.name),) if several else ()),
            Cell(wanted(goal.indicator), printed_href(number)),
            *(_month(goal, value) for value in each.months),
            Cell(forecast(found.forecast, goal.indicator), watch_href(number, last, "forecast"))
            if found.forecast is not None
            else Cell(state=FigureState.NOT_APPLICABLE),
            Cell(found.share, watch_href(number, last, "share"))
            if found.share is not None
            else Cell(state=FigureState.NOT_APPLICABLE),
            Cell(light_words(goal), tone=f"{TONES[found.light]} short"),
            Cell(found.reason),
        )
    )


def _month(goal: Goal, value: Value | None) -> Cell:
    if value is None:
        return Cell(state=FigureState.BLANK if goal.applies else FigureState.NOT_APPLICABLE)
    shown = replace(goal, value=value, actual=actual_of(value, goal.target))
    return Cell(reached_value(shown), value_href(value.pk))


def money_table(rows: Sequence[MoneyMonth], asked: Asked, lens: Lens) -> Table:
    """资金监控表: what was paid of what was available, at the end of each month."""
    return Table(
        "money",
        _("资金监控"),
        (
            Column("day", _("月末"), Kind.DATE),
            Column("available", _("可用"), Kind.MONEY, adds=False),
            Column("paid", _("已支付"), Kind.MONEY, adds=False),
            Column("rate", _("支出进度"), Kind.RATE, formula="{paid}/{available}", adds=False),
            Column("gap", _("与时间进度差"), Kind.RATE, adds=False),
            Column("light", _("监控")),
            Column("reason", _("理由")),
        ),
        [_money(each, replace(asked, on=each.day)) for each in rows],
        lens.unit,
        rows[-1].day,
    )


def _money(each: MoneyMonth, asked: Asked) -> Row:
    found = each.progress
    gap = None if found.rate is None else found.rate - time_share(asked.year, each.day)
    light = f"{label(each.watch.light.colour)}·{label(each.watch.light.word)}"
    return Row(
        (
            Cell(each.day),
            Cell(found.available, step_href(replace(asked, steps=AVAILABLE))),
            Cell(found.paid, step_href(replace(asked, steps=("paid",)))),
            Cell(found.rate, rate_href(asked)) if found.rate is not None else Cell(),
            Cell(gap, gap_href(asked, each.day)) if gap is not None else Cell(),
            Cell(light, tone=f"{TONES[each.watch.light]} short"),
            Cell(each.watch.reason),
        )
    )
