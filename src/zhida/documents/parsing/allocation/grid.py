"""网格 grid: a table as places, each covered by the cell printed there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from zhida.core.money import Unit, fen_of
from zhida.documents.blocks import Cell, Table
from zhida.documents.parsing.normalise import clean
from zhida.documents.parsing.values import CellValue, Value, cell_value

_SCALE = Unit.YI_YUAN
"""Ten decimals: finer than any printed figure."""


@dataclass(frozen=True)
class Place:
    """格位: a place of the grid. `origin` is true at the cell's own top left place."""

    cell: Cell
    origin: bool

    @cached_property
    def value(self) -> CellValue:
        """What the cell holds."""
        return cell_value(self.cell.text)

    @cached_property
    def text(self) -> str:
        """The clean text; line breaks inside a cell are gone."""
        return clean(self.cell.text).text

    @cached_property
    def scaled(self) -> int | None:
        """The figure as an integer of a fixed fine scale: only sums within a table are asked."""
        if not self.is_figure:
            return None
        try:
            return fen_of(self.value.digits, _SCALE)
        except ValueError:
            return None

    @property
    def is_figure(self) -> bool:
        """Whether a figure is printed here."""
        return self.value.kind is Value.FIGURE

    @property
    def is_words(self) -> bool:
        """Whether words are printed here."""
        return self.value.kind is Value.WORDS


GridRow = tuple[Place | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """网格: rows of equal width; None where nothing is printed.

    In an aligned table a merged cell covers all its places. In a flattened one
    each cell stands where the text had it, wherever that is.
    """

    rows: tuple[GridRow, ...]
    width: int
    aligned: bool


def grid_of(table: Table) -> Grid:
    """Spread a table over its places; rows without any text are dropped."""
    height = max((cell.row + cell.row_span - 1 for cell in table.cells), default=0)
    width = max((cell.column + cell.column_span - 1 for cell in table.cells), default=0)
    places: list[list[Place | None]] = [[None] * width for _ in range(height)]
    for cell in table.cells:
        first = Place(cell, True)
        for row in range(cell.row - 1, cell.row - 1 + cell.row_span):
            for column in range(cell.column - 1, cell.column - 1 + cell.column_span):
                origin = row == cell.row - 1 and column == cell.column - 1
                places[row][column] = first if origin else Place(cell, False)
    rows = tuple(
        tuple(row) for row in places if any(place is not None and place.text for place in row)
    )
    return Grid(rows, width, table.aligned)


def unfolded(grid: Grid) -> Grid:
    """A table printed in two or three columns of the same head, put under one another.

    The head of the left half stands again over each other part; the parts are
    read from left to right, as a person reads them.
    """
    for parts in (2, 3):
        head = next((texts(row) for row in grid.rows if sum(map(bool, texts(row))) > 2), ())
        width = grid.width // parts
        if width < 2 or width * parts != grid.width or not head[:width]:
            continue
        if any(head[width * at : width * (at + 1)] != head[:width] for at in range(1, parts)):
            continue
        begin = next(at for at, row in enumerate(grid.rows) if texts(row) == head)
        rows = list(grid.rows[: begin + 1])
        for part in range(parts):
            halves = (_part(row, width, part) for row in grid.rows[begin + 1 :])
            rows.extend(half for half in halves if half)
        kept = [row[:width] for row in rows if any(texts(row[:width]))]
        return Grid(tuple(kept), width, grid.aligned)
    return grid


def _part(row: GridRow, width: int, part: int) -> GridRow:
    """One part of a row; a cell merged over into the next part belongs there, with its row."""
    half, after = row[width * part : width * (part + 1)], row[width * (part + 1) :]
    last = half[-1]
    runs_on = last is not None and bool(after) and after[0] is not None
    if runs_on and last is not None and after[0] is not None and last.cell is after[0].cell:
        return ()
    return half


def texts(row: GridRow) -> tuple[str, ...]:
    """The clean texts of a row, "" where nothing is printed."""
    return tuple(place.text if place is not None else "" for place in row)
