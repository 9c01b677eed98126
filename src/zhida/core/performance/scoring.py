"""绩效评分 scoring: an evaluation's points row by row, the total and the grade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from zhida.core.findings import Finding
from zhida.core.money import format_fen
from zhida.core.performance.faults import fault
from zhida.core.performance.points import (
    Attainment,
    Outcome,
    Part,
    part_of,
    plain,
    points_text,
)
from zhida.core.performance.policy import (
    Inapplicable,
    ScoringPolicy,
    policy_of,
    section_of,
    words_of,
)
from zhida.core.performance.weights import Weights, weights_of
from zhida.core.provenance import Source
from zhida.core.rules.performance.names import quoted

FULL = Fraction(100)


@dataclass(frozen=True, slots=True)
class RowScore:
    """单项得分: the points of one indicator and how they were worked out.

    `points` are rounded half up to the policy's decimals, `arithmetic` says
    "12.5 × 85/90 = 11.81" with its reason. `weight` is what the row can earn, after
    the points of rows that don't apply came to it where the policy says so.
    """

    attained: Attainment
    weight: Fraction
    part: Part
    points: Fraction
    arithmetic: str

    @property
    def outcome(self) -> Outcome:
        """完成结果."""
        return self.part.outcome


@dataclass(frozen=True, slots=True)
class ExecutionScore:
    """预算执行得分: A and B in fen, B/A as a fraction, None where nothing was to be spent."""

    budget: int | None
    executed: int | None
    rate: Fraction | None
    weight: Fraction
    outcome: Outcome
    points: Fraction
    arithmetic: str


@dataclass(frozen=True, slots=True)
class Score:
    """绩效得分: rows, execution, total and grade, each with its arithmetic.

    `total` is out of 100, None where nothing can be counted; `full` is what the rows
    that count could earn, `scale` what their points are multiplied by (more than 1 where
    rows are out of the count). `findings` say what must be looked at.
    """

    policy: ScoringPolicy
    execution: ExecutionScore
    rows: tuple[RowScore, ...]
    full: Fraction
    total: Fraction | None
    grade: str
    arithmetic: str
    findings: tuple[Finding, ...]
    scale: Fraction = Fraction(1)


def score(
    attained: Sequence[Attainment],
    year: int,
    budget: int | None = None,
    executed: int | None = None,
    *,
    execution_weight: Fraction | None = None,
    policy: ScoringPolicy | None = None,
) -> Score:
    """评分: the points of a year's indicators and of the execution of its money.

    `budget` is A and `executed` B, in fen; None where nobody said. Weights are those
    of the indicators, or are split by `weights_of`. Raises `ParameterError` for a
    year of which no weights are known.
    """
    policy = policy or policy_of(year)
    indicators = [each.indicator for each in attained]
    weights = weights_of(indicators, policy, execution_weight)
    parts = [part_of(each, policy) for each in attained]
    rate = _rate(budget, executed)
    spread = _spread(attained, weights, parts, policy)
    rows = tuple(
        _row(each, weight, part, policy)
        for each, weight, part in zip(attained, spread, parts, strict=True)
    )
    execution = _execution(budget, executed, rate, weights.execution, policy)
    full, total, arithmetic = _total(rows, execution, weights, policy)
    findings = (*_of_weights(attained, weights, policy), *_of_rows(rows, policy))
    grade = policy.grade(total) if total is not None else ""
    scale = _scale(full, weights, policy)
    return Score(policy, execution, rows, full, total, grade, arithmetic, findings, scale)


def _rate(budget: int | None, executed: int | None) -> Fraction | None:
    return Fraction(executed, budget) if budget and executed is not None else None


def _spread(
    attained: Sequence[Attainment],
    weights: Weights,
    parts: Sequence[Part],
    policy: ScoringPolicy,
) -> list[Fraction]:
    """The weights, after those of rows that don't apply went to the others of their section."""
    if policy.inapplicable is not Inapplicable.REDISTRIBUTED:
        return list(weights.rows)
    sections = [section_of(each.indicator.level1, each.indicator.level2) for each in attained]
    result = list(weights.rows)
    for section in dict.fromkeys(sections):
        places = [at for at, own in enumerate(sections) if own == section]
        whole = sum((weights.rows[at] for at in places), Fraction(0))
        counted = [at for at in places if parts[at].outcome.counts]
        left = sum((weights.rows[at] for at in counted), Fraction(0))
        for at in counted:
            result[at] = weights.rows[at] * whole / left if left else weights.rows[at]
        for at in places:
            if at not in counted and left:
                result[at] = Fraction(0)
    return result


def _row(attained: Attainment, weight: Fraction, part: Part, policy: ScoringPolicy) -> RowScore:
    if part.over is not None and not attained.reason.strip() and policy.unexplained:
        kept = 1 - policy.unexplained
        words = f"{part.words}，超额未说明原因扣{plain(policy.unexplained * 100)}%"
        part = replace(part, share=kept, quotient=f"{plain(kept * 100)}%", words=words)
    points = policy.rounded(weight * part.share)
    return RowScore(attained, weight, part, points, _arithmetic(weight, part, points, policy))


def _arithmetic(weight: Fraction, part: Part, points: Fraction, policy: ScoringPolicy) -> str:
    if not part.outcome.counts:
        return part.words
    worth, earned = plain(weight), points_text(points, policy.places)
    if part.quotient:
        return f"{worth} × {part.quotient} = {earned}（{part.words}）"
    if part.share == 1:
        return f"{worth} × 1 = {earned}（{part.words}）"
    return f"{worth} × 0 = {earned}（{part.words}）"


