"""各统筹区的年初点值 start values: what a point is worth in each pool, from the cases of the years before."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

import ibis.expr.types as ir

from zhida.engines.dip.budget import Earned, start_value
from zhida.engines.dip.case_scores import score_cases
from zhida.engines.dip.measured import Measured
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.scores import trimmed
from zhida.engines.dip.settlement import Pool
from zhida.engines.errors import EngineError
from zhida.engines.exact import total

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend


def start_values(
    engine: Backend,
    grouped: ir.Table,
    year: int,
    measured: Measured,
    policy: Policy,
    revenue: Mapping[tuple[Pool, int, str], int],
) -> dict[Pool, Fraction]:
    """年初点值: fen a point, of each pool with cases before `year`, of as many years as have weights.

    By `trim` the dearest and cheapest cases of each group and year don't count; by a 优值区间 all do,
    and `revenue` (fen, by pool, year and institution) must be told for each. Raises EngineError.
    """
    before = grouped.filter(grouped.year < year)
    present = engine.to_pyarrow(before.select("year").distinct().order_by("year"))
    years = present["year"].to_pylist()[-len(policy.year_weights) :]
    if not years:
        raise EngineError(f"没有{year}年以前的病例，无从计算年初点值。请给出往年的分组结果")
    before = before.filter(before.year.isin(years))
    if policy.value_region == "trim":
        before = trimmed(before, policy)
    scored = score_cases(engine, before, measured, policy)
    summed = scored.group_by(["pool", "insutype", "year", "fixmedins_code"]).agg(
        points=total(scored.points), cost_fen=total(scored.cost_fen)
    )
    found: dict[Pool, dict[int, list[Earned]]] = {}
    ordered = summed.order_by("pool", "insutype", "year", "fixmedins_code")
    for row in engine.to_pyarrow(ordered).to_pylist():
        pool, code = (row["pool"], row["insutype"]), row["fixmedins_code"]
        told = revenue.get((pool, row["year"], code))
        if told is None and policy.value_region != "trim":
            raise EngineError(
                f"按优值区间计算年初点值，缺机构{code}在统筹区{pool[0]}、险种{pool[1]}、"
                f"{row['year']}年的收入。请补在收入表里，或用政策value_region=trim"
            )
        earned = Earned(code, row["points"], told or 0, row["cost_fen"])
        found.setdefault(pool, {}).setdefault(row["year"], []).append(earned)
    return {
        pool: start_value(each, policy, measured.places) for pool, each in sorted(found.items())
    }
