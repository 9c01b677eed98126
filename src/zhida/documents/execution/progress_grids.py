"""进度表 progress grids: progress, days in each step, idle money and vouchers as tables."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from zhida.core.execution.effects import Effect
from zhida.core.execution.idle import IdleRow
from zhida.core.execution.pace import Pace, SpendingPlan, percent, time_share, whole_fen
from zhida.core.execution.progress import STEPS, Progress
from zhida.core.execution.rolling import ProgressRow
from zhida.core.execution.steps import StepRow, StepTimes
from zhida.core.ledger.chart import verb_name
from zhida.documents.ledger.grids import Cell, Grid

WHOLE = ""
"""The key under which a plan for all that was asked for stands."""

_RATES = ("支出进度%", "与时间差")
_PLANNED = ("计划累计", "与计划差", "计划完成%")


def progress_grid(
    title: str,
    rows: Sequence[ProgressRow],
    year: int,
    on: datetime.date,
    plans: Mapping[str, SpendingPlan] | None = None,
) -> Grid:
    """进度表: a row for each, a column for each step; 与时间差 is in percentage points.

    A row counts what lies below it where `row.depth` is above 0, else its own
    accounts, so that each fen is in the total once. 收到 and 已下达 aren't added up:
    what a province received and passed down, its cities received too. A row of
    nothing is left out.
    """
    plans = plans or {}
    counted = [(row, row.rolled.subtree if row.depth else row.rolled.own) for row in rows]
    whole = sum((progress for _, progress in counted), Progress())
    found = tuple(
        (
            row.key,
            row_name(row, rows),
            progress.received,
            *_steps(progress),
            row.rolled.subtree.received,
            row.rolled.passed,
            *_pace(Pace(progress, year, on, plans.get(row.key)), bool(plans)),
        )
        for row, progress in counted
        if row.rolled.subtree != Progress()
    )
    return Grid(
        title,
        (
            "代码",
            "名称",
            "合计",
            *STEPS.values(),
            "收到",
            "已下达",
            *_RATES,
            *(_PLANNED if plans else ()),
        ),
        2,
        found,
        (whole.received, *_steps(whole)),
        (0, 1),
        (whole.received, "", *_pace(Pace(whole, year, on, _whole_plan(plans)), bool(plans))),
        f"{year}年度，数据截至{on.isoformat()}，时间进度{percent(time_share(year, on))}%",
    )


def row_name(row: ProgressRow, rows: Sequence[ProgressRow]) -> str:
    """名称: what a row is called; a region beside those below it is its own agencies alone."""
    alone = row.depth == 0 and any(each.depth for each in rows)
    return f"{row.name}（本级）" if alone else row.name


def _steps(progress: Progress) -> tuple[int, ...]:
    return tuple(getattr(progress, step) for step in STEPS)


def _whole_plan(plans: Mapping[str, SpendingPlan]) -> SpendingPlan | None:
    """The plan for all, or that of the rows together."""
    if WHOLE in plans or not plans:
        return plans.get(WHOLE)
    first, *rest = plans.values()
    return sum(rest, first)


def _pace(pace: Pace, with_plan: bool) -> tuple[Cell, ...]:
    rates: tuple[Cell, ...] = (percent(pace.progress.rate), percent(pace.gap))
    if not with_plan:
        return rates
    if pace.planned is None or pace.plan_gap is None:
        return (*rates, "", "", "")
    return (*rates, whole_fen(pace.planned), whole_fen(pace.plan_gap), percent(pace.plan_rate))


def steps_grid(title: str, rows: Sequence[StepRow], on: datetime.date, whole: StepTimes) -> Grid:
    """用时表: of each row the days from the receipt to each point, and how long a fen stood.

    Days are calendar days/working days; the last row has those of `whole`.
    """
    heads = [part for point in _POINTS for part in (f"{point}日", point)]
    texts = 3 + len(heads)
    return Grid(
        title,
        ("代码", "名称", "收到日", *heads, *_MEANS),
        texts,
        tuple((row.key, row.name, *_points(row.times), *_means(row.times)) for row in rows),
        (),
        (1, 2, *range(4, texts, 2)),
        _means(whole),
        f"数据截至{on.isoformat()}；天数为日历天/工作日。下达至支付完毕：自收到起几天；"
        "待分配至支付申请：每分钱平均停留几天，还停着的算到当日",
    )


_POINTS = ("下达", "挂接", "可执行", "首次支付", "支付完毕")
_MEANS = {
    "待分配停留": "unallocated",
    "在途停留": "transit",
    "已挂接停留": "registered",
    "可执行停留": "executable",
    "支付申请停留": "applied",
}


def _points(times: StepTimes) -> Iterator[str]:
    """The day of the receipt; then the day of each point, and how many days that took."""
    yield times.received.isoformat() if times.received else "—"
    points = (times.passed, times.registered, times.executable, times.paid, times.fully_paid)
    for span in points:
        yield span.day.isoformat() if span else "—"
        working = "—" if span is None or span.working_days is None else str(span.working_days)
        yield f"{span.days}/{working}" if span else "—"


def _means(times: StepTimes) -> tuple[str, ...]:
    waited = {each.step: each for each in times.waiting}
    return tuple(
        f"{_figure(waited[step].days)}/{_figure(waited[step].working_days)}"
        if step in waited
        else "—"
        for step in _MEANS.values()
    )


def _figure(days: Fraction | None) -> str:
    return "—" if days is None else percent(days / 100, 1)


def idle_grid(title: str, rows: Sequence[IdleRow], on: datetime.date, days: int) -> Grid:
    """闲置表: a row for each step of a line in which money has stood so long."""
    found = tuple(
        (
            row.key,
            row.name,
            row.document,
            STEPS[row.step],
            row.since.isoformat(),
            str(row.days),
            row.moved.isoformat(),
            row.stands,
            row.fen,
        )
        for row in rows
    )
    heads = ("指标", "单位", "文号", "环节", "最早到达", "天数", "最近变动", "余额", "闲置")
    totals = (sum(row.stands for row in rows), sum(row.fen for row in rows))
    note = f"数据截至{on.isoformat()}，{days}天以上没有变动；先到先用"
    return Grid(title, heads, 7, found, totals, (0, 1, 2, 3, 4, 5), (), note)


def effects_grid(title: str, effects: Sequence[Effect], on: datetime.date) -> Grid:
    """凭证表: a row for each voucher, a column for each step; the totals are the progress."""
    found: tuple[tuple[Cell, ...], ...] = tuple(
        (
            each.key,
            each.day.isoformat(),
            each.holder,
            verb_name(each.verb),
            each.document,
            *(each.fen.get(step, 0) for step in STEPS),
        )
        for each in effects
    )
    totals = tuple(sum(each.fen.get(step, 0) for each in effects) for step in STEPS)
    heads = ("凭证", "文件日期", "经办单位", "分录", "文号", *STEPS.values())
    note = f"数据截至{on.isoformat()}；合计等于进度表中的金额"
    return Grid(title, heads, 5, found, totals, (0, 1, 2, 3, 4), (), note)
