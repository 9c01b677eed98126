"""权重和费率: planted effects come back; what holds whatever the cases are."""

from __future__ import annotations

import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest
from ibis.backends.duckdb import Backend
from tests.engines.drg.grouping import PLAIN, SAMPLE

from zhida.engines.dip.cleaning import clean
from zhida.engines.dip.policy import policy
from zhida.engines.dip.reading import read
from zhida.engines.dip.signatures import keep
from zhida.engines.drg.assignment import assign
from zhida.engines.drg.reading import read_rules
from zhida.engines.drg.results import results
from zhida.engines.drg.ruleset import RuleSet
from zhida.engines.drg.stages import told
from zhida.engines.drg.synthetic import KINDS, write_years
from zhida.engines.drg.weights import weigh

SCHEMA = pa.schema(
    {"setl_id": pa.string(), "number": pa.int64(), "year": pa.int32(), "cost_fen": pa.int64(),
     "fund_fen": pa.int64(), "pool": pa.string(), "insutype": pa.string(),
     "hi_setl_lv": pa.string()}
)  # fmt: skip
UNTRIMMED = policy(datetime.date(2026, 1, 1), {"trim_permille": "0", "mean_of_years": "pooled"})


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    """The invented rule set."""
    return read_rules(SAMPLE)


@pytest.fixture(scope="module")
def years(
    engine: Backend, rules: RuleSet, tmp_path_factory: pytest.TempPathFactory
) -> list[dict[str, Any]]:
    """Invented years, grouped."""
    file = tmp_path_factory.mktemp("years") / "lists.parquet"
    write_years(file, 2000, seed=11)
    cases = keep(engine, clean(engine, read(engine, file), PLAIN.max_case_cost_fen).cases)
    rows = engine.to_pyarrow(told(engine, assign(engine, cases, rules, PLAIN), rules)).to_pylist()
    return sorted(rows, key=lambda row: str(row["setl_id"]))


def table(engine: Backend, rows: list[dict[str, Any]]) -> Any:
    """Rows as the engine's."""
    return engine.create_table(
        ibis.util.gen_name("cases"), pa.Table.from_pylist(rows, schema=SCHEMA), temp=True
    )


def test_every_list_is_a_case_where_it_was_planted(years: list[dict[str, Any]]) -> None:
    """Whatever the spelling of its sex: without counted complications the group of its kind."""
    planted = {(kind.dx, "|".join(sorted(kind.ops)), kind.group) for kind in KINDS}
    assert len(years) == 2000
    plain = [row for row in years if row["ccmcc"] == "无"]
    assert len(plain) > 1200
    found = {(row["dx"], row["ops"], row["drg_codg"]) for row in plain}
    assert found == planted
    assert {"男", "女", "1", "2"} == {row["sex"] for row in years}


def test_the_planted_complications_come_back(
    engine: Backend, rules: RuleSet, years: list[dict[str, Any]]
) -> None:
    """+30 % and +80 %, within what a few hundred cases of ±10 % noise can tell."""
    measured = weigh(engine, table(engine, years), rules, PLAIN).measured
    points = {code: each.points for code, each in measured.groups.items()}
    assert abs(Fraction(points["FD13"], points["FD15"]) - Fraction(13, 10)) < Fraction(4, 100)
    assert abs(Fraction(points["FD11"], points["FD15"]) - Fraction(18, 10)) < Fraction(6, 100)


def test_weights_are_one_on_the_whole_and_don_t_move_with_prices(
    engine: Backend, rules: RuleSet, years: list[dict[str, Any]]
) -> None:
    """Σ weight × cases ÷ cases is 1 in one year of grouped cases; ten times the prices, the same
    weights and ten times the rate."""
    inside = [row for row in years if row["code"] and row["year"] == 2025]
    found = weigh(engine, table(engine, inside), rules, UNTRIMMED)
    scale = 1000 * 10**found.measured.places
    whole = sum(each.points * each.cases for each in found.measured.groups.values())
    assert abs(Fraction(whole, scale * len(inside)) - 1) < Fraction(1, 10**5)
    dearer = [row | {"cost_fen": row["cost_fen"] * 10, "fund_fen": row["fund_fen"] * 10}
              for row in inside]  # fmt: skip
    again = weigh(engine, table(engine, dearer), rules, UNTRIMMED)
    for code, each in found.measured.groups.items():
        assert abs(again.measured.groups[code].points - each.points) <= each.points // 10**5 + 1
    for one, other in zip(found.rates, again.rates, strict=True):
        assert abs(other.value / one.value - 10) < Fraction(1, 10**4)


def test_the_rate_is_the_covered_cost_of_one_weight(engine: Backend, rules: RuleSet) -> None:
    """By hand: years 1:2:7, the ungrouped in the mean and not in the rate, each pool by itself."""
    number = next(at for at, each in enumerate(results(rules)) if each.code == "GD15")
    unrelated = next(at for at, each in enumerate(results(rules)) if each.drg_codg == "GQY")
    rows = [
        ("1", number, 2024, 100_00, 60_00, "310"),
        ("2", number, 2025, 300_00, 150_00, "310"),
        ("3", unrelated, 2025, 500_00, 500_00, "310"),
        ("4", number, 2025, 300_00, 210_00, "390"),
    ]
    cases = [{"setl_id": key, "number": at, "year": year, "cost_fen": cost, "fund_fen": fund,
              "pool": "6501", "insutype": kind, "hi_setl_lv": "1"}
             for key, at, year, cost, fund, kind in rows]  # fmt: skip
    found = weigh(engine, table(engine, cases), rules, PLAIN)
    # the mean of all: (2×100 + 7×1100/3) ÷ 9 yuan; of the group: (2×100 + 7×300) ÷ 9
    assert found.measured.base_fen == 307_41
    assert found.measured.groups["GD15"].mean_fen == 255_56
    weight = Fraction(found.measured.groups["GD15"].points, 1000 * 10**found.measured.places)
    assert abs(weight - Fraction(255_56, 307_41)) < Fraction(1, 10**6)
    assert [each.pool for each in found.rates] == [("6501", "310"), ("6501", "390")]
    assert found.rates[0].value == (2 * 60_00 + 7 * 150_00) / (9 * weight)
    assert found.rates[1].value == 210_00 / weight
    assert [each.cases for each in found.rates] == [2, 1]


def test_a_grouped_row_has_the_names_of_the_interface(
    years: list[dict[str, Any]], tmp_path: Path
) -> None:
    names = {"drg_codg", "drg_name", "adrg_codg", "adrg_name", "mdc_codg", "mdc_name", "ccmcc",
             "grp_rslt", "err_info", "grp_ver"}  # fmt: skip
    assert names <= years[0].keys()
    for row in years:
        assert (row["grp_rslt"] == "1") == bool(row["code"]) == (row["err_info"] == "")
