"""系数: the nearest counts, gates hold, and what can't be read is named."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest
from ibis.backends.duckdb import Backend

from zhida.engines.dip.codes import Treatment
from zhida.engines.dip.coefficients import (
    conservative,
    disease_coefficients,
    read_institutions,
    with_coefficients,
)
from zhida.engines.dip.directory import Layer, Rule
from zhida.engines.dip.measured import Further, Group, Measured
from zhida.engines.dip.policy import policy
from zhida.engines.errors import EngineError

DAY = datetime.date(2026, 1, 1)
RULES = [
    Rule("JC1", "x", Layer.BASIC, ("K35.8",), main=(("47.0100",),)),
    Rule("JC2", "x", Layer.BASIC, ("K35.8",)),
    Rule("ZH1", "x", Layer.MIXED, ("K35",), treatment=Treatment.CONSERVATIVE),
]


def table(engine: Backend, rows: list[dict[str, Any]]) -> ir.Table:
    """Grouped cases."""
    return engine.create_table(ibis.util.gen_name("test"), pa.Table.from_pylist(rows), temp=True)


def cases(low: int, high: int, number: int = 30, code: str = "JC1") -> list[dict[str, Any]]:
    """Cases of a group at two levels."""
    return [
        {"code": code, "hi_setl_lv": level, "year": 2025, "cost_fen": cost}
        for level, cost in (("1", low), ("2", high)) for _ in range(number)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (cases(800, 1200), {"JC1": {"1": 8000, "2": 12000}}),
        (cases(1000, 1200), {"JC1": {"1": 9091, "2": 10909}}),
        (cases(1000, 1199), {}),
        (cases(1200, 800), {}),
        (cases(800, 1200, 29), {}),
        (cases(800, 1200, 60, "JC2"), {}),
        (cases(800, 1200, 60, "ZH1"), {}),
        (cases(800, 1200)[:30], {}),
    ],
)
def test_a_disease_has_its_own_only_through_all_gates(
    engine: Backend, rows: list[dict[str, Any]], expected: dict[str, Any]
) -> None:
    """Far enough apart, enough cases at each level, no lower level dearer, not conservative."""
    assert disease_coefficients(engine, table(engine, rows), RULES, policy(DAY)) == expected


def test_the_nearest_coefficient_counts(engine: Backend) -> None:
    """Group and level, else institution, else level; conservative no bonus; primary care none."""
    further = Further(
        basic={"H1": 9000}, bonus={"H1": 500}, diseases={"JC1": {"1": 8000}},
        conservative=("JC2",), primary=("JC3",),
    )  # fmt: skip
    groups = {code: Group(code, "x", 1, 1, 1) for code in ("JC1", "JC2", "JC3", "JC4")}
    measured = Measured("", 0, 1, 1, groups, {"1": 9900, "2": 11000}, further)
    asked = [
        ("JC1", "H1", "1", None, 8000), ("JC1", "H1", "2", None, 9500),
        ("JC1", "H2", "2", None, 11000), ("JC2", "H1", "1", None, 9000),
        ("JC2", "H2", "1", None, 9900), ("JC3", "H1", "2", None, 10000),
        ("JC4", "H2", "9", None, 10000), ("JC4", "H1", "9", 20000, 19000),
        ("JC3", "H1", "1", 15000, 15000),
    ]  # fmt: skip
    rows = [
        {"setl_id": str(at), "code": code, "fixmedins_code": house, "hi_setl_lv": level,
         "auxiliary": auxiliary}
        for at, (code, house, level, auxiliary, _) in enumerate(asked)
    ]  # fmt: skip
    found = with_coefficients(engine, table(engine, rows), measured).order_by("setl_id")
    expected = [each[-1] for each in asked]
    assert engine.to_pyarrow(found)["coefficient"].to_pylist() == expected
    assert conservative(RULES) == ["JC2", "ZH1"]


HEAD = "fixmedins_code,basic,bonus,from_date,to_date\n"


def test_institutions_hold_on_their_days(tmp_path: Path) -> None:
    file = tmp_path / "机构系数.csv"
    file.write_text(HEAD + "H1,0.95,0.025,2025-01-01,2025-12-31\nH1,1,,2026-01-01,\nH2,1.2,0.1,,\n")
    assert read_institutions(file, DAY) == ({"H1": 10000, "H2": 12000}, {"H1": 0, "H2": 1000})
    assert read_institutions(file, datetime.date(2025, 6, 1))[0] == {"H1": 9500, "H2": 12000}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("H1,abc,0,,", "第2行的系数“abc”应在0到5之间"),
        ("H1,1.00001,0,,", "最多四位小数"),
        ("H1,NaN,0,,", "应在0到5之间"),
        ("H1,6,0,,", "应在0到5之间"),
        (",1,0,,", "没有机构编号"),
        ("H1,1,0,2026年,", "日期“2026年”"),
        ("H1,1,0,,\nH1,1.1,0,,", "第3行的机构H1在2026-01-01还有另一行"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, row: str, said: str) -> None:
    file = tmp_path / "机构系数.csv"
    file.write_text(HEAD + row + "\n")
    with pytest.raises(EngineError, match=said):
        read_institutions(file, DAY)
