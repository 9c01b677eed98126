"""辅助分型: planted effects are found, gates hold, a case takes the dearest type that fits."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest
from ibis.backends.duckdb import Backend

from zhida.engines.dip.auxiliary import Auxiliary, subtypes
from zhida.engines.dip.auxiliary_types import SeverityLists, Type, typed, types
from zhida.engines.dip.policy import Policy, policy

DAY = datetime.date(2026, 1, 1)
KNOWN = types(DAY)
LISTS = SeverityLists({"E11.900": 2, "I50": 3}, {"A41": "脓毒症", "J18.900": "感染"})
POLICY = policy(DAY, {"auxiliary_group_cases": "40", "auxiliary_type_cases": "10"})
KINDS = {
    "setl_id": pa.string(), "code": pa.string(), "layer": pa.string(), "year": pa.int32(),
    "dx": pa.string(), "secondary": pa.list_(pa.string()), "age_days": pa.int64(),
    "cost_fen": pa.int64(), "days": pa.int64(), "died": pa.bool_(), "icu_days": pa.int64(),
    "drug_fen": pa.int64(), "treatment_fen": pa.int64(),
}  # fmt: skip


def case(number: int, cost: int, **more: Any) -> dict[str, Any]:
    """A case of the group JC1, of an adult with pneumonia, as far as nothing else is said."""
    usual = {"setl_id": f"{number:05d}", "code": "JC1", "layer": "BASIC", "year": 2025,
             "dx": "K35.800", "secondary": [], "age_days": 40 * 365, "cost_fen": cost, "days": 5,
             "died": False, "icu_days": None, "drug_fen": None, "treatment_fen": None}  # fmt: skip
    return usual | more


def table(engine: Backend, rows: list[dict[str, Any]]) -> ir.Table:
    """Grouped cases."""
    found = pa.Table.from_pylist(rows, schema=pa.schema(list(KINDS.items())))
    return engine.create_table(ibis.util.gen_name("test"), found, temp=True)


def titles(engine: Backend, row: dict[str, Any], mean: int = 10_000) -> list[str]:
    """The types that a case fits."""
    found = typed(engine, table(engine, [row]), KNOWN, LISTS, {"JC1": mean}, POLICY)
    return [KNOWN[place].title for place in sorted(engine.to_pyarrow(found)["type"].to_pylist())]


def split(engine: Backend, rows: list[dict[str, Any]], chosen: Policy = POLICY) -> Auxiliary:
    """The sub-types of grouped cases."""
    grouped = table(engine, rows)
    fitting = typed(engine, grouped, KNOWN, LISTS, {"JC1": 10_000}, chosen)
    return subtypes(engine, grouped, fitting, KNOWN, chosen)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ["轻度", "没有合并症"]),
        ({"died": True}, ["死亡", "没有合并症"]),
        ({"secondary": ["A41.900"]}, ["重度", "没有合并症"]),
        ({"secondary": ["A41.900"], "days": 2}, ["轻度", "没有合并症"]),
        ({"secondary": ["A41.900"], "days": 3}, ["重度", "没有合并症"]),
        ({"secondary": ["J18.900", "A41.000"]}, ["重度", "没有合并症"]),
        ({"secondary": ["J18.900"]}, ["中度", "没有合并症"]),
        ({"secondary": ["E11.900", "I50.100"]}, ["轻度", "合并症极严重"]),
        ({"secondary": ["I50.100"]}, ["轻度", "合并症严重"]),
        ({"age_days": 28}, ["轻度", "0至28天", "没有合并症"]),
        ({"age_days": 29}, ["轻度", "29天至1岁", "没有合并症"]),
        ({"age_days": 64 * 365}, ["轻度", "没有合并症"]),
        ({"age_days": 65 * 365}, ["轻度", "65岁及以上", "没有合并症"]),
        ({"icu_days": 1}, ["轻度", "没有合并症"]),
        ({"icu_days": 14}, ["轻度", "没有合并症", "监护8至14天"]),
        ({"dx": "C34.100"}, ["其他", "没有合并症"]),
        ({"dx": "C34.100", "secondary": ["C34.900"]}, ["其他", "没有合并症"]),
        ({"dx": "C34.100", "secondary": ["C79.300"]}, ["转移", "没有合并症"]),
        ({"dx": "C34.100", "cost_fen": 30_000, "drug_fen": 15_000}, ["高费用2", "没有合并症"]),
        ({"dx": "C34.100", "cost_fen": 29_999, "drug_fen": 29_999}, ["其他", "没有合并症"]),
        (
            {"dx": "C34.100", "cost_fen": 30_000, "treatment_fen": 15_000, "drug_fen": 15_000},
            ["高费用1", "没有合并症"],
        ),
        ({"layer": "MIXED"}, []),
    ],
)  # fmt: skip
def test_the_types_that_a_case_fits(
    engine: Backend, more: dict[str, Any], expected: list[str]
) -> None:
    """One of each family at most, the first that fits; borders are included."""
    assert titles(engine, case(1, 10_000, **more)) == expected


def planted(dear: int = 20) -> list[dict[str, Any]]:
    """Of 100 cases a year 20 with sepsis cost five times as much; 15 of these are old as well."""
    return [
        case(year * 1000 + at, 50_000 if at < dear else 10_000 + at, year=year,
             secondary=["A41.900"] if at < dear else [],
             age_days=(70 if at < 15 else 40) * 365)
        for year in (2023, 2024, 2025) for at in range(100)
    ]  # fmt: skip


def test_a_planted_effect_is_found(engine: Backend) -> None:
    """Severity splits the group; what the dear and the others count is what was planted."""
    found = split(engine, planted())
    rows = planted()
    last = [row["cost_fen"] for row in rows if row["year"] == 2025]
    mean = (2 * sum(last) + 100) // 200
    light = Fraction(sum(last[20:]), 80)
    by_title = {each.type.title: each for each in found.subtypes}
    assert by_title["重度"].trigger == round(Fraction(50_000 * 10_000, mean))
    assert by_title["重度"].adjust == round(Fraction(50_000 * 10_000, mean))
    assert by_title["重度"].cases == 60
    assert abs(by_title["轻度"].adjust - light / mean * 10_000) <= 1
    assert by_title["重度"].cv > 8000 > 7000 > by_title["重度"].cv_split


def test_a_case_that_several_types_fit_takes_the_dearest(engine: Backend) -> None:
    """The old with sepsis: age triggers higher than severity, since only the dearest are old."""
    rows = planted()
    for row in rows:
        if row["age_days"] > 60 * 365:
            row["cost_fen"] = 60_000
    found = split(engine, rows)
    taken = {row["setl_id"]: row for row in engine.to_pyarrow(found.cases).to_pylist()}
    assert taken["2025000"]["subtype"] == "age.old"
    assert taken["2025017"]["subtype"] == "benign.severe"
    assert taken["2025050"]["subtype"] == "benign.mild"
    severe = next(each for each in found.subtypes if each.type.name == "severe")
    assert severe.adjust < severe.trigger, "its dearest cases went to another type"
    assert severe.cases == 15
    assert len(taken) == 300


@pytest.mark.parametrize(
    "changed",
    [
        {"auxiliary_group_cases": "101"},
        {"auxiliary_type_cases": "81"},
        {"auxiliary_cv_percent": "95"},
        {"auxiliary_fall_percent": "100"},
    ],
)
def test_each_gate_alone_keeps_a_group_whole(engine: Backend, changed: dict[str, str]) -> None:
    gates = {"auxiliary_group_cases": "40", "auxiliary_type_cases": "10"}
    found = split(engine, planted(), policy(DAY, gates | changed))
    assert not found.subtypes
    assert not engine.to_pyarrow(found.cases).to_pylist()


def test_order_and_scale_change_nothing(engine: Backend) -> None:
    """Rows the other way round, and all costs times seven."""
    found = split(engine, planted()).subtypes
    assert split(engine, planted()[::-1]).subtypes == found
    dearer = [row | {"cost_fen": row["cost_fen"] * 7} for row in planted()]
    again = split(engine, dearer).subtypes
    assert [each.type for each in again] == [each.type for each in found]
    for one, other in zip(again, found, strict=True):
        assert abs(one.adjust - other.adjust) <= 1


def test_types_are_of_the_table() -> None:
    assert {each.family for each in KNOWN} == {"malignant", "benign", "age", "cci", "icu"}
    assert isinstance(KNOWN[0], Type)
