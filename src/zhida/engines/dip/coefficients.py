"""系数 coefficients: by what the points of a group are multiplied: institution, disease, sub-type.

The nearest counts: that of the group at the level, else that of the institution (basic and bonus),
else that of the level. Groups of conservative treatment take only what the class counts, groups of
primary care none. The coefficient of an auxiliary type is multiplied with it.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import ibis
import ibis.expr.types as ir

from zhida.engines.dip.codes import Treatment
from zhida.engines.dip.directory import Layer, Rule
from zhida.engines.dip.measured import COEFFICIENT, Measured
from zhida.engines.dip.policy import Policy
from zhida.engines.dip.scores import YearSum, weighted_mean
from zhida.engines.dip.side_tables import fraction_of, table_rows
from zhida.engines.dip.signatures import engine_table
from zhida.engines.errors import EngineError
from zhida.engines.exact import half_up, round_half_up, total

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

COLUMNS = ("fixmedins_code", "basic", "bonus", "from_date", "to_date")
"""The columns of a file of institutions: coefficients as 1.0250, days included, `to_date` open."""
_HIGHEST = 5 * COEFFICIENT


def read_institutions(path: Path, on: datetime.date) -> tuple[dict[str, int], dict[str, int]]:
    """读机构系数: basic and bonus of each institution on a day, in 1/10000.

    Raises EngineError naming the row that can't be read, or two that hold on the same day.
    """
    basic: dict[str, int] = {}
    bonus: dict[str, int] = {}
    for place, row in table_rows(path, *COLUMNS, must=True):
        code = row["fixmedins_code"]
        start, end = _day(row["from_date"], place), _day(row["to_date"], place)
        own = _coefficient(row["basic"], place), _coefficient(row["bonus"] or "0", place)
        if not code or not own[0]:
            raise EngineError(f"{place}没有机构编号，或基本系数为零")
        if start is not None and end is not None and start > end:
            raise EngineError(f"{place}的from_date {start}晚于to_date {end}")
        if (start is not None and on < start) or (end is not None and on > end):
            continue
        if code in basic:
            raise EngineError(f"{place}的机构{code}在{on.isoformat()}还有另一行。请只留一行")
        basic[code], bonus[code] = own
    if not basic:
        raise EngineError(f"“{path}”里没有一行在{on.isoformat()}有效。请核对起止日期")
    return basic, bonus


def disease_coefficients(
    engine: Backend, grouped: ir.Table, rules: Sequence[Rule], policy: Policy
) -> dict[str, dict[str, int]]:
    """病种系数: by group and level, in 1/10000, where the gates let it.

    A group has its own where its levels differ enough (`disease_coefficient_min_percent`), each has
    enough cases, and none is dearer than a higher one: levels are in the order of their codes.
    """
    summed = grouped.group_by(["code", "hi_setl_lv", "year"]).agg(
        cases=grouped.count(), cost_fen=total(grouped.cost_fen)
    )
    levels: dict[str, dict[str, dict[int, YearSum]]] = defaultdict(lambda: defaultdict(dict))
    years = set()
    for row in engine.to_pyarrow(summed).to_pylist():
        levels[row["code"]][row["hi_setl_lv"] or ""][row["year"]] = YearSum(
            row["cases"], row["cost_fen"]
        )
        years.add(row["year"])
    weights = dict(zip(sorted(years, reverse=True), reversed(policy.year_weights), strict=False))
    able = {rule.code for rule in rules} - set(conservative(rules))
    found = {
        code: own
        for code in sorted(able & set(levels))
        if (own := _of_group(levels[code], weights, policy))
    }
    return found


def _of_group(
    levels: Mapping[str, Mapping[int, YearSum]], weights: Mapping[int, int], policy: Policy
) -> dict[str, int]:
    """The coefficients of one group; none where a gate keeps it from having its own."""
    counted = [sum(year.cases for year in years.values()) for years in levels.values()]
    if len(levels) < 2 or min(counted) < policy.disease_coefficient_min_cases:
        return {}
    means = [weighted_mean(levels[level], weights, policy) for level in sorted(levels)]
    inverted = any(low > high for low, high in pairwise(means))
    apart = max(means) * 100 >= min(means) * (100 + policy.disease_coefficient_min_percent)
    if inverted or not apart:
        return {}
    everyone: dict[int, YearSum] = {}
    for years in levels.values():
        for year, each in years.items():
            so_far = everyone.get(year, YearSum(0, 0))
            everyone[year] = YearSum(so_far.cases + each.cases, so_far.cost_fen + each.cost_fen)
    mean = weighted_mean(everyone, weights, policy)
    return {
        level: max(1, round_half_up(own * COEFFICIENT, mean))
        for level, own in zip(sorted(levels), means, strict=True)
    }


def conservative(rules: Iterable[Rule]) -> list[str]:
    """保守治疗病种: groups whose cases had no procedure that counts."""
    return [
        rule.code
        for rule in rules
        if rule.treatment is Treatment.CONSERVATIVE
        or (rule.layer is Layer.BASIC and not rule.main and not rule.any_main)
    ]


def with_coefficients(engine: Backend, grouped: ir.Table, measured: Measured) -> ir.Table:
    """定系数: the cases with `coefficient` in 1/10000, the auxiliary one (`auxiliary`) included."""
    further = measured.further
    levels = engine_table(
        engine,
        {
            "hi_setl_lv": list(measured.coefficients),
            "of_level": list(measured.coefficients.values()),
        },
        {"hi_setl_lv": "string", "of_level": "int64"},
    )
    table = grouped.left_join(levels, "hi_setl_lv").drop("hi_setl_lv_right")
    table = (
        _of_institutions(engine, table, measured)
        if further.basic
        else table.mutate(basic=ibis.null("int64"), bonus=ibis.null("int64"))
    )
    table = (
        _of_diseases(engine, table, measured)
        if further.diseases
        else table.mutate(of_disease=ibis.null("int64"))
    )
    plain = table.code.isin(list(further.conservative))
    own = ibis.coalesce(
        ibis.ifelse(plain, ibis.null("int64"), table.of_disease),
        table.basic + ibis.ifelse(plain, 0, table.bonus),
        table.of_level,
        COEFFICIENT,
    )
    own = ibis.ifelse(table.code.isin(list(further.primary)), COEFFICIENT, own)
    if "auxiliary" in table.columns:
        own = half_up(own * table.auxiliary.fill_null(COEFFICIENT), COEFFICIENT)
    return table.mutate(coefficient=own).drop("of_level", "basic", "bonus", "of_disease")


def _of_institutions(engine: Backend, table: ir.Table, measured: Measured) -> ir.Table:
    basic, bonus = measured.further.basic, measured.further.bonus
    houses = engine_table(
        engine,
        {"fixmedins_code": list(basic), "basic": list(basic.values()),
         "bonus": [bonus.get(code, 0) for code in basic]},
        {"fixmedins_code": "string", "basic": "int64", "bonus": "int64"},
    )  # fmt: skip
    return table.left_join(houses, "fixmedins_code").drop("fixmedins_code_right")


def _of_diseases(engine: Backend, table: ir.Table, measured: Measured) -> ir.Table:
    pairs = [
        (code, level, own)
        for code, of_group in measured.further.diseases.items()
        for level, own in of_group.items()
    ]
    diseases = engine_table(
        engine,
        {"code": [each[0] for each in pairs], "hi_setl_lv": [each[1] for each in pairs],
         "of_disease": [each[2] for each in pairs]},
        {"code": "string", "hi_setl_lv": "string", "of_disease": "int64"},
    )  # fmt: skip
    joined = table.left_join(diseases, ["code", "hi_setl_lv"])
    return joined.drop("code_right", "hi_setl_lv_right")


def highest(measured: Measured) -> int:
    """最高系数: no case's is above it."""
    further = measured.further
    own = [
        COEFFICIENT,
        *measured.coefficients.values(),
        *(each + further.bonus.get(code, 0) for code, each in further.basic.items()),
        *(each for of_group in further.diseases.values() for each in of_group.values()),
    ]
    types = [COEFFICIENT, *(int(each["adjust"]) for each in further.subtypes)]
    return max(own) * max(types) // COEFFICIENT + 1


def _day(text: str, place: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError as wrong:
        raise EngineError(f"{place}的日期“{text}”应写作2026-01-01") from wrong


def _coefficient(text: str, place: str) -> int:
    exact = fraction_of(text)
    if exact is None or (COEFFICIENT * exact).denominator != 1 or exact * COEFFICIENT > _HIGHEST:
        raise EngineError(f"{place}的系数“{text}”应在0到5之间，最多四位小数")
    return int(exact * COEFFICIENT)
