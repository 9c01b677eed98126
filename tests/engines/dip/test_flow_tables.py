"""环节附表: what the steps of a year ask for, row by row; what can't be read is named by its row."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from tests.engines.dip.test_flow import FUND, POOL, months, settlement, started

from zhida.engines.dip.flow import begin, flow_text
from zhida.engines.dip.flow_steps import settle_flow
from zhida.engines.dip.flow_tables import (
    read_deductions,
    read_last_year,
    read_outcomes,
    read_revenue,
    read_shares,
)  # fmt: skip
from zhida.engines.dip.special_cases import Outcome
from zhida.engines.errors import EngineError

WHO = "pool,insutype,fixmedins_code"
FLOW = started()
READERS: dict[str, Callable[[Path], object]] = {
    "deductions": read_deductions,
    "last": lambda path: read_last_year(path, FLOW),
    "shares": lambda path: read_shares(path, FLOW),
    "revenue": read_revenue,
    "outcomes": lambda path: read_outcomes(path, 2),
}


@pytest.mark.parametrize(
    ("kind", "lines", "found"),
    [
        ("deductions", [f"{WHO},month,deducted", "6501,310,H1,3,1.50", "6501,310,H2,3,0"],
         {(("6501", "310"), 3): {"H1": 150, "H2": 0}}),
        ("last", [f"{WHO},fund", "6501,310,H1,2", "6501,390,H1,9"], {"H1": 200}),
        ("shares", [f"{WHO},share", "6501,310,H1,0.9"], {"H1": Fraction(9, 10)}),
        ("revenue", [f"{WHO},year,revenue", "6501,310,H1,2024,7"],
         {(("6501", "310"), 2024, "H1"): 700}),
        ("outcomes", ["setl_id,kind,points", "a,按项目,", "b,adjusted,1.25", "c,不同意,"],
         (Outcome("a", "by_item"), Outcome("b", "adjusted", 125), Outcome("c", "refused"))),
    ],
)  # fmt: skip
def test_a_table_is_read(tmp_path: Path, kind: str, lines: list[str], found: object) -> None:
    path = tmp_path / "table.csv"
    path.write_text("\n".join(lines), "utf-8")
    assert READERS[kind](path) == found


@pytest.mark.parametrize(
    ("kind", "lines", "told"),
    [
        ("deductions", [f"{WHO},month,deducted", "6501,310,H1,13,1"], "第2行的月份“13”应写为1到12"),
        (
            "deductions",
            [f"{WHO},month,deducted", "6501,310,H1,1,-1"],
            "第2行的deducted“-1”应为元，不小于零",
        ),
        ("deductions", [f"{WHO},month,deducted", *["6501,310,H1,1,1"] * 2], "第3行与第2行重复"),
        ("last", [f"{WHO},fund", "6501,390,H1,2"], "没有统筹区6501险种310的机构"),
        ("shares", [f"{WHO},share", "6501,310,H1,90"], "第2行的返还比例“90”应在0到1之间"),
        ("revenue", [f"{WHO},year,revenue", "6501,310,H1,去年,7"], "第2行的年度“去年”"),
        ("outcomes", ["setl_id,kind,points", "a,同意,"], "第2行的评议结果“同意”不是"),
        ("outcomes", ["setl_id,kind,points", "a,调整分值,0.125"], "最多2位小数"),
        ("outcomes", ["setl_id,kind,points"], "里没有一个病例"),
    ],
)
def test_what_can_not_be_read_is_named(
    tmp_path: Path, kind: str, lines: list[str], told: str
) -> None:
    path = tmp_path / "table.csv"
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(EngineError, match=told):
        READERS[kind](path)


def test_last_years_payments_are_those_of_its_flow(tmp_path: Path) -> None:
    """Paid and kept as a deposit; the flow of the year itself is refused."""
    flow = months(started())
    path = tmp_path / "flow.json"
    path.write_text(flow_text(settle_flow(flow, settlement(flow), {})), "utf-8")
    coming = begin(*POOL, 2026, FUND, {})
    assert read_last_year(path, coming) == {"H1": FUND // 2, "H2": FUND // 3, "H3": FUND // 6}
    with pytest.raises(EngineError, match="拨付预付金要统筹区6501、险种310、2024年的"):
        read_last_year(path, FLOW)
