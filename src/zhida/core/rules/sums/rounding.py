"""分项取整 rounding: whether the cells of a table were rounded one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhida.core.balance import Change, least_change, rounded_share
from zhida.core.notice import AllocationTable, ColumnRole, Notice, Row, RowKind
from zhida.core.rules import margins
from zhida.core.rules.figures import Figure, figure
from zhida.core.rules.scopes import cover_all, pairs, total_of

_MOST_CELLS = 5000
_LEAST_CELLS_TO_GUESS = 6
_COARSER = (10, 100, 1000, 10_000)


@dataclass(frozen=True, slots=True)
class Grid:
    """格表: the recipients' cells and the column totals of a table, all in whole units.

    `columns` are indexes of the table's columns, `step` is the fen of a unit,
    `figures` the cells as printed.
    """

    table: AllocationTable
    rows: tuple[Row, ...]
    columns: tuple[int, ...]
    figures: tuple[tuple[Figure, ...], ...]
    step: int
    cells: tuple[tuple[int, ...], ...]
    column_totals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rounded:
    """取整: a grid whose every cell is the rounded share of its row and column totals.

    `origin` says where the row totals come from, `misses` how many rows and
    columns don't add up, `changes` is the least change that mends them all.
    """

    grid: Grid
    origin: str
    misses: int
    changes: tuple[Change, ...]


def find_rounded(notice: Notice) -> Iterator[Rounded]:
    """The tables of a notice that miss their sums because of rounding cell by cell."""
    for table in notice.allocation:
        grid = _grid(table)
        if grid is None:
            continue
        for origin, row_totals in _row_totals(notice, grid):
            rounded = _examine(grid, origin, row_totals)
            if rounded is not None:
                yield rounded
                break


def _grid(table: AllocationTable) -> Grid | None:
    """The grid of a table without subtotals, None unless all of it are numbers."""
    rows, columns = margins.leaves(table), margins.addend_columns(table)
    total = margins.total_row(table)
    subtotals = any(row.kind is RowKind.SUBTOTAL for row in table.rows)
    if total is None or subtotals or len(rows) < 2 or len(columns) < 2:
        return None
    if len(rows) * len(columns) > _MOST_CELLS:
        return None
    figures = tuple(_numbers(row, columns) for row in rows)
    totals = _numbers(total, columns)
    if any(len(row) < len(columns) for row in (*figures, totals)):
        return None
    step = min(cell.step for row in figures for cell in row)
    every = [*totals, *(cell for row in figures for cell in row)]
    if any(cell.fen % step or cell.fen < 0 for cell in every):
        return None
    cells = tuple(tuple(cell.fen // step for cell in row) for row in figures)
    return Grid(table, rows, columns, figures, step, cells, tuple(t.fen // step for t in totals))


def _numbers(row: Row, columns: tuple[int, ...]) -> tuple[Figure, ...]:
    """The figures of a row in some columns; fewer where one is no number."""
    found = [figure(margins.amount_at(row, column)) for column in columns]
    return tuple(one for one in found if one is not None)


def _row_totals(notice: Notice, grid: Grid) -> Iterator[tuple[str, tuple[int, ...]]]:
    """What each row ought to receive: by a total column, by the performance tables, or guessed.

    A guess is good where the sums of the rows, rounded to fewer digits, make
    up the grand total exactly: whole amounts were given out, then split.
    """
    for index, column in enumerate(grid.table.columns):
        if column.role is ColumnRole.TOTAL and set(column.parts) == set(grid.columns):
            totals = [figure(margins.amount_at(row, index)) for row in grid.rows]
            told = tuple(_in_units(f"“{column.header}”列", totals, grid))
            yield from told
            if any(_adds_up(grid, printed) for _, printed in told):
                return  # what holds by its own totals is not to be guessed at
    matched = pairs(notice)
    if cover_all(notice, matched):
        by_row = {pair.row.source: figure(total_of(pair.target)) for pair in matched}
        yield from _in_units("绩效目标表", [by_row.get(row.source) for row in grid.rows], grid)
    if len(grid.rows) * len(grid.columns) >= _LEAST_CELLS_TO_GUESS:
        for coarse in _COARSER:
            yield (
                "各行之和取整",
                tuple((2 * sum(row) + coarse) // (2 * coarse) * coarse for row in grid.cells),
            )


def _adds_up(grid: Grid, row_totals: tuple[int, ...]) -> bool:
    """Whether every row and every column makes up its total."""
    across = all(sum(row) == one for row, one in zip(grid.cells, row_totals, strict=True))
    return across and all(
        sum(row[j] for row in grid.cells) == one for j, one in enumerate(grid.column_totals)
    )


def _in_units(
    origin: str, totals: list[Figure | None], grid: Grid
) -> Iterator[tuple[str, tuple[int, ...]]]:
    known = [one for one in totals if one is not None]
    if len(known) == len(totals) and not any(one.fen % grid.step or one.fen < 0 for one in known):
        yield origin, tuple(one.fen // grid.step for one in known)


def _examine(grid: Grid, origin: str, row_totals: tuple[int, ...]) -> Rounded | None:
    """The rounded table, None unless every cell is the rounded share and a sum is off."""
    total = sum(row_totals)
    if total != sum(grid.column_totals) or total <= 0:
        return None
    for row, wide in zip(grid.cells, row_totals, strict=True):
        for cell, deep in zip(row, grid.column_totals, strict=True):
            if cell != rounded_share(wide, deep, total):
                return None
    misses = sum(sum(row) != one for row, one in zip(grid.cells, row_totals, strict=True))
    misses += sum(
        sum(row[j] for row in grid.cells) != one for j, one in enumerate(grid.column_totals)
    )
    changes = least_change(grid.cells, row_totals, grid.column_totals) if misses else None
    return Rounded(grid, origin, misses, changes) if changes else None
