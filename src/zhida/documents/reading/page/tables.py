"""Ruled tables of pages, and the tables that pages split."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zhida.documents.reading.builder import RawCell, RawTable
from zhida.documents.reading.page.bridges import bridged
from zhida.documents.reading.page.cells import PageCell
from zhida.documents.reading.page.grid import Grid, GridCell
from zhida.documents.reading.page.line import Line, cell_text

_SLACK = 0.008
_LOWEST_END = 0.5
_HIGHEST_START = 0.35
_MOST_HEADER_ROWS = 4
_MOST_PADDING = 0.75
_AMOUNT = re.compile(r"-?\d[\d,]*\.\d\d+")


@dataclass(slots=True)
class PageTable:
    """A table on one page. `xs` are its column places as fractions of the page's width."""

    cells: list[PageCell]
    xs: list[float]
    top: float
    bottom: float
    page: int


def page_table(
    grid: Grid,
    lines: Sequence[Sequence[Line]],
    page: int,
    width: float,
    height: float,
    *,
    optical: bool = False,
) -> PageTable:
    """A grid with the lines of text in its cells, in the order of `grid.cells`."""
    cells: list[PageCell] = []
    for cell, inside in zip(grid.cells, lines, strict=True):
        inner = _inner_width(cell, inside)
        cells.append(
            PageCell(
                cell.row,
                cell.column,
                cell_text(inside, inner),
                cell.row_span,
                cell.column_span,
                page=page,
                box=_fraction(cell.box, width, height),
                optical=optical,
                lines=len(inside),
                room=(inner - inside[-1].width) / inside[-1].size if inside else 0.0,
            )
        )
    xs = [x / width for x in grid.xs]
    return PageTable(cells, xs, grid.ys[0] / height, grid.ys[-1] / height, page)


def _inner_width(cell: GridCell, lines: Sequence[Line]) -> float:
    """How wide lines in a cell may be: its width less the room that is kept at its sides."""
    wide = cell.box[2] - cell.box[0]
    if not lines:
        return wide
    kept = min(line.x0 for line in lines) - cell.box[0]
    return wide - 2 * min(max(kept, 0.0), _MOST_PADDING * lines[0].size)


def raw_table(table: PageTable) -> RawTable:
    """The table as the builder takes it. Its box is that of its first page."""
    first = [cell.box for cell in table.cells if cell.page == table.page and cell.box]
    box = (
        (
            min(box[0] for box in first),
            min(box[1] for box in first),
            max(box[2] for box in first),
            max(box[3] for box in first),
        )
        if first
        else None
    )
    return RawTable(table.cells, page=table.page, box=box)


def continues(upper: PageTable, lower: PageTable) -> bool:
    """Whether `lower`, first on its page, is the rest of `upper`, last on the page before.

    Both are equally wide, and most column places of one are places of the other.
    """
    if upper.bottom < _LOWEST_END or lower.top > _HIGHEST_START:
        return False
    shift = lower.xs[0] - upper.xs[0]
    if abs(lower.xs[-1] - shift - upper.xs[-1]) > _SLACK:
        return False
    shared = sum(any(abs(x - shift - place) <= _SLACK for place in upper.xs) for x in lower.xs)
    return shared >= 0.75 * min(len(upper.xs), len(lower.xs))


def joined(upper: PageTable, lower: PageTable, *, whole: bool = False) -> PageTable:
    """The two parts as one table: a repeated head once, columns by their places.

    `whole` says that no page end cuts a row of the file.
    """
    shift = lower.xs[0] - upper.xs[0]
    xs = list(upper.xs)
    for x in lower.xs:
        if not any(abs(x - shift - place) <= _SLACK for place in xs):
            xs.append(x - shift)
    xs.sort()
    above = _replaced(upper, xs, 0.0)
    below = _replaced(lower, xs, shift)
    skipped = _repeated_rows(above, below)
    rows = max(cell.row + cell.row_span - 1 for cell in above)
    kept = [cell for cell in below if cell.row > skipped]
    for cell in kept:
        cell.row += rows - skipped
    return PageTable(
        bridged(above, kept, rows, whole=whole), xs, upper.top, lower.bottom, upper.page
    )


def _replaced(table: PageTable, xs: Sequence[float], shift: float) -> list[PageCell]:
    """Cells with columns counted in `xs`."""
    place = [min(range(len(xs)), key=lambda index: abs(xs[index] - (x - shift))) for x in table.xs]
    for cell in table.cells:
        first, last = place[cell.column - 1], place[cell.column - 1 + cell.column_span]
        cell.column, cell.column_span = first + 1, max(1, last - first)
    return table.cells


def _repeated_rows(above: Sequence[RawCell], below: Sequence[RawCell]) -> int:
    """How many rows at the top of both parts are the same head."""

    def row(cells: Sequence[RawCell], number: int) -> list[tuple[int, int, int, str]]:
        return [
            (cell.column, cell.row_span, cell.column_span, cell.text)
            for cell in cells
            if cell.row == number
        ]

    count = 0
    for number in range(1, _MOST_HEADER_ROWS + 1):
        head = row(above, number)
        if not any(text for *_, text in head) or head != row(below, number):
            break
        if any(_AMOUNT.fullmatch(text) for *_, text in head):
            break  # rows that say the same, not heads
        count = number
    return count


def _fraction(
    box: tuple[float, float, float, float], width: float, height: float
) -> tuple[float, float, float, float]:
    def within(value: float) -> float:
        return round(min(1.0, max(0.0, value)), 5)

    return (
        within(box[0] / width),
        within(box[1] / height),
        within(box[2] / width),
        within(box[3] / height),
    )
