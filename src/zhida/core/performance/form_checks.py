"""表式核对 form checks: points in total, grade, management items, goals and statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache

from zhida.core.findings import Finding
from zhida.core.performance.attaining import Claim
from zhida.core.performance.evaluation import EntryState, SelfEvaluation
from zhida.core.performance.faults import fault
from zhida.core.performance.money_checks import total_of
from zhida.core.performance.points import Outcome, plain, points_text
from zhida.core.performance.policy import EXECUTION, ScoringPolicy, section_of
from zhida.core.performance.scoring import FULL, Score
from zhida.data import load


def form_findings(
    form: SelfEvaluation, claims: tuple[Claim, ...], score: Score
) -> Iterator[Finding]:
    """表式核对: what the form says as a whole."""
    yield from _management(form)
    yield from _goals(form)
    if form.statement.state is EntryState.BLANK and form.management:
        yield fault("S20", "说明栏没有填写", sources=[form.statement.source, form.source])
    if not form.scored:
        return
    yield from _weights(form, score.policy)
    yield from _execution(form, score)
    yield from _total(form, score)
    yield from _grade(form, score.policy)


def _management(form: SelfEvaluation) -> Iterator[Finding]:
    """Only a form that asks for them; one without the block is of another year's shape."""
    if not form.management:
        return
    rows = {row.key: row for row in form.management}
    for key, label in management_items(form.year).items():
        row = rows.get(key)
        if row is None:
            yield fault("S14", f"资金管理情况缺“{label}”一行", label, sources=[form.source])
        elif row.situation.state is EntryState.BLANK:
            sources = [row.situation.source, form.source]
            yield fault("S14", f"资金管理情况“{row.label}”没有填情况说明", label, sources=sources)


def _goals(form: SelfEvaluation) -> Iterator[Finding]:
    for goal in form.goals:
        if goal.expected.value and goal.reached.state is EntryState.BLANK:
            places = [goal.reached.source, goal.expected.source]
            yield fault("S19", "总体目标没有填全年实际完成情况", sources=places)


def _weights(form: SelfEvaluation, policy: ScoringPolicy) -> Iterator[Finding]:
    sections: dict[str | None, Fraction] = {}
    for row in form.indicators:
        own = section_of(row.level1, row.level2)
        sections[own] = sections.get(own, Fraction(0)) + Fraction(row.weight.value or 0)
    wanted = policy.sections(costed="cost" in sections)
    printed = execution_weight(form)
    execution = wanted[EXECUTION] if printed is None else printed
    whole = sum(sections.values(), execution)
    places = [row.weight.source for row in form.indicators]
    if whole != FULL:
        told = (
            f"各项指标分值合计{plain(whole - execution)}分，"
            f"加预算执行{plain(execution)}分为{plain(whole)}分，应为100分"
        )
        off = plain(whole - FULL)
        yield fault("S02", told, "100", plain(whole), difference=off, sources=places)
    names = {"output": "产出指标", "benefit": "效益指标", "satisfaction": "满意度指标",
             "cost": "成本指标"}  # fmt: skip
    for section, label in names.items():
        found = sections.get(section)
        points = wanted.get(section)
        if found is not None and points is not None and found != points:
            sentence = f"{label}分值合计{plain(found)}分，规定为{plain(points)}分"
            yield fault("S21", sentence, plain(points), plain(found), sources=places)


def execution_weight(form: SelfEvaluation) -> Fraction | None:
    """预算执行分值 of a form, None where it prints none.

    Where the indicators alone make 100 the execution isn't scored.
    """
    row = total_of(form)
    if row is not None and row.weight.value is not None:
        return Fraction(row.weight.value)
    rows = sum((Fraction(each.weight.value or 0) for each in form.indicators), Fraction(0))
    return Fraction(0) if rows == FULL else None


def _execution(form: SelfEvaluation, score: Score) -> Iterator[Finding]:
    row = total_of(form)
    if row is None or row.points.value is None or score.execution.rate is None:
        return
    found, own = Fraction(row.points.value), score.execution
    step = row.points.step or Fraction(1, 100)
    exact = own.weight * min(own.rate or Fraction(0), Fraction(1))
    if abs(found - exact) * 2 > step and found != own.points:
        sentence = f"预算执行得分应为{own.arithmetic}，表中为{plain(found)}"
        places = [row.points.source, row.budget.source, row.executed.source]
        yield fault("S04", sentence, points_text(own.points), plain(found),
                    difference=plain(found - own.points), sources=places)  # fmt: skip


def _total(form: SelfEvaluation, score: Score) -> Iterator[Finding]:
    if form.total.value is None:
        return
    row = total_of(form)
    entries = [each.points for each in form.indicators]
    if row is not None:
        entries.insert(0, row.points)
    filled = [each for each in entries if each.value is not None]
    if not filled:
        return
    added = sum((Fraction(each.value or 0) for each in filled), Fraction(0))
    found = Fraction(form.total.value)
    step = form.total.step or Fraction(1, 100)
    away = any(each.outcome is Outcome.NOT_APPLICABLE for each in score.rows)
    scaled = score.policy.rounded(added * FULL / score.full) if away and score.full else added
    if min(abs(found - added), abs(found - scaled)) * 2 > step:
        parts = "＋".join(plain(each.value or 0) for each in filled)
        sentence = f"总分应为{parts}＝{plain(added)}，表中为{plain(found)}"
        places = [form.total.source, *(each.source for each in filled)]
        off = plain(found - added)
        yield fault("S03", sentence, plain(added), plain(found), difference=off, sources=places)


def _grade(form: SelfEvaluation, policy: ScoringPolicy) -> Iterator[Finding]:
    if form.grade.value is None or form.total.value is None:
        return
    expected = policy.grade(Fraction(form.total.value))
    found = form.grade.value.strip()
    if not found.startswith(expected):
        sentence = f"总分{plain(form.total.value)}分，等级应为“{expected}”，表中为“{found}”"
        places = [form.grade.source, form.total.source]
        yield fault("S05", sentence, expected, found, sources=places)


@cache
def management_items(year: int | None) -> Mapping[str, str]:
    """资金管理情况的各项: label by key, in the order of the form of a year.

    >>> list(management_items(2024).values())[:2]
    ['分配科学性', '下达及时性']
    """
    return {
        row["key"]: row["label"]
        for row in load("management_items")
        if year is None or int(row["from_year"] or 0) <= year <= int(row["to_year"] or 9999)
    }
