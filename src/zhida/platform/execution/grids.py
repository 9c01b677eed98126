"""执行页的表 grids: progress, times, idle money, payments and alerts as tables."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhida.core.execution.idle import IdleRow
from zhida.core.execution.pace import time_share
from zhida.core.execution.progress import STEPS, WAITING, Progress
from zhida.core.execution.steps import StepRow, Waiting
from zhida.platform.execution.plan_grids import against, plan_columns
from zhida.platform.execution.plan_queries import PlanInForce
from zhida.platform.execution.progress import Grouping
from zhida.platform.ledger.figures import ALL, AVAILABLE, Asked
from zhida.platform.ledger.origins import rate_href, step_href
from zhida.platform.pages.labels import label
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Column, Kind, Row, Table


@dataclass(frozen=True, slots=True)
class Standing:
    """进度一行: of a region, a holder …: what is asked of the ledger for it, and what stands there."""

    key: str
    name: str
    asked: Asked
    progress: Progress
    href: str = ""

    @property
    def rate(self) -> Fraction | None:
        """支出进度."""
        return self.progress.rate

    @property
    def bar(self) -> str:
        """进度条的长度: hundredths of the bar, at most the whole of it."""
        return f"{float(min(max(self.rate or 0, Fraction(0)), Fraction(1))) * 100:.1f}"


def progress_table(
    rows: Sequence[Standing],
    whole: Standing,
    on: datetime.date,
    head: str,
    lens: Lens,
    plan: PlanInForce | None = None,
) -> Table:
    """进度表: a row for each, with all steps, the rate, and how far it is from the time passed.

    With the plan in force, each row is held against what should be paid by the day.
    """
    shown = [step for step in ALL if any(getattr(each.progress, step) for each in rows)]
    shown = [step for step in ALL if step in shown or step in ("unallocated", "transit", "paid")]
    columns = (
        Column("name", head),
        Column("available", _("可用"), Kind.MONEY, meaning=_("收到的减去预计的")),
        *(Column(step, label(STEPS[step]), Kind.MONEY, group=_("资金所在环节")) for step in shown),
        Column("rate", _("支出进度"), Kind.RATE, formula="{paid}/{available}", adds=False),
        Column("gap", _("与时间进度差"), Kind.RATE, adds=False),
        *(plan_columns() if plan else ()),
    )
    return Table(
        "progress",
        _("执行进度"),
        columns,
        [_standing(each, shown, on, plan) for each in rows],
        lens.unit,
        on,
        _standing(replace(whole, key="", name=_("合计"), href=""), shown, on, plan),
        notes=(_("“—”：用款计划里没有列，或到这一天还没有计划支付。"),) if plan else (),
        empty=_("这个区划在这个年度还没有资金。通知入账、下达并支付后，进度列在这里。"),
    )


def _standing(
    each: Standing, shown: Sequence[str], on: datetime.date, plan: PlanInForce | None
) -> Row:
    asked, progress = each.asked, each.progress
    gap = None if each.rate is None else each.rate - time_share(asked.year, on)
    rate = rate_href(asked)
    return Row(
        (
            Cell(each.name, each.href),
            Cell(progress.available, step_href(replace(asked, steps=AVAILABLE))),
            *(
                Cell(getattr(progress, step), step_href(replace(asked, steps=(step,))))
                for step in shown
            ),
            Cell(each.rate, rate) if each.rate is not None else Cell(),
            Cell(gap, gap_href(asked, on), tone="late" if gap < 0 else "")
            if gap is not None
            else Cell(),
            *(against(plan, each.key, progress, asked, on) if plan else ()),
        )
    )


def gap_href(asked: Asked, on: datetime.date) -> str:
    """来历网址: of how far a rate is from the time passed."""
    part = replace(asked, steps=ALL).query
    return f"{reverse('execution-origin-gap')}?{part}&day={on}"


HEADS: Mapping[Grouping, str | Promise] = {
    Grouping.REGION: gettext_lazy("区划"),
    Grouping.HOLDER: gettext_lazy("单位"),
    Grouping.LEVEL: gettext_lazy("级次"),
    Grouping.FUND: gettext_lazy("资金"),
    Grouping.SOURCE: gettext_lazy("来源"),
}


def days_table(rows: Iterable[StepRow], asked: Mapping[str, str], lens: Lens) -> Table:
    """环节用时表: when money first came to each point, and how many working days it stood in each step."""
    steps = WAITING[1:]
    shown = []
    for each in rows:
        times = each.times
        waiting = {one.step: one for one in times.waiting}
        firsts = (times.received, *(s.day if s else None for s in (times.passed, times.paid)))
        shown.append(
            Row(
                (
                    Cell(each.name),
                    *(Cell(day) for day in firsts),
                    *(_days(each.key, waiting.get(step), step, asked) for step in steps),
                )
            )
        )
    return Table(
        "days",
        _("各环节平均工作日"),
        (
            Column("name", _("单位")),
            Column("received", _("首次收到"), Kind.DATE),
            Column("passed", _("首次下达"), Kind.DATE),
            Column("paid", _("首次支付"), Kind.DATE),
            *(
                Column(step, label(STEPS[step]), Kind.NUMBER, group=_("平均停留工作日"), adds=False)
                for step in steps
            ),
        ),
        shown,
        lens.unit,
        empty=_("还没有资金在各环节之间流转。"),
    )


def _days(key: str, waiting: Waiting | None, step: str, asked: Mapping[str, str]) -> Cell:
    days = mean_days(waiting)
    if days is None:
        return Cell()
    said = "&".join(f"{name}={value}" for name, value in asked.items() if value)
    url = reverse("execution-origin-days")
    return Cell(days, f"{url}?{said}&holder={key}&step={step}")


def mean_days(waiting: Waiting | None) -> Decimal | None:
    """平均工作日: of what came into a step, to the tenth; None where nothing came."""
    days = waiting.working_days if waiting else None
    if days is None:
        return None
    exact = Decimal(days.numerator) / Decimal(days.denominator)
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


def idle_table(
    rows: Sequence[IdleRow],
    numbers: Mapping[str, int],
    asked: Asked,
    on: datetime.date,
    days: int,
    lens: Lens,
) -> Table:
    """闲置表: what has stood for at least so many days; `numbers` are those of the lines by key."""
    fen = sum(each.fen for each in rows)
    said = f"{replace(asked, on=on).query}&days={days}"
    origin = f"{reverse('execution-origin-idle')}?{said}"
    shown = [_idle(each, numbers.get(each.key), lens.year, on, days) for each in rows]
    return Table(
        "idle",
        _("闲置资金"),
        (
            Column("name", _("单位")),
            Column("document", _("指标（文号）")),
            Column("step", _("环节")),
            Column("fen", _("闲置"), Kind.MONEY),
            Column("stands", _("该环节结存"), Kind.MONEY, adds=False),
            Column("since", _("最早自"), Kind.DATE),
            Column("days", _("天数"), Kind.COUNT, adds=False),
            Column("moved", _("上次变动"), Kind.DATE),
        ),
        shown,
        lens.unit,
        on,
        Row((Cell(_("合计")), *[Cell()] * 2, Cell(fen, origin), *[Cell()] * 4)) if rows else None,
        notes=(_("同一环节里先到的先走；预计的资金不算闲置。"),),
        empty=_("没有停留这么多天的资金。"),
    )


def _idle(each: IdleRow, line: int | None, year: int, on: datetime.date, days: int) -> Row:
    page = reverse("ledger-line", args=[line]) if line else ""
    said = f"fy={year}&line={line}&step={each.step}&days={days}&on={on}"
    origin = f"{reverse('execution-origin-idle')}?{said}"
    asked = Asked(year, (each.step,), line=line, on=on)
    return Row(
        (
            Cell(each.name),
            Cell(each.document, page),
            Cell(label(STEPS[each.step])),
            Cell(each.fen, origin if line else ""),
            Cell(each.stands, step_href(asked) if line else ""),
            Cell(each.since),
            Cell(each.days),
            Cell(each.moved),
        )
    )
