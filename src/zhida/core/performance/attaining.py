"""完成情况 attaining: rows of a filled form become indicators with what was reached."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from fractions import Fraction

from zhida.core.notice import Indicator, PerformanceTable, Target, TargetKind
from zhida.core.performance.evaluation import (
    Entry,
    EntryState,
    IndicatorRow,
    Reached,
    SelfEvaluation,
)
from zhida.core.performance.indicators import Actual, IndicatorKind, Standing, TypedIndicator
from zhida.core.performance.points import Attainment
from zhida.core.performance.typed import typed
from zhida.core.provenance import Source, Stated

_NUMERIC = (IndicatorKind.NUMBER, IndicatorKind.RATE, IndicatorKind.CHANGE)


@dataclass(frozen=True, slots=True)
class Claim:
    """填报: a row of the form, the indicator it speaks of, and what it says was reached.

    `doubt` is the code of the finding that keeps the actual value from being counted
    with: "S12" words for a number, "S16" another unit, "S24" words for a day.
    """

    row: IndicatorRow
    attained: Attainment
    doubt: str = ""


def claims_of(form: SelfEvaluation) -> tuple[Claim, ...]:
    """完成情况 of every indicator of a form, in order."""
    table = _table(form)
    return tuple(_claim(row, form, table) for row in form.indicators)


def indicator_of(row: IndicatorRow, form: SelfEvaluation) -> TypedIndicator:
    """可衡量的指标: the indicator of a row, its points those of the form."""
    return _typed(row, row.target, _table(form))


def _claim(row: IndicatorRow, form: SelfEvaluation, table: PerformanceTable) -> Claim:
    indicator = _typed(row, row.target, table)
    actual, doubt = _actual(row, indicator, form, table)
    applicable = row.actual.state is not EntryState.NOT_APPLICABLE
    told = f"完成值“{row.actual.text}”不能计算" if doubt else ""
    return Claim(row, Attainment(indicator, actual, applicable, said(row.reason), told), doubt)


def _actual(
    row: IndicatorRow, indicator: TypedIndicator, form: SelfEvaluation, table: PerformanceTable
) -> tuple[Actual | None, str]:
    reached = row.actual.value
    day = datetime.date(form.year or datetime.MINYEAR, 12, 31)
    share = _share(row)
    if reached is None:
        return None, "S12" if row.actual.state is EntryState.UNREADABLE else ""
    if indicator.kind is IndicatorKind.GRADE:
        return Actual(Standing.DECLARED, day, share=share, note=reached.words), ""
    if indicator.kind is IndicatorKind.DATE:
        if reached.day is None:
            return None, "S24" if reached.words else "S12"
        return Actual(Standing.DECLARED, day, day=reached.day), ""
    if indicator.kind not in _NUMERIC:
        return Actual(Standing.DECLARED, day, share=share, note=reached.words), ""
    if reached.value is None:
        return None, "S12"
    measured = _typed(row, _target_of(reached), table)
    if reached.unit and indicator.unit and measured.unit != indicator.unit:
        return None, "S16"
    return Actual(Standing.DECLARED, day, value=measured.value), ""


def _target_of(reached: Reached) -> Target:
    """A reached figure as if it were a target, so that its unit is read alike."""
    kind = TargetKind.RATE if reached.unit in ("%", "‰") else TargetKind.NUMBER
    text = f"{reached.value}{reached.unit}"
    return Target(kind, text, "=", reached.value, reached.unit or None)


def _share(row: IndicatorRow) -> Fraction | None:
    """The share of its points that the form gives a row, None where it gives none."""
    weight, points = row.weight.value, row.points.value
    if not weight or points is None:
        return None
    return Fraction(points) / Fraction(weight)


def said(entry: Entry[str] | None) -> str:
    """The words of an entry, "" for none (无, — count as none)."""
    return (entry.value or "").strip() if entry is not None else ""


def _typed(row: IndicatorRow, target: Target, table: PerformanceTable) -> TypedIndicator:
    source = row.source or table.source
    printed = Indicator(row.level1, row.level2, row.name, target, source, row.actual.source)
    made = typed(printed, table).indicator
    weight = None if row.weight.value is None else Fraction(row.weight.value)
    return replace(made, weight=weight if weight is not None else made.weight)


def _table(form: SelfEvaluation) -> PerformanceTable:
    """The head of the form as that of a table of goals: bases of changes stand in its goals."""
    source = form.source or Source(form.title or "自评表")
    goals = tuple(
        Stated(goal.expected.value, goal.expected.source or source)
        for goal in form.goals
        if goal.expected.value is not None
    )
    year = Stated(form.year, source) if form.year is not None else None
    return PerformanceTable(form.title, "", None, None, year, (), (), goals, (), source)
