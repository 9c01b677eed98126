"""测算各项: of random small years the engine builds and measures what a plain reading does."""

from __future__ import annotations

import datetime
import random
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest
from ibis.backends.duckdb import Backend
from tests.engines.dip import measuring
from tests.engines.dip.test_assignment import CODES
from tests.engines.dip.test_auxiliary import KINDS, KNOWN, LISTS
from tests.engines.dip.test_auxiliary import case as grouped_case

from zhida.engines.dip.auxiliary import subtypes
from zhida.engines.dip.auxiliary_types import typed
from zhida.engines.dip.catalogue import build
from zhida.engines.dip.coefficients import disease_coefficients
from zhida.engines.dip.directory import Layer, Rule
from zhida.engines.dip.measured import measure
from zhida.engines.dip.policy import policy
from zhida.engines.dip.scores import score

DAY = datetime.date(2026, 1, 1)
OPS = ("47.0100", "54.5100", "99.2800x006", "54.2100", "99.0400", "39.9500")
RULES = [
    Rule("JC1", "x", Layer.BASIC, ("K35.8",), main=(("47.0100",),)),
    Rule("JC2", "x", Layer.BASIC, ("K36.0",), main=(("47.0100",),)),
    Rule("JC3", "x", Layer.BASIC, ("K35.2",)),
]


def table(engine: Backend, rows: list[dict[str, Any]], schema: Any = None) -> ir.Table:
    """Rows as the engine's."""
    found = pa.Table.from_pylist(rows, schema=schema)
    return engine.create_table(ibis.util.gen_name("test"), found, temp=True)


@pytest.mark.parametrize("seed", range(4))
def test_a_directory_is_what_a_plain_reading_builds(engine: Backend, seed: int) -> None:
    """Core groups with and without related procedures, until each has its cases; then mixed ones."""
    draw = random.Random(seed)
    rows: list[dict[str, Any]] = []
    for at in range(150):
        ops = sorted(draw.sample(OPS, draw.choice((0, 0, 1, 1, 1, 2, 2))))
        rows.append(
            {"setl_id": f"{at:03d}", "year": draw.choice((2024, 2025)), "ops": "|".join(ops),
             "dx": draw.choice(("K35.800", "K35.801", "K35.200", "K36.000", "I10.x00")),
             "main_op": draw.choice(["", *ops, *ops]), "secondary": [], "age_days": 9999,
             "weight_g": None, "sex": "1",
             "cost_fen": draw.randint(1000, 1300) * (1 + 2 * ("54.5100" in ops)) + 9000 * (at % 40 == 0)}
        )  # fmt: skip
    chosen = policy(
        DAY,
        {"threshold": str(draw.choice((2, 3, 4))), "mixed_cv_percent": draw.choice(("30", "200")),
         "threshold_basis": draw.choice(("total", "annual_mean")),
         "conservative_classes": draw.choice(("1", "1|2")),
         "main_from": draw.choice(("any", "flagged"))},
    )  # fmt: skip
    kept = table(engine, [
        {name: row[name] for name in ("setl_id", "year", "dx", "ops", "main_op", "cost_fen")}
        for row in rows
    ])  # fmt: skip
    found = measuring.as_paths(build(engine, kept, CODES, chosen))
    assert found == measuring.directory(rows, CODES, chosen)
    assert len(found) > 3


@pytest.mark.parametrize("seed", range(6))
def test_coefficients_are_what_a_plain_reading_measures(engine: Backend, seed: int) -> None:
    draw = random.Random(seed)
    rows = [
        {"setl_id": f"{at:03d}", "number": number, "code": f"JC{number}", "hi_setl_lv": level,
         "year": draw.choice((2023, 2024, 2025)),
         "cost_fen": draw.randint(1000, 1200) * (3 + 2 * int(level or 0)) * number}
        for at in range(120)
        for number, level in [(draw.randint(1, 3), draw.choice(("1", "2", "3", None)))]
    ]  # fmt: skip
    chosen = policy(
        DAY,
        {"coefficient": "disease", "coefficient_min_cases": draw.choice(("1", "30")),
         "disease_coefficient_min_cases": draw.choice(("1", "8")),
         "disease_coefficient_min_percent": draw.choice(("5", "40")),
         "mean_of_years": draw.choice(("yearly_means", "pooled")), "trim_permille": "0"},
    )  # fmt: skip
    if seed % 2:
        rows = [row | {"hi_setl_lv": row["hi_setl_lv"] or "1"} for row in rows]
    cases = table(engine, rows)
    found = measure(engine, cases, score(engine, cases, RULES, chosen), "f" * 64, chosen)
    assert dict(found.coefficients) == measuring.level_coefficients(rows, chosen)
    own = disease_coefficients(engine, cases, RULES, chosen)
    assert own == measuring.disease_coefficients(rows, RULES, chosen)
    assert set(own) == {"JC1", "JC2"} or chosen.disease_coefficient_min_cases > 1


@pytest.mark.parametrize("seed", range(6))
def test_sub_types_are_what_a_plain_reading_finds(engine: Backend, seed: int) -> None:
    """The types that came through the gates, what they count, and which each case took."""
    draw = random.Random(seed)
    others = ("A41.900", "J18.900", "E11.900", "I50.100", "C79.300", "K29.000")
    rows = [
        grouped_case(
            at, draw.randint(8000, 14_000) * draw.choice((1, 1, 1, 4)), year=draw.choice((2024, 2025)),
            dx=("C34.100" if seed % 2 else "K35.800"), days=draw.randint(1, 5),
            secondary=sorted(draw.sample(others, draw.choice((0, 0, 1, 2)))),
            age_days=draw.choice((3, 100, 3000, 40 * 365, 80 * 365)), died=draw.random() < 0.1,
            icu_days=draw.choice((None, None, 1, 9, 40)), drug_fen=draw.choice((None, 100, 40_000)),
            treatment_fen=draw.choice((None, 100, 30_000)),
        )
        for at in range(140)
    ]  # fmt: skip
    for row in rows:  # what is old, or has sepsis, costs more
        row["cost_fen"] *= (
            1 + 2 * ("A41.900" in row["secondary"]) + 3 * (row["age_days"] > 60 * 365)
        )
    chosen = policy(
        DAY,
        {"auxiliary_group_cases": "40", "auxiliary_type_cases": draw.choice(("3", "8")),
         "auxiliary_cv_percent": "30", "auxiliary_fall_percent": draw.choice(("1", "4")),
         "auxiliary_icu_fall_percent": "0",
         "mean_of_years": draw.choice(("yearly_means", "pooled"))},
    )  # fmt: skip
    grouped = table(engine, rows, pa.schema(list(KINDS.items())))
    fitting = typed(engine, grouped, KNOWN, LISTS, {"JC1": 10_000}, chosen)
    found = subtypes(engine, grouped, fitting, KNOWN, chosen)
    told, took = measuring.sub_types(rows, list(KNOWN), LISTS, 10_000, chosen)
    assert [
        (f"{each.type.family}.{each.type.name}", each.cases, each.trigger, each.adjust)
        for each in found.subtypes
    ] == told
    by_case = engine.to_pyarrow(found.cases).to_pylist()
    assert {row["setl_id"]: row["subtype"] for row in by_case} == took
    assert len(told) > 1
