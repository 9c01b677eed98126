"""Cases asked three ways: by the engine, at the bedside, by hand; all must say the same."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
from ibis.backends.duckdb import Backend
from tests.engines.drg import reference

from zhida.engines.dip.policy import Policy, policy
from zhida.engines.drg.assignment import assign
from zhida.engines.drg.bedside import Grouper
from zhida.engines.drg.results import results
from zhida.engines.drg.ruleset import RuleSet

SAMPLE = Path(__file__).parents[2] / "samples" / "drg"
PLAIN = policy(datetime.date(2026, 1, 1))
SCHEMA = pa.schema(
    {"setl_id": pa.string(), "dx": pa.string(), "secondary": pa.list_(pa.string()),
     "ops": pa.string(), "main_op": pa.string(), "age_days": pa.int64(),
     "weight_g": pa.int64(), "sex": pa.string()}
)  # fmt: skip


def case(dx: str, ops: str = "", **more: Any) -> dict[str, Any]:
    """A case of a grown man, unless said otherwise; ops joined by |."""
    named = sorted(filter(None, ops.split("|")))
    return {"dx": dx, "secondary": [], "ops": named, "main_op": named[0] if named else "",
            "age_days": 40 * 365, "weight_g": None, "sex": "1"} | more  # fmt: skip


def codes(
    engine: Backend,
    cases: list[dict[str, Any]],
    rules: RuleSet,
    tables: reference.Tables,
    chosen: Policy = PLAIN,
) -> list[tuple[str, int]]:
    """The group of each case (BQY, or B 0000, or 0000, where there is none) and its severity."""
    rows = [each | {"setl_id": f"{at:04d}", "ops": "|".join(each["ops"])}
            for at, each in enumerate(cases)]  # fmt: skip
    table = ibis.memtable(pa.Table.from_pylist(rows, schema=SCHEMA))
    found = assign(engine, table, rules, chosen).select("setl_id", "number", "severity")
    answers = sorted(engine.to_pyarrow(found).to_pylist(), key=lambda row: str(row["setl_id"]))
    assert [row["setl_id"] for row in answers] == [row["setl_id"] for row in rows]
    named = results(rules)
    meant = [(named[row["number"]], row["severity"]) for row in answers]
    by_engine = [
        (f"{result.mdc_codg} 0000".strip() if result.drg_codg == "0000" else result.drg_codg,
         severity)
        for result, severity in meant
    ]  # fmt: skip
    assert by_engine == [
        reference.group(each, tables, main_from=chosen.main_from, unrelated=chosen.drg_unrelated)
        for each in cases
    ]
    grouper = Grouper(rules, chosen)
    singly = [grouper.group_one(each) for each in cases]
    assert [(each.number, each.severity) for each in singly] == [
        (row["number"], row["severity"]) for row in answers
    ]
    return by_engine
