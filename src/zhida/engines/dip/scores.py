"""测算分值 scores: what each group counts, from the costs of the years before.

A mean is a sum and a count until it is rounded to a fen; from there on the rounded figure counts.
The years are weighted from the oldest to the newest; a group without cases in some year takes the
weights of the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir

from zhida.engines.dip.directory import Rule
from zhida.engines.dip.policy import Policy
from zhida.engines.errors import EngineError
from zhida.engines.exact import divide, round_half_up, total

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

POINTS = 1000
"""A group that costs the average counts so many points."""


@dataclass(frozen=True, slots=True)
class YearSum:
    """年度合计: cases and cost of one year; of a group, after trimming."""

    cases: int
    cost_fen: int

    @property
    def mean_fen(self) -> int:
        """均值: rounded half up to a fen."""
        return round_half_up(self.cost_fen, self.cases)


Years = Mapping[int, YearSum]


@dataclass(frozen=True, slots=True)
class Score:
    """病种分值: of one group. `points` is a whole number at the policy's `score_places`.

    `mean_fen` is the weighted mean; `years` what it was made of; `cases` all cases, trimmed or not.
    """

    rule: Rule
    points: int
    mean_fen: int
    cases: int
    years: Years


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """分值表: of all groups that have cases, by the number of their rule; the base they rest on."""

    base_fen: int
    places: int
    scores: Mapping[int, Score]


def score(
    engine: Backend,
    assigned: ir.Table,
    rules: Sequence[Rule],
    policy: Policy,
    *,
    reference: str = "",
    quota_fen: int = 0,
) -> ScoreTable:
    """测算: scores of a directory from cases with their rule (`assignment.assign`).

    `reference` is the code of the group that `score_base = reference_group` counts as 1000 points,
    `quota_fen` what `fixed_quota` counts as one point. Raises EngineError where the base is missing
    or there are more years than weights.
    """
    sums = _sums(engine, assigned, policy)
    present = sorted({year for years in sums.values() for year in years})
    if len(present) > len(policy.year_weights):
        raise EngineError(
            f"有{len(present)}个年度的病例，权重却只有{len(policy.year_weights)}个。"
            "请只取测算的年度，或在year_weights中写明各年权重"
        )
    weights = dict(zip(reversed(present), reversed(policy.year_weights), strict=False))
    means = {number: weighted_mean(years, weights, policy) for number, years in sums.items()}
    base, points = _base(engine, assigned, rules, means, weights, policy, reference, quota_fen)
    scale = points * 10**policy.score_places
    counted = _counts(engine, assigned)
    scores = {
        number: Score(
            rules[number - 1], round_half_up(mean * scale, base), mean, counted[number],
            sums[number],
        )
        for number, mean in sorted(means.items())
    }  # fmt: skip
    return ScoreTable(base, policy.score_places, scores)


def weighted_mean(years: Years, weights: Mapping[int, int], policy: Policy) -> int:
    """加权均值: in fen, of the years that are there.

    >>> import datetime
    >>> from zhida.engines.dip.policy import policy
    >>> years = {2024: YearSum(2, 100), 2025: YearSum(1, 101)}
    >>> weighted_mean(years, {2023: 1, 2024: 2, 2025: 7}, policy(datetime.date(2026, 1, 1)))
    90
    """
    if policy.mean_of_years == "pooled":
        return round_half_up(
            sum(weights[year] * each.cost_fen for year, each in years.items()),
            sum(weights[year] * each.cases for year, each in years.items()),
        )
    return round_half_up(
        sum(weights[year] * each.mean_fen for year, each in years.items()),
        sum(weights[year] for year in years),
    )


def trimmed(assigned: ir.Table, policy: Policy) -> ir.Table:
    """裁剪: the grouped cases without the dearest and cheapest of their group and year.

    Of n cases, in the order of cost and then of setl_id, ⌊n × trim_permille ÷ 1000⌋ fall away at
    either end; none where n is below `trim_min_cases`.
    """
    grouped = assigned.filter(assigned.number > 0)
    if not policy.trim_permille:
        return grouped
    within = ibis.window(
        group_by=[grouped.number, grouped.year], order_by=[grouped.cost_fen, grouped.setl_id]
    )
    placed = grouped.mutate(
        place=ibis.row_number().over(within),
        together=grouped.count().over(group_by=[grouped.number, grouped.year]),
    )
    cut = ibis.ifelse(
        placed.together >= policy.trim_min_cases,
        divide(placed.together * policy.trim_permille, 1000),
        0,
    )
    return placed.filter((placed.place >= cut) & (placed.place < placed.together - cut)).drop(
        "place", "together"
    )


def _sums(engine: Backend, assigned: ir.Table, policy: Policy) -> dict[int, dict[int, YearSum]]:
    table = trimmed(assigned, policy)
    summed = table.group_by(["number", "year"]).agg(
        cases=table.count(), cost_fen=total(table.cost_fen)
    )
    found: dict[int, dict[int, YearSum]] = {}
    for row in engine.to_pyarrow(summed.order_by("number", "year")).to_pylist():
        found.setdefault(row["number"], {})[row["year"]] = YearSum(row["cases"], row["cost_fen"])
    return found


def _counts(engine: Backend, assigned: ir.Table) -> dict[int, int]:
    counted = assigned.group_by("number").agg(cases=assigned.count())
    return {row["number"]: row["cases"] for row in engine.to_pyarrow(counted).to_pylist()}


def _base(
    engine: Backend,
    assigned: ir.Table,
    rules: Sequence[Rule],
    means: Mapping[int, int],
    weights: Mapping[int, int],
    policy: Policy,
    reference: str,
    quota_fen: int,
) -> tuple[int, int]:
    """What a group's mean is divided by, and how many points that is."""
    if policy.score_base == "fixed_quota":
        if quota_fen <= 0:
            raise EngineError("按固定额度测算需要一个大于零的额度")
        return quota_fen, 1
    if policy.score_base == "reference_group":
        found = [mean for number, mean in means.items() if rules[number - 1].code == reference]
        if not found:
            raise EngineError(f"作为基准的病种“{reference}”不在目录里，或没有病例")
        return found[0], POINTS
    summed = assigned.group_by("year").agg(
        cases=assigned.count(), cost_fen=total(assigned.cost_fen)
    )
    years = {
        row["year"]: YearSum(row["cases"], row["cost_fen"])
        for row in engine.to_pyarrow(summed).to_pylist()
    }
    years = {year: each for year, each in years.items() if year in weights}
    if not years:
        raise EngineError("没有已入组的病例，无法测算分值")
    return weighted_mean(years, weights, policy), POINTS
