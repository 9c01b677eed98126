"""总额预算与年初点值 budget: what a pool may pay in a year, and what a point is worth at its start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from zhida.engines.dip.policy import Policy
from zhida.engines.errors import EngineError
from zhida.engines.exact import round_half_up

PLACES = 10**6
"""The geometric median is a whole number of these parts of a fen."""


@dataclass(frozen=True, slots=True)
class Basis:
    """预算依据: in fen; what a method doesn't ask for stays 0.

    `income_fen` is the year's income of the pooled fund, `items_fen` what is set apart by item
    (outpatient care, risk fund …); `last_fen` last year's payments by disease, `last_income_fen`
    that year's income; `growth` the rate of growth, 1/20 for 5 %.
    """

    income_fen: int = 0
    items_fen: tuple[int, ...] = ()
    last_fen: int = 0
    last_income_fen: int = 0
    growth: Fraction = Fraction(0)


def budget(basis: Basis, policy: Policy) -> int:
    """总额预算: of one pool in fen, by the policy's method. Raises EngineError where a figure is missing.

    >>> import datetime
    >>> from zhida.engines.dip.policy import policy
    >>> basis = Basis(income_fen=1200, items_fen=(100, 200), last_fen=800, last_income_fen=1000,
    ...               growth=Fraction(1, 20))
    >>> [budget(basis, policy(datetime.date(2026, 1, 1), {"budget_method": each}))
    ...  for each in ("item_deduction", "last_year_share", "growth")]
    [900, 960, 840]
    """
    if policy.budget_method == "growth":
        if basis.last_fen <= 0 or basis.growth <= -1:
            raise EngineError("按增长率定预算，要有上年按病种付费的支出和大于-100%的增长率")
        grown = basis.last_fen * (1 + basis.growth)
        return round_half_up(grown.numerator, grown.denominator)
    if basis.income_fen <= 0:
        raise EngineError("没有当年统筹基金收入，无法定预算")
    if policy.budget_method == "last_year_share":
        if not 0 < basis.last_fen <= basis.last_income_fen:
            raise EngineError("按上年占比定预算，上年支出应大于零、不超过上年收入")
        return round_half_up(basis.income_fen * basis.last_fen, basis.last_income_fen)
    left = basis.income_fen - sum(basis.items_fen)
    if min(basis.items_fen, default=0) < 0 or left <= 0:
        raise EngineError("扣除的各项支出有负数，或不小于当年收入。请核对各项支出")
    return left


@dataclass(frozen=True, slots=True)
class Earned:
    """机构一年: what an institution's year earned: points (a whole number), revenue and cost, in fen."""

    institution: str
    points: int
    revenue_fen: int
    cost_fen: int


def start_value(years: Mapping[int, Sequence[Earned]], policy: Policy, places: int) -> Fraction:
    """年初点值: fen a point: Σ w·cost ÷ Σ w·points over the years, w as for scores.

    `value_region` says which institutions count: all (`trim`: their cases were trimmed before), or
    those of the 优值区间: `one_dimension` — revenue a point not above the mean of all; `two_dimension`
    — the geometric median of (revenue a point, cost a point) of those with both not above their
    means, its cost side. Raises EngineError where nothing is left to divide by.

    >>> import datetime
    >>> from zhida.engines.dip.policy import policy
    >>> one = [Earned("H1", 10, 900, 1000)]
    >>> start_value({2024: one, 2025: [Earned("H1", 10, 900, 1200)]}, policy(datetime.date(2026, 1, 1)), 0)
    Fraction(1040, 9)
    """
    weights = dict(
        zip(sorted(years, reverse=True), reversed(policy.year_weights), strict=False)
    )  # fmt: skip
    over, under = Fraction(0), 0
    for year, weight in weights.items():
        chosen = [each for each in years[year] if each.points > 0]
        if policy.value_region != "trim":
            chosen = _below_mean(chosen, both=policy.value_region == "two_dimension")
        points = sum(each.points for each in chosen)
        if policy.value_region == "two_dimension" and chosen:
            over += weight * points * _median(chosen)[1]
        else:
            over += weight * sum(each.cost_fen for each in chosen)
        under += weight * points
    if not under or len(years) > len(weights):
        raise EngineError("没有可以计算年初点值的年度、机构或权重。请核对病例和year_weights")
    return over * Fraction(10**places) / under


def _below_mean(years: Sequence[Earned], *, both: bool) -> list[Earned]:
    points = sum(each.points for each in years)
    revenue, cost = (sum(getattr(each, name) for each in years)
                     for name in ("revenue_fen", "cost_fen"))  # fmt: skip
    return [
        each
        for each in years
        if each.revenue_fen * points <= revenue * each.points
        and (not both or each.cost_fen * points <= cost * each.points)
    ] or list(years)


def _median(years: Sequence[Earned]) -> tuple[Fraction, Fraction]:
    """几何中位数: the point whose distances to all sum to least, to `PLACES` of a fen, on whole numbers.

    A search in halving steps from the mean: the sum of distances is convex, so it can't be caught
    elsewhere; roots are whole ones of numbers scaled beyond the step.
    """
    spots = [
        (each.revenue_fen * PLACES // each.points, each.cost_fen * PLACES // each.points)
        for each in years
    ]
    x, y = (sum(spot[i] for spot in spots) // len(spots) for i in (0, 1))
    best, step = _distance(spots, x, y), max(1, *(max(spot) for spot in spots))
    while step:
        nearer = min(
            (_distance(spots, x + dx, y + dy), x + dx, y + dy)
            for dx, dy in ((step, 0), (-step, 0), (0, step), (0, -step),
                           (step, step), (-step, -step), (step, -step), (-step, step))
        )  # fmt: skip
        if nearer[0] < best:
            best, x, y = nearer
        else:
            step //= 2
    return Fraction(x, PLACES), Fraction(y, PLACES)


def _distance(spots: Sequence[tuple[int, int]], x: int, y: int) -> int:
    return sum(isqrt(((a - x) ** 2 + (b - y) ** 2) << 20) for a, b in spots)
