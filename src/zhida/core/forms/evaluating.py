"""自评表 evaluating: the self-evaluation form of 2024, filled from the ledger and what was reached.

What only a person can say (the situation of each management item, why an indicator was
missed) stays blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhida.core.figures import Evidence, EvidenceKind, Figure, FigureState, number
from zhida.core.forms.building import rate_of
from zhida.core.forms.facts import LineFacts
from zhida.core.forms.shapes import shape, value_word
from zhida.core.notice import FundingSource, Target
from zhida.core.performance.evaluation import (
    Entry,
    EntryState,
    FieldEntry,
    GoalRow,
    IndicatorRow,
    ManagementRow,
    MoneyRow,
    Reached,
    SelfEvaluation,
    filled,
)
from zhida.core.performance.indicators import Actual, Standing
from zhida.core.performance.points import plain
from zhida.core.performance.policy import policy_of
from zhida.data import load

_LOCAL = (
    FundingSource.PROVINCE,
    FundingSource.PREFECTURE,
    FundingSource.COUNTY,
    FundingSource.LOCAL,
)
_FIELDS = ("project", "other", "office", "unit")


@dataclass(frozen=True, slots=True)
class Goal:
    """绩效指标与实际值: an indicator as it was set, and what was reached.

    `unit` is that of the actual value, None where it is the target's as printed: a target
    of 4.5万人次 is measured in 人次.
    """

    level1: str
    level2: str
    name: str
    target: Target
    actual: Actual
    unit: str | None = None


def self_evaluation(
    agency: str,
    year: int,
    fields: dict[str, str],
    facts: Sequence[LineFacts],
    goals: Sequence[str],
    indicators: Sequence[Goal],
    place: str = "",
) -> SelfEvaluation:
    """自评表: of an agency's money of one fund in a year.

    `fields` by "project" 转移支付名称, "other" 中央主管部门, "office" 地方主管部门 and
    "unit" 资金使用单位; A is what came in, B what
    was paid, B/A their ratio, and 0/0 is not applicable.
    """
    form = shape("selfeval")
    return SelfEvaluation(
        form.title.format(place=place),
        year,
        form.unit,
        tuple(
            FieldEntry(key, value_word("field", key), filled(fields.get(key) or None))
            for key in _FIELDS
        ),
        tuple(_money(facts)),
        tuple(_management(year)),
        tuple(GoalRow(filled(goal)) for goal in goals),
        tuple(_indicator(each, year) for each in indicators),
        agency=agency,
    )


def _money(facts: Sequence[LineFacts]) -> Iterable[MoneyRow]:
    groups = {
        "total": list(facts),
        "central": [each for each in facts if each.line.earmark.source is FundingSource.CENTRAL],
        "local": [each for each in facts if each.line.earmark.source in _LOCAL],
        "other": [each for each in facts if each.line.earmark.source is FundingSource.OTHER],
    }
    for kind, rows in groups.items():
        budget = _sum([each.amount.figure("收到金额") for each in rows])
        executed = _sum([each.paid.figure("支出金额") for each in rows])
        rate = rate_of(executed, budget, "全年执行数÷全年预算数")
        state = EntryState.NOT_APPLICABLE if rate.value is None else EntryState.VALUE
        yield MoneyRow(
            kind,
            value_word("money", kind),
            _entry(budget),
            _entry(executed),
            Entry(state, rate.value, formula=rate.formula, evidence=rate.evidence),  # type: ignore[arg-type]
        )


def _sum(figures: Sequence[Figure]) -> Figure:
    evidence = tuple(part for each in figures for part in each.evidence)
    formula = figures[0].formula if figures else "各行合计"
    return number(sum(int(each.value or 0) for each in figures), formula, *evidence)


def _entry(figure: Figure) -> Entry[int]:
    assert figure.state is FigureState.NUMBER and figure.value is not None
    return Entry(
        EntryState.VALUE, int(figure.value), formula=figure.formula, evidence=figure.evidence
    )


def _management(year: int) -> Iterable[ManagementRow]:
    for row in load("management_items"):
        first, last = int(row["from_year"] or 0), int(row["to_year"] or 9999)
        if first <= year <= last:
            yield ManagementRow(row["key"], row["label"])


def _indicator(goal: Goal, year: int) -> IndicatorRow:
    return IndicatorRow(goal.level1, goal.level2, goal.name, goal.target, _reached(goal, year))


def _reached(goal: Goal, year: int) -> Entry[Reached]:
    """What was measured or declared, blank where there is no data.

    A grade is printed as the band that its share of the points is in, with the share.
    """
    actual = goal.actual
    if actual.standing is Standing.NO_DATA:
        return Entry()
    measured = actual.standing is Standing.MEASURED
    kind = EvidenceKind.RECORD if measured else EvidenceKind.FILE
    evidence = tuple(Evidence(kind, each, actual.note) for each in actual.evidence)
    if actual.value is not None:
        unit = (goal.target.unit if goal.unit is None else goal.unit) or ""
        text = f"{plain(actual.value)}{unit}"
        reached = Reached(actual.value, unit)
        return filled(reached, text, formula=actual.metric, evidence=evidence)
    if actual.day is not None:
        reached = Reached(day=actual.day)
        return filled(reached, actual.day.isoformat(), formula=actual.metric, evidence=evidence)
    words = actual.note
    if not words and actual.share is not None:
        title = policy_of(year).band(actual.share).title
        words = f"{title}（得分比例{plain(actual.share * 100)}%）"
    return filled(Reached(words=words), words, evidence=evidence) if words else Entry()
