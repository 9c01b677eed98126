"""指标定型 typed: printed indicators become measurable ones, with what hinders that.

What the value says comes from its `Target`; what it leaves unsaid (the unit, the better end,
whether it is a change) comes from the wording of the name. Nothing is guessed beyond that:
what can't be measured is UNSET or a GRADE, and a finding says where and how to mend it.
"""

from __future__ import annotations

from dataclasses import dataclass

from zhida.core.findings import Finding
from zhida.core.notice import Indicator, Notice, PerformanceTable, Target, TargetKind
from zhida.core.performance.indicators import Direction, IndicatorKind, TypedIndicator
from zhida.core.performance.measures import Measure, measure_of, weight_of
from zhida.core.performance.target_findings import target_finding
from zhida.core.performance.value_words import about
from zhida.core.performance.worded import worded_findings
from zhida.core.rules.performance.levels import heading_of
from zhida.core.rules.performance.names import quoted
from zhida.core.rules.performance.wordings import base_named
from zhida.core.rules.scopes import name_of


@dataclass(frozen=True, slots=True)
class Typing:
    """指标定型: an indicator made measurable, and the findings that say what hinders it."""

    indicator: TypedIndicator
    findings: tuple[Finding, ...]


def typed_indicators(notice: Notice) -> tuple[Typing, ...]:
    """指标定型: every indicator of every performance table of a notice, in order.

    A table left as a form gives UNSET indicators with their findings: its lines are the
    goals that somebody has still to fill in.
    """
    return tuple(each for table in notice.targets for each in typed_table(table))


def typed_table(table: PerformanceTable) -> tuple[Typing, ...]:
    """指标定型: the indicators of one performance table (财预〔2015〕163号 附表), in order."""
    return tuple(typed(each, table) for each in table.indicators)


def typed(indicator: Indicator, table: PerformanceTable) -> Typing:
    """指标定型: one indicator of a table.

    >>> from decimal import Decimal
    >>> from zhida.core.notice import Target
    >>> from zhida.core.provenance import Source
    >>> place = Source("目标表.docx", table=1, row=9, column=4)
    >>> table = PerformanceTable("绩效目标表", "", None, None, None, (), (), (), (), place)
    >>> row = Indicator("产出指标", "数量指标", "住院救助人次",
    ...                 Target(TargetKind.NUMBER, "≥2158", "≥", Decimal(2158)), place)
    >>> made = typed(row, table).indicator
    >>> made.kind.value, made.value, made.unit, made.direction.value
    ('number', Decimal('2158'), '人次', 'higher')
    """
    place = f"{name_of(table)}中指标{quoted(indicator.name)}"
    sources = (indicator.source,) + ((indicator.value_source,) if indicator.value_source else ())
    faults: list[tuple[str, str, str]] = []
    kind, measure, grade = _read(indicator, faults)
    base = _base_of(indicator, table) if kind is IndicatorKind.CHANGE else ""
    target = indicator.target
    if kind is IndicatorKind.CHANGE and not base:
        why = f"的值“{target.text}”是变动幅度，没有写明与何时、何数相比"
        faults.append(("T106", why, ""))
    if kind is IndicatorKind.DATE and target.due is None:
        faults.append(("T110", f"的值“{target.text}”没有年份，不能确定最后一天", ""))
    if not indicator.confirmed:
        faults.append(("T112", f"的值“{target.text}”是光学识别所得，未经确认", ""))
    made = TypedIndicator(
        heading_of(indicator.level1) or indicator.level1,
        indicator.level2,
        indicator.name,
        kind,
        measure.comparator,
        measure.value,
        measure.unit,
        target.due if kind is IndicatorKind.DATE else None,
        grade,
        measure.direction,
        weight_of(indicator),
        table.scope.value if table.scope else "",
        table.region.code if table.region else "",
        table.year.value if table.year else None,
        base,
        indicator,
    )
    found = tuple(
        target_finding(code, f"{place}{why}。", found=target.text, sources=sources, mend=mend)
        for code, why, mend in faults
    )
    return Typing(made, found)


def typed_row(
    name: str, target: Target, table: PerformanceTable, level1: str = "", level2: str = ""
) -> Typing:
    """指标定型: an indicator that stands in no notice (a table of one's own)."""
    return typed(Indicator(level1, level2, name, target, table.source), table)


_NOTHING = Measure("", None, "", Direction.NONE)
_DATE = Measure("≤", None, "", Direction.LOWER)


def _read(
    indicator: Indicator, faults: list[tuple[str, str, str]]
) -> tuple[IndicatorKind, Measure, str]:
    """Kind, measure and grade of an indicator; what hinders is added to `faults`."""
    target = indicator.target
    text = target.text
    match target.kind:
        case TargetKind.BLANK:
            faults.append(("T101", "没有指标值", ""))
            return IndicatorKind.UNSET, _NOTHING, ""
        case TargetKind.TEMPLATE:
            faults.append(("T102", f"的值“{text}”是未填的占位符", ""))
            return IndicatorKind.UNSET, _NOTHING, ""
        case TargetKind.DATE:
            return IndicatorKind.DATE, _DATE, ""
        case TargetKind.GRADE if about(text) is None:
            faults += worded_findings(indicator)
            return IndicatorKind.GRADE, _NOTHING, text
    if word := about(text):
        why = f"的值“{text}”是约数（“{word}”），不能判断是否完成"
        faults.append(("T103", why, _definite(target)))
        return IndicatorKind.UNSET, _NOTHING, ""
    kind, measure, found = measure_of(indicator)
    faults += found
    return kind, measure, ""


def _definite(target: Target) -> str:
    """The mend of an approximate value: the same figure with its limit."""
    if target.value is None:
        return ""
    figure = f"{target.value:f}{target.unit or ''}"
    sign = target.comparator if target.comparator in ("≤", "<") else "≥"
    return f"写明界限，如“{sign}{figure}”；允许上下浮动的，写明下限和上限"


def _base_of(indicator: Indicator, table: PerformanceTable) -> str:
    """The words that name what a change is measured against."""
    goals = (goal.value for goal in table.goals)
    remarks = (remark.value for remark in table.remarks)
    return base_named(indicator.name, indicator.target.text, *goals, *remarks)
