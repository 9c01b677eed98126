"""病例分值 case scores: points of each case, by group, institution and how its cost lies."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir

from zhida.engines.dip.coefficients import highest, with_coefficients
from zhida.engines.dip.further import with_subtypes
from zhida.engines.dip.measured import COEFFICIENT, VALUE, Measured
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.signatures import engine_table, keep
from zhida.engines.errors import EngineError
from zhida.engines.exact import LARGEST, LARGEST_QUOTIENT, half_up

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

RATIO = 10_000
"""A cost that is the standard."""


def score_cases(engine: Backend, grouped: ir.Table, measured: Measured, policy: Policy) -> ir.Table:
    """病例分值: grouped cases (with `code`, blank where ungrouped) and their `points`, whole numbers
    at `measured.places`; `standard_points` before the cost is looked at; `standard_fen`, the cost
    that they stand for; `ratio`, cost against it in 1/10000; `lies`: low, normal, high, ungrouped.

    Below `low_percent` of the standard a case counts what it cost; above `high_percent` what it
    cost beyond is added, or not (`high_cost`). Raises EngineError for a group without points, and
    where a product would leave 64 bits.
    """
    _known_bounds(engine, grouped, measured)
    typed = with_subtypes(engine, grouped, measured, policy)
    table = with_coefficients(engine, typed, measured)
    codes = list(measured.groups)
    groups = engine_table(
        engine,
        {"code": codes, "group_points": [measured.groups[code].points for code in codes]},
        {"code": "string", "group_points": "int64"},
    )
    table = table.left_join(groups, "code").drop("code_right")
    table = table.mutate(
        standard_points=half_up(table.group_points * table.coefficient, COEFFICIENT)
    )
    scale = 10**measured.places * VALUE
    # `greatest` passes over what is empty, so an ungrouped case is told apart first
    standard = ibis.greatest(half_up(table.standard_points * measured.value, scale), 1)
    table = table.mutate(standard_fen=ibis.ifelse(table.code == "", ibis.null("int64"), standard))
    table = keep(engine, table.mutate(ratio=half_up(table.cost_fen * RATIO, table.standard_fen)))
    seen = engine.to_pyarrow(table.agg(a=table.standard_points.max(), b=table.ratio.max()))
    _refuse(math.prod(each or 0 for each in seen.to_pylist()[0].values()))
    own_cost = half_up(table.standard_points * table.ratio, RATIO)
    beyond = table.ratio - (policy.high_percent - 100) * (RATIO // 100)
    above = (
        half_up(table.standard_points * beyond, RATIO)
        if policy.high_cost == "over_score"
        else table.standard_points
    )
    ungrouped = half_up(table.cost_fen * policy.ungrouped_percent * scale, 100 * measured.value)
    lies = ibis.cases(
        (table.code == "", "ungrouped"),
        (table.ratio < policy.low_percent * (RATIO // 100), "low"),
        (table.ratio > policy.high_percent * (RATIO // 100), "high"),
        else_="normal",
    )
    table = table.mutate(lies=lies)
    return table.mutate(
        points=ibis.cases(
            (table.lies == "ungrouped", ungrouped),
            (table.lies == "low", own_cost),
            (table.lies == "high", above),
            else_=table.standard_points,
        )
    ).drop("group_points", "coefficient")


def _known_bounds(engine: Backend, grouped: ir.Table, measured: Measured) -> None:
    """Refuse before a product could leave 64 bits, rather than trust each engine to notice."""
    seen = engine.to_pyarrow(
        grouped.agg(
            cost=grouped.cost_fen.max(),
            lacking=((grouped.code != "") & ~grouped.code.isin(list(measured.groups))).sum(),
        )
    ).to_pylist()[0]
    if seen["lacking"]:
        raise EngineError(
            f"{seen['lacking']}个病例所在的病种没有分值。分组和测算要用同一份目录，请重新测算"
        )
    cost = seen["cost"] or 0
    most = max((each.points for each in measured.groups.values()), default=0)
    most *= highest(measured)
    _refuse(most, most // COEFFICIENT * measured.value, cost * 100 * 10**measured.places * VALUE)
    if cost * RATIO >= LARGEST_QUOTIENT:
        _refuse(LARGEST)


def _refuse(*products: int) -> None:
    """Rounding doubles its numerator, which must stay below the largest."""
    if max(products) * 2 >= LARGEST:
        raise EngineError(
            "分值、系数或费用超出可精确计算的范围。请减少score_places，或核对费用与测算结果"
        )