def _execution(
    budget: int | None,
    executed: int | None,
    rate: Fraction | None,
    weight: Fraction,
    policy: ScoringPolicy,
) -> ExecutionScore:
    if budget is None or executed is None:
        words = f"{plain(weight)} × 0 = {points_text(Fraction(0), policy.places)}（没有执行数据）"
        return ExecutionScore(budget, executed, None, weight, Outcome.NO_DATA, Fraction(0), words)
    if rate is None:
        outcome, words = Outcome.NOT_APPLICABLE, "预算数为0，不适用，不计分"
        if executed:
            outcome, words = Outcome.NO_TARGET, "没有预算而有支出，执行率无法计算，不计分"
        return ExecutionScore(budget, executed, None, weight, outcome, Fraction(0), words)
    points = policy.rounded(weight * min(max(rate, Fraction(0)), Fraction(1)))
    outcome = Outcome.MET if rate >= 1 else Outcome.MISSED
    b, a = format_fen(executed), format_fen(budget)
    capped = "，以满分为限" if rate > 1 else ""
    words = (
        f"{plain(weight)} × {b.removesuffix('万元')}/{a.removesuffix('万元')} = "
        f"{points_text(points, policy.places)}（执行数{b} ÷ 预算数{a}{capped}）"
    )
    return ExecutionScore(budget, executed, rate, weight, outcome, points, words)


def _total(
    rows: Sequence[RowScore],
    execution: ExecutionScore,
    weights: Weights,
    policy: ScoringPolicy,
) -> tuple[Fraction, Fraction | None, str]:
    """What could be earned, the total, and its arithmetic."""
    counted = [each for each in rows if each.outcome.counts]
    full = sum((each.weight for each in counted), Fraction(0))
    parts = [points_text(each.points, policy.places) for each in counted]
    earned = sum((each.points for each in counted), Fraction(0))
    if execution.outcome.counts:
        full += execution.weight
        earned += execution.points
        parts.insert(0, points_text(execution.points, policy.places))
    if not full:
        return full, None, "没有可以计分的指标"
    told = f"{' + '.join(parts)} = {points_text(earned, policy.places)}"
    whole, scale = weights.full, _scale(full, weights, policy)
    if scale == 1:
        return full, earned, told
    total = policy.rounded(earned * scale)
    scaled = f"{points_text(earned, policy.places)} × {plain(whole)}/{plain(full)}"
    because = words_of("not_applicable", policy.year)
    return full, total, f"{told}；{scaled} = {points_text(total, policy.places)}（{because}）"


def _scale(full: Fraction, weights: Weights, policy: ScoringPolicy) -> Fraction:
    if policy.inapplicable is Inapplicable.DROPPED or not full:
        return Fraction(1)
    return weights.full / full


def _of_weights(
    attained: Sequence[Attainment], weights: Weights, policy: ScoringPolicy
) -> Iterator[Finding]:
    if weights.full != FULL:
        told = plain(weights.full)
        sentence = f"各项分值合计{told}分（含预算执行{plain(weights.execution)}分），应为100分"
        yield fault("S02", sentence, "100", told, sources=_places(attained))
    if weights.given:
        return
    for each, weight in zip(attained, weights.rows, strict=True):
        if not weight and section_of(each.indicator.level1, each.indicator.level2) is None:
            where = each.indicator.level1 or "没有一级指标"
            sentence = f"{quoted(each.indicator.name)}在“{where}”之下，没有分值"
            yield fault("S22", sentence, found=where, sources=_places([each]))


def _of_rows(rows: Sequence[RowScore], policy: ScoringPolicy) -> Iterator[Finding]:
    for each in rows:
        name, places = quoted(each.attained.indicator.name), _places([each.attained])
        if each.outcome is Outcome.NO_DATA:
            yield fault("S13", f"{name}没有完成值，按0分计", sources=places)
        elif each.outcome is Outcome.UNGRADED:
            yield fault("S17", f"{name}是定性指标，没有评分，按0分计", sources=places)
        elif each.outcome is Outcome.NO_TARGET:
            yield fault("S15", f"{name}没有指标值，无法衡量，不计分", sources=places)
        elif each.part.over is not None and not each.attained.reason.strip():
            over, most = plain(policy.rounded(each.part.over * 100)), plain(policy.over * 100)
            sentence = f"{name}超额完成{over}%，超过{most}%而未说明原因"
            yield fault("S07", sentence, f"≤{most}%", f"{over}%", sources=places)
        yield from _of_survey(each, places)


def _of_survey(row: RowScore, places: Sequence[Source]) -> Iterator[Finding]:
    """A survey's rate that meets the target, while its interval reaches below."""
    actual, indicator = row.attained.actual, row.attained.indicator
    if row.outcome is not Outcome.MET or actual is None or indicator.value is None:
        return
    if actual.low is not None and actual.low < indicator.value:
        low, target = plain(actual.low), plain(indicator.value)
        sentence = (
            f"{quoted(indicator.name)}按点值完成，但样本{actual.n or '量未注明'}，"
            f"95%置信区间下限{low}%低于指标值{target}%"
        )
        yield fault("S23", sentence, target, low, sources=places)


def _places(attained: Sequence[Attainment]) -> list[Source]:
    return [
        each.indicator.printed.source for each in attained if each.indicator.printed is not None
    ]
