"""基层病种: common diseases, treated mostly near home, of like cost."""

from __future__ import annotations

import datetime

import ibis
import pyarrow as pa
import pytest
from ibis.backends.duckdb import Backend

from zhida.engines.dip.directory import Layer, Rule
from zhida.engines.dip.policy import policy
from zhida.engines.dip.primary_care import primary_groups

POLICY = policy(datetime.date(2026, 1, 1))
RULES = [
    Rule("JC1", "x", Layer.BASIC, ("J06.9",)),
    Rule("JC2", "x", Layer.BASIC, ("K35.8",)),
    Rule("ZH1", "x", Layer.MIXED, ("J06",)),
]


@pytest.mark.parametrize(
    ("costs", "levels", "listed", "expected"),
    [
        ([100, 100], "12", ["J06"], ("JC1",)),
        ([100, 100], "12", ["J06.9"], ("JC1",)),
        ([100, 100], "12", ["K35", "J06"], ("JC1", "JC2")),
        ([100, 100], "12", ["I10"], ()),
        ([100, 100, 100], "122", ["J06"], ()),
        ([100, 100, 100], "112", ["J06"], ("JC1",)),
        ([100, 566], "11", ["J06"], ("JC1",)),
        ([100, 567], "11", ["J06"], ()),
    ],
)
def test_list_share_and_spread_decide(
    engine: Backend, costs: list[int], levels: str, listed: list[str], expected: tuple[str, ...]
) -> None:
    """Half of the cases is enough; a coefficient of variation of 0.7 is the most."""
    codes = [rule.code for rule in RULES for _ in costs]
    table = pa.table({"code": codes, "hi_setl_lv": list(levels) * 3, "cost_fen": costs * 3})
    grouped = engine.create_table(ibis.util.gen_name("test"), table, temp=True)
    assert primary_groups(engine, grouped, RULES, listed, POLICY) == expected
