"""行列合计: which rows a sum row sums, and which columns a recipient receives."""

from __future__ import annotations

from zhida.core.money import Amount, AmountState, Unit, fen_of, step_of
from zhida.core.notice import (
    AllocationTable,
    AmountMention,
    Column,
    ColumnRole,
    Measure,
    MeasureKind,
    Notice,
    Row,
    RowKind,
)
from zhida.core.provenance import Source
from zhida.core.rules import margins

PLACE = Source("表.txt", table=1)
ROLES = {role.value: role for role in ColumnRole}
KINDS = {"合计": RowKind.TOTAL, "小计": RowKind.SUBTOTAL}


def amount(digits: str, row: int, column: int) -> Amount:
    place = Source("表.txt", table=1, row=row, column=column)
    if not digits:
        return Amount(None, AmountState.BLANK, "", None, place)
    fen, step = fen_of(digits, Unit.WAN_YUAN), step_of(digits, Unit.WAN_YUAN)
    return Amount(fen, AmountState.NUMBER, digits, step, place)


def table(columns: str, *lines: str, parts: tuple[int, ...] = ()) -> AllocationTable:
    """Columns by role ("part part total"); a line is "name cells… < parent's line"."""
    rows = []
    for number, line in enumerate(lines):
        words, _, above = line.partition("<")
        name, *cells = words.split()
        kind = next((kind for word, kind in KINDS.items() if word in name), RowKind.LEAF)
        measures = []
        for at, cell in enumerate(cells):
            held = amount(cell.strip("_"), number + 1, at + 1)
            assert held.source is not None
            measures.append(Measure(at, cell, held.source, held))
        parent = int(above) if above.strip() else None
        place = Source("表.txt", table=1, row=number + 1)
        rows.append(Row(name, kind, place, parent=parent, measures=tuple(measures)))
    roles = [ROLES[role] for role in columns.split()]
    held_columns = tuple(
        Column(f"列{at}", MeasureKind.MONEY, role, parts if role is ColumnRole.TOTAL else ())
        for at, role in enumerate(roles)
    )
    return AllocationTable("分配表", "1", Unit.WAN_YUAN, held_columns, tuple(rows), PLACE)


def test_a_total_named_by_no_row_sums_the_outermost_rows() -> None:
    nested = table("part", "甲市小计 30", "甲区 10 <0", "乙区 20 <0", "丙县 5", "合计 35")
    assert dict(margins.sums_of(nested)) == {0: (1, 2), 4: (0, 3)}


def test_a_total_sums_the_rows_that_name_it() -> None:
    first = table("part", "合计 30", "甲县 10 <0", "乙县 20 <0")
    assert dict(margins.sums_of(first)) == {0: (1, 2)}


def test_two_totals_without_rows_of_their_own_give_no_sum() -> None:
    assert list(margins.sums_of(table("part", "甲县 10", "合计 10", "总合计 10"))) == []


def test_a_total_column_stands_for_its_parts() -> None:
    with_total = table("part part total", "甲县 1 2 3", "合计 1 2 3", parts=(0, 1))
    assert margins.issued_columns(with_total) == (2,)
    assert margins.addend_columns(with_total) == (0, 1)


def test_columns_without_a_total_add_up() -> None:
    plain = table("part part of_which", "甲县 1 2 1", "合计 1 2 1")
    issued = margins.row_amount(plain, plain.rows[0])
    assert issued is not None
    assert issued.fen == fen_of("3", Unit.WAN_YUAN)


def test_only_this_issue_counts_where_an_advance_stands_beside_it() -> None:
    formal = table("entitled advanced now", "甲县 9 6 3", "合计 9 6 3")
    assert margins.issued_columns(formal) == (2,)
    whole = margins.table_amount(formal)
    assert whole is not None
    assert whole.fen == fen_of("3", Unit.WAN_YUAN)


def test_a_table_without_a_total_issues_the_sum_of_its_rows() -> None:
    whole = margins.table_amount(table("part", "甲县 1.5", "乙县 2"))
    assert whole is not None
    assert whole.fen == fen_of("3.5", Unit.WAN_YUAN)


def test_a_row_without_numbers_leaves_the_table_without_an_amount() -> None:
    assert margins.table_amount(table("part", "甲县 1.5", "乙县 _")) is None


def test_a_column_is_exact_where_text_and_rows_prove_its_total() -> None:
    held = table("total part", "甲县 1 1.00", "乙县 2 2.00", "合计 3 3.00", parts=(1,))
    said = AmountMention(amount("3", 1, 1), (), PLACE)
    silent = Notice(files=(), allocation=(held,))
    assert not margins.is_exact(silent, held, 0)
    assert margins.is_exact(Notice(files=(), allocation=(held,), sums=(said,)), held, 0)


def test_places_are_given_once_and_in_order() -> None:
    held = table("part", "甲县 1", "合计 1")
    row = margins.row_amount(held, held.rows[0])
    assert row is not None
    assert margins.places(row, row) == row.sources
