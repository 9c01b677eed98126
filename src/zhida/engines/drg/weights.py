"""权重和费率 weights: what a group weighs against the mean of all cases, and what one weight pays.

The concept is that of points (`dip.scores`), under the same policies of years, trimming and
rounding; a weight is points ÷ 1000.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import ibis.expr.types as ir

from zhida.engines.dip.directory import Layer, Rule
from zhida.engines.dip.measured import Measured, measure
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.scores import POINTS, score
from zhida.engines.dip.settlement import Pool
from zhida.engines.dip.signatures import engine_table, keep
from zhida.engines.drg.ruleset import RuleSet, fingerprint
from zhida.engines.errors import EngineError
from zhida.engines.exact import total

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend


@dataclass(frozen=True, slots=True)
class Rate:
    """费率: what one weight pays in a pool and kind of insurance: the fund-covered cost of the
    grouped cases ÷ Σ weight × cases, each year by its weight; fen, exact.

    `cases` and `points` (weights at the places of the measurement, times 1000) are of all years.
    """

    pool: Pool
    cases: int
    points: int
    value: Fraction


@dataclass(frozen=True, slots=True)
class Weighed:
    """测算结果: the weights of the groups, and the rate of each pool in the order of its code."""

    measured: Measured
    rates: tuple[Rate, ...]


def weigh(engine: Backend, grouped: ir.Table, rules: RuleSet, policy: Policy) -> Weighed:
    """测算: from cases with `number` (`assignment.assign`); who is in no group counts in the mean of
    all cases and not in the rate.

    Raises EngineError where there are no grouped cases, or more years than weights.
    """
    within = (grouped.number > 0) & (grouped.number <= len(rules.groups))
    numbered = grouped.mutate(number=within.ifelse(grouped.number, 0))
    numbered = keep(engine, numbered)
    found = score(engine, numbered, as_directory(rules), policy)
    measured = measure(engine, numbered, found, fingerprint(rules), policy)
    return Weighed(measured, _rates(engine, numbered, rules, measured, policy))


def as_directory(rules: RuleSet) -> tuple[Rule, ...]:
    """The groups as `dip` measures them: code and name, in the order of their numbers."""
    return tuple(Rule(each.code, each.name, Layer.BASIC, ()) for each in rules.groups)


def weight_text(points: int, places: int) -> str:
    """权重: points at so many places, as the weight is printed.

    >>> weight_text(12_345_678, 4), weight_text(950, 0)
    ('1.2345678', '0.950')
    """
    digits = places + 3
    whole, rest = divmod(points, 10**digits)
    return f"{whole}.{rest:0{digits}d}"


def _rates(
    engine: Backend, numbered: ir.Table, rules: RuleSet, measured: Measured, policy: Policy
) -> tuple[Rate, ...]:
    known = [(at, measured.groups[each.code].points)
             for at, each in enumerate(rules.groups, 1) if each.code in measured.groups]  # fmt: skip
    points = engine_table(
        engine,
        {"number": [at for at, _ in known], "group_points": [each for _, each in known]},
        {"number": "int64", "group_points": "int64"},
    )
    table = numbered.inner_join(points, "number")
    summed = table.group_by(["pool", "insutype", "year"]).agg(
        cases=table.count(), points=total(table.group_points), fund_fen=total(table.fund_fen)
    )
    rows = engine.to_pyarrow(summed.order_by("pool", "insutype", "year")).to_pylist()
    years = sorted({row["year"] for row in rows})
    weights = dict(zip(reversed(years), reversed(policy.year_weights), strict=False))
    pools: dict[Pool, list[Mapping[str, int]]] = {}
    for row in rows:
        pools.setdefault((row["pool"], row["insutype"]), []).append(row)
    return tuple(_rate(pool, of, weights, measured.places) for pool, of in pools.items())


def _rate(
    pool: Pool, rows: list[Mapping[str, int]], weights: Mapping[int, int], places: int
) -> Rate:
    weighed = sum(weights[row["year"]] * row["points"] for row in rows)
    if not weighed:
        raise EngineError(f"统筹区{pool[0]}险种{pool[1]}的权重合计为零，无从计算费率")
    covered = sum(weights[row["year"]] * row["fund_fen"] for row in rows)
    return Rate(
        pool,
        sum(row["cases"] for row in rows),
        sum(row["points"] for row in rows),
        Fraction(covered * POINTS * 10**places, weighed),
    )
