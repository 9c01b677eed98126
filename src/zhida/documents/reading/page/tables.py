"""Ruled tables of pages, and the tables that pages split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhida.documents.reading.builder import RawCell, RawTable
from zhida.documents.reading.page.grid import Grid

_SLACK = 0.008
_LOWEST_END = 0.5
_HIGHEST_START = 0.35
_MOST_HEADER_ROWS = 4


@dataclass(slots=True)
class PageTable:
    """A table on one page. `xs` are its column places as fractions of the page's width."""

    cells: list[RawCell]
    xs: list[float]
    top: float
    bottom: float
    page: int


def page_table(
    grid: Grid,
    texts: Sequence[str],
    page: int,
    width: float,
    height: float,
    *,
    optical: bool = False,
) -> PageTable:
    """A grid with the texts of its cells, in the order of `grid.cells`."""
    cells = [
        RawCell(
            cell.row,
            cell.column,
            text,
            cell.row_span,
            cell.column_span,
            page=page,
            box=_fraction(cell.box, width, height),
            optical=optical,
        )
        for cell, text in zip(grid.cells, texts, strict=True)
    ]
    xs = [x / width for x in grid.xs]
    return PageTable(cells, xs, grid.ys[0] / height, grid.ys[-1] / height, page)


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


def joined(upper: PageTable, lower: PageTable) -> PageTable:
    """The two parts as one table: a repeated head once, columns by their places."""
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
    cells = _bridged(above, kept, rows)
    return PageTable(cells, xs, upper.top, lower.bottom, upper.page)


def _replaced(table: PageTable, xs: Sequence[float], shift: float) -> list[RawCell]:
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
        count = number
    return count


def _bridged(above: list[RawCell], below: list[RawCell], rows: int) -> list[RawCell]:
    """The cells of both parts; a merged cell that the page end cut is one again.

    An empty cell at the top of the lower part is the rest of the cell above it
    where one of the two spans several rows.
    """
    last = {
        (cell.column, cell.column_span): cell
        for cell in above
        if cell.row + cell.row_span - 1 == rows and cell.text
    }
    cells = list(above)
    for cell in below:
        upper = last.get((cell.column, cell.column_span))
        cut = cell.row == rows + 1 and not cell.text and upper is not None
        if cut and upper is not None and (upper.row_span > 1 or cell.row_span > 1):
            upper.row_span += cell.row_span
        else:
            cells.append(cell)
    return cells


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
