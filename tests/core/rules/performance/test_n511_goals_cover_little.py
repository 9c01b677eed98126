"""Goals that speak only of the small change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.core.findings import Finding
from zhida.core.money import Amount, AmountState, Unit, fen_of
from zhida.core.notice import (
    AllocationTable,
    Column,
    Measure,
    MeasureKind,
    Notice,
    PerformanceTable,
    Row,
    RowKind,
)
from zhida.core.provenance import Source

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]
PLACE = Source("案例.txt", block=2)
ROW = "产出指标 | 数量指标 | 召开培训会 | ≥4次"


@pytest.fixture
def money() -> AllocationTable:
    """9618 for the platform, 180 for the pilot."""
    columns = (Column("金额", MeasureKind.MONEY), Column("资金用途", MeasureKind.TEXT))
    rows = []
    for name, digits, use in (("省本级", "9618", "信息平台建设"), ("甲市", "180", "DIP试点")):
        fen = fen_of(digits, Unit.WAN_YUAN)
        amount = Amount(fen, AmountState.NUMBER, digits, Unit.WAN_YUAN.value, PLACE)
        cells = (Measure(0, digits, PLACE, amount), Measure(1, use, PLACE, text=use))
        rows.append(Row(name, RowKind.LEAF, PLACE, measures=cells))
    return AllocationTable("分配表", "1", Unit.WAN_YUAN, columns, tuple(rows), PLACE)


def test_goals_on_two_percent_of_the_money(
    notice: Make, performance_table: Table, found: Found, money: AllocationTable
) -> None:
    table = performance_table(ROW, scope="全省", amount="9798", goals="启动按病种分值付费")
    (finding,) = found("N511", notice(targets=(table,), allocation=(money,)))
    assert "“信息平台建设”" in finding.sentence
    assert "9618万元" in finding.sentence
    assert "98.1%" in finding.sentence


def test_goals_on_the_main_purpose_give_nothing(
    notice: Make, performance_table: Table, found: Found, money: AllocationTable
) -> None:
    table = performance_table(ROW, scope="全省", amount="9798", goals="提升医保信息化水平")
    assert not found("N511", notice(targets=(table,), allocation=(money,)))


def test_a_small_purpose_may_go_unmentioned(
    notice: Make, performance_table: Table, found: Found, money: AllocationTable
) -> None:
    table = performance_table(ROW, scope="甲市", amount="180", goals="推进支付方式改革")
    assert not found("N511", notice(targets=(table,), allocation=(money,)))
