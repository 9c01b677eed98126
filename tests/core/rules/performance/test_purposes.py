"""What the money of a scope is for, and whether a text speaks of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

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
from zhida.core.rules.performance.purposes import is_spoken_of, purposes_of

Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]
PLACE = Source("案例.txt", block=2)


def allocation(*rows: tuple[str, str, str]) -> AllocationTable:
    """A table of (recipient, 万元, purpose)."""
    columns = (Column("金额", MeasureKind.MONEY), Column("资金用途", MeasureKind.TEXT))
    lines = tuple(
        Row(
            name,
            RowKind.LEAF,
            PLACE,
            measures=(
                Measure(
                    0,
                    digits,
                    PLACE,
                    Amount(fen_of(digits, Unit.WAN_YUAN), AmountState.NUMBER, digits, 1, PLACE),
                ),
                Measure(1, purpose, PLACE, text=purpose),
            ),
        )
        for name, digits, purpose in rows
    )
    return AllocationTable("分配表", "1", Unit.WAN_YUAN, columns, lines, PLACE)


def test_all_rows_for_the_table_of_the_whole_and_one_row_for_its_own(
    notice: Make, performance_table: Table
) -> None:
    money = allocation(("甲县", "90", "信息平台建设"), ("乙县", "10", "DIP试点"))
    whole = performance_table(scope="全市", amount="100")
    part = performance_table(scope="乙县", amount="10")
    made = notice(allocation=(money,), targets=(whole, part))
    assert [each.text for each in purposes_of(made, whole)] == ["信息平台建设", "DIP试点"]
    assert [each.text for each in purposes_of(made, part)] == ["DIP试点"]


def test_amounts_that_do_not_agree_prove_nothing(notice: Make, performance_table: Table) -> None:
    money = allocation(("甲县", "90", "信息平台建设"), ("乙县", "10", "DIP试点"))
    table = performance_table(scope="全市", amount="120")
    assert purposes_of(notice(allocation=(money,), targets=(table,)), table) == ()


@pytest.mark.parametrize(
    ("purpose", "words", "spoken"),
    [
        ("医保信息平台建设", "提升信息化水平", True),
        ("医保信息平台建设", "完善分值付费配套文件，改造接口", False),
        ("开展DIP试点工作", "推进按病种分值付费", True),
        ("打击欺诈骗保", "开展飞行检查", True),
        ("购置执法车辆", "保障执法车辆运转", True),
        ("购置执法车辆", "开展政策宣传", False),
        ("补助经费", "开展政策宣传", True),
    ],
)
def test_a_purpose_is_found_by_its_topic_or_its_words(
    purpose: str, words: str, spoken: bool
) -> None:
    """A purpose that says nothing of its own is never missed."""
    assert is_spoken_of(purpose, words) is spoken
