"""绩效表范围: a performance table belongs to the one row of its place or name."""

from __future__ import annotations

from zhida.core.money import Amount, AmountState, Unit
from zhida.core.notice import (
    AllocationTable,
    Column,
    Measure,
    MeasureKind,
    Notice,
    PerformanceTable,
    Row,
    RowKind,
    SourceAmount,
)
from zhida.core.provenance import Source, Stated
from zhida.core.regions import find
from zhida.core.rules.scopes import cover_all, pairs

PLACE = Source("表.txt", table=1)
WITHIN = "650000"


def row(name: str, number: int, fen: int) -> Row:
    place = Source("表.txt", table=1, row=number)
    cell = Measure(0, str(fen), place, Amount(fen, AmountState.NUMBER, str(fen), 1, place))
    return Row(name, RowKind.LEAF, place, find(name, WITHIN), measures=(cell,))


def target(scope: str, template: bool = False) -> PerformanceTable:
    total = SourceAmount("total", "年度金额", Amount(1, AmountState.NUMBER, "1", 1, PLACE))
    return PerformanceTable(
        "绩效目标表", "2", Stated(scope, PLACE), find(scope, WITHIN), None, (), (total,), (), (),
        PLACE, template,
    )  # fmt: skip


def notice(rows: list[str], scopes: list[str], template: bool = False) -> Notice:
    columns = (Column("金额", MeasureKind.MONEY),)
    held = tuple(row(name, number, number) for number, name in enumerate(rows, 1))
    table = AllocationTable("分配表", "1", Unit.YUAN, columns, held, PLACE)
    targets = tuple(target(scope, template) for scope in scopes)
    return Notice(files=(), allocation=(table,), targets=targets)


def scopes_of(held: Notice) -> dict[str, str]:
    return {
        pair.row.recipient: pair.target.scope.value for pair in pairs(held) if pair.target.scope
    }


def test_a_table_finds_its_row_by_the_place_whatever_it_is_called() -> None:
    held = notice(["天山区", "沙依巴克区"], ["天山区医疗保障局", "沙区医保局"])
    assert scopes_of(held) == {"天山区": "天山区医疗保障局", "沙依巴克区": "沙区医保局"}
    assert cover_all(held, pairs(held))


def test_the_offices_of_the_province_go_before_the_whole_province() -> None:
    held = notice(["自治区医疗保障局", "哈密市"], ["新疆维吾尔自治区", "自治区本级", "哈密市"])
    assert scopes_of(held) == {"自治区医疗保障局": "自治区本级", "哈密市": "哈密市"}


def test_two_rows_of_one_place_leave_its_table_without_a_row() -> None:
    held = notice(["天山区医疗保障局", "天山区卫生健康委"], ["天山区"])
    assert pairs(held) == ()


def test_templates_and_several_allocation_tables_give_no_pairs() -> None:
    held = notice(["天山区"], ["天山区"], template=True)
    assert pairs(held) == ()
    assert pairs(Notice(files=(), allocation=held.allocation * 2, targets=held.targets)) == ()
