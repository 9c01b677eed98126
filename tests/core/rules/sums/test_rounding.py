"""分项取整: a table that was rounded cell by cell is recognised, and mended by its least change."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from zhida.core.balance import rounded_share
from zhida.core.money import Amount, AmountState, Unit
from zhida.core.notice import (
    AllocationTable,
    Column,
    ColumnRole,
    Measure,
    MeasureKind,
    Notice,
    Row,
    RowKind,
)
from zhida.core.provenance import Source
from zhida.core.rules.sums.rounding import find_rounded

STEP = 10_000
PLACE = Source("表.txt", table=1)


def row(name: str, kind: RowKind, number: int, cells: list[int]) -> Row:
    measures = []
    for at, cell in enumerate(cells):
        place = Source("表.txt", table=1, row=number, column=at + 1)
        held = Amount(cell * STEP, AmountState.NUMBER, str(cell), STEP, place)
        measures.append(Measure(at, str(cell), place, held))
    return Row(name, kind, Source("表.txt", table=1, row=number), measures=tuple(measures))


def table(rows: list[int], columns: list[int], cells: list[list[int]]) -> AllocationTable:
    """A table whose first column is the total of the others."""
    width = len(columns)
    held = [Column("合计", MeasureKind.MONEY, ColumnRole.TOTAL, tuple(range(1, width + 1)))]
    held += [Column(f"来源{at}", MeasureKind.MONEY) for at in range(width)]
    lines = [
        row(f"县{i}", RowKind.LEAF, i + 1, [total, *line])
        for i, (total, line) in enumerate(zip(rows, cells, strict=True))
    ]
    lines.append(row("合计", RowKind.TOTAL, len(rows) + 1, [sum(rows), *columns]))
    return AllocationTable("分配表", "1", Unit.WAN_YUAN, tuple(held), tuple(lines), PLACE)


@st.composite
def margins(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    rows = draw(st.lists(st.integers(1, 10**6), min_size=2, max_size=8))
    total = sum(rows)
    cuts = sorted(draw(st.lists(st.integers(1, total - 1), min_size=1, max_size=4, unique=True)))
    return rows, [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]


@given(margins())
@example(([309, 9511], [1, 1979, 7840]))  # adds up, though rounder totals would give it as well
def test_a_rounded_table_is_recognised_and_its_mend_balances(
    both: tuple[list[int], list[int]],
) -> None:
    rows, columns = both
    total = sum(rows)
    cells = [[rounded_share(r, c, total) for c in columns] for r in rows]
    off = any(sum(line) != r for line, r in zip(cells, rows, strict=True)) or any(
        sum(line[j] for line in cells) != c for j, c in enumerate(columns)
    )
    found = list(find_rounded(Notice(files=(), allocation=(table(rows, columns, cells),))))
    assert bool(found) == off
    for rounded in found:
        for change in rounded.changes:
            assert cells[change.row][change.column] == change.before
            cells[change.row][change.column] = change.after
        assert [sum(line) for line in cells] == rows
        assert [sum(line[j] for line in cells) for j in range(len(columns))] == columns


@given(margins(), st.data())
def test_a_cell_that_is_no_rounded_share_rules_rounding_out(
    both: tuple[list[int], list[int]], data: st.DataObject
) -> None:
    rows, columns = both
    total = sum(rows)
    cells = [[rounded_share(r, c, total) for c in columns] for r in rows]
    i = data.draw(st.integers(0, len(rows) - 1))
    j = data.draw(st.integers(0, len(columns) - 1))
    cells[i][j] += 3
    found = list(find_rounded(Notice(files=(), allocation=(table(rows, columns, cells),))))
    assert [each for each in found if each.origin.startswith("“合计”")] == []
