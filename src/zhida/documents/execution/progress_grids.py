"""进度表 progress grids: progress, days in each step, idle money and vouchers as tables."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from zhida.core.execution.effects import Effect
from zhida.core.execution.idle import IdleRow
from zhida.core.execution.pace import Pace, SpendingPlan, percent, time_share, whole_fen
from zhida.core.execution.progress import STEPS, Progress
from zhida.core.execution.rolling import ProgressRow
from zhida.core.execution.steps import Span, StepRow, StepTimes
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
    accounts, so that each fen is in the total once. 已下达 isn't added up: what a
    province passed down, its cities pass on.
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
            row.rolled.passed,
            *_pace(Pace(progress, year, on, plans.get(row.key)), bool(plans)),
        )
        for row, progress in counted
    )
    return Grid(
        title,
        (
            "代码",
            "名称",
            "收到",
            *STEPS.values(),
            "已下达",
            *_RATES,
            *(_PLANNED if plans else ()),
        ),
        2,
        found,
        (whole.received, *_steps(whole)),
        (0, 1),
        ("", *_pace(Pace(whole, year, on, _whole_plan(plans)), bool(plans))),
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
    """用时表: for each row the day of each point with the days since the receipt, and mean days."""
    points = ("下达", "挂接", "可执行", "首次支付", "支付完毕")
    means = ("待分配", "在途", "已挂接", "可执行", "支付申请")
    return Grid(
        title,
        ("代码", "名称", "收到日", *points, *(f"{each}平均天数" for each in means)),
        3 + len(points) + len(means),
        tuple((row.key, row.name, *_times(row.times)) for row in rows),
        (),
        (0, 1, 2, *range(3, 3 + len(points) + len(means))),
        (),
        f"数据截至{on.isoformat()}；天数为日历天/工作日，按金额加权；还没有办到下一步的算到当日。"
        f"全部：{'，'.join(_means_in_words(whole))}",
    )


def _times(times: StepTimes) -> tuple[str, ...]:
    waited = {each.step: each for each in times.waiting}
    points = (times.passed, times.registered, times.executable, times.paid, times.fully_paid)
    steps = ("unallocated", "transit", "registered", "executable", "applied")
    return (
        times.received.isoformat() if times.received else "—",
        *(_span(each, times.received) for each in points),
        *(
            _days(waited[step].days, waited[step].working_days) if step in waited else "—"
            for step in steps
        ),
    )


def _span(span: Span | None, received: datetime.date | None) -> str:
    """03-01（26/19）: the day, its year where that isn't the receipt's, and the days since."""
    if span is None:
        return "—"
    working = "—" if span.working_days is None else str(span.working_days)
    same = received is not None and received.year == span.day.year
    day = span.day.isoformat()[5 if same else 0 :]
    return f"{day}（{span.days}/{working}）"


def _days(days: Fraction | None, working: Fraction | None) -> str:
    return f"{_figure(days)}/{_figure(working)}"


def _figure(days: Fraction | None) -> str:
    return "—" if days is None else percent(days / 100, 1)


def _means_in_words(whole: StepTimes) -> Iterable[str]:
    for each in whole.waiting:
        yield f"{STEPS[each.step]}{_days(each.days, each.working_days)}"


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
