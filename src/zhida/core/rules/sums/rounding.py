"""分项取整 rounding: whether the cells of a table were rounded one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhida.core.balance import Change, least_change, rounded_share
from zhida.core.notice import AllocationTable, ColumnRole, Notice, Row, RowKind
from zhida.core.rules import margins
from zhida.core.rules.figures import Figure, figure
from zhida.core.rules.scopes import cover_all, pairs, total_of

_MOST_CELLS = 5000


@dataclass(frozen=True, slots=True)
class Rounded:
    """取整: a table whose every cell is the rounded share of its row and column totals.

    `rows` and `columns` (indexes of columns) span the grid, `step` is the fen
    of one unit, `misses` how many rows and columns don't add up, `changes`
    the least change that mends them all.
    """

    table: AllocationTable
    rows: tuple[Row, ...]
    columns: tuple[int, ...]
    cells: tuple[tuple[Figure, ...], ...]
    step: int
    misses: int
    changes: tuple[Change, ...]


def find_rounded(notice: Notice) -> Iterator[Rounded]:
    """The tables of a notice that miss their sums because of rounding cell by cell."""
    for table in notice.allocation:
        found = _grid(table)
        if found is None:
            continue
        rows, columns, cells, column_totals = found
        for row_totals in _row_totals(notice, table, rows, columns):
            rounded = _examine(table, rows, columns, cells, row_totals, column_totals)
            if rounded is not None:
                yield rounded
                break


def _grid(
    table: AllocationTable,
) -> tuple[tuple[Row, ...], tuple[int, ...], tuple[tuple[Figure, ...], ...], list[Figure]] | None:
    """The recipients' cells and the column totals, None unless all are numbers."""
    rows, columns = margins.leaves(table), margins.addend_columns(table)
    total = margins.total_row(table)
    subtotals = any(row.kind is RowKind.SUBTOTAL for row in table.rows)
    if total is None or subtotals or len(rows) < 2 or len(columns) < 2:
        return None
    if len(rows) * len(columns) > _MOST_CELLS:
        return None
    cells = [[figure(margins.amount_at(row, column)) for column in columns] for row in rows]
    totals = [figure(margins.amount_at(total, column)) for column in columns]
    full = tuple(tuple(cell for cell in row if cell is not None) for row in cells)
    if any(len(row) < len(columns) for row in full) or None in totals:
        return None
    return rows, columns, full, [one for one in totals if one is not None]


def _row_totals(
    notice: Notice, table: AllocationTable, rows: Sequence[Row], columns: Sequence[int]
) -> Iterator[list[Figure]]:
    """What each row ought to receive: by a total column, or by the performance tables."""
    for index, column in enumerate(table.columns):
        if column.role is ColumnRole.TOTAL and set(column.parts) == set(columns):
            totals = [figure(margins.amount_at(row, index)) for row in rows]
            if None not in totals:
                yield [one for one in totals if one is not None]
    matched = pairs(notice)
    if cover_all(notice, matched):
        by_row = {pair.row.source: figure(total_of(pair.target)) for pair in matched}
        totals = [by_row.get(row.source) for row in rows]
        if None not in totals:
            yield [one for one in totals if one is not None]


def _examine(
    table: AllocationTable,
    rows: tuple[Row, ...],
    columns: tuple[int, ...],
    cells: tuple[tuple[Figure, ...], ...],
    row_totals: list[Figure],
    column_totals: list[Figure],
) -> Rounded | None:
    """The rounded table, None unless every cell is the rounded share and a sum is off."""
    step = min(cell.step for row in cells for cell in row)
    numbers = [*row_totals, *column_totals, *(cell for row in cells for cell in row)]
    if any(number.fen % step or number.fen < 0 for number in numbers):
        return None
    units = [[cell.fen // step for cell in row] for row in cells]
    wide = [one.fen // step for one in row_totals]
    deep = [one.fen // step for one in column_totals]
    total = sum(wide)
    if total != sum(deep) or total <= 0:
        return None
    misses = sum(sum(row) != one for row, one in zip(units, wide, strict=True))
    misses += sum(sum(row[j] for row in units) != one for j, one in enumerate(deep))
    if not misses:
        return None
    for row, one in zip(units, wide, strict=True):
        if any(
            cell != rounded_share(one, other, total) for cell, other in zip(row, deep, strict=True)
        ):
            return None
    changes = least_change(units, wide, deep)
    if not changes:
        return None
    return Rounded(table, rows, columns, cells, step, misses, changes)
