"""表格 grid: a form's head, rows and total as boxes, each sum with the cells it adds up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhida.core.figures import Figure, FigureState
from zhida.core.forms.form import Cell, CellKind, FormColumn, FormTable
from zhida.documents.writing.forms.cells import cell_text, column_places, shown_number
from zhida.documents.writing.notice.headers import header_boxes
from zhida.documents.writing.notice.layout import Box, Grid

_WIDTHS = {
    CellKind.TEXT: 3.6,
    CellKind.DATE: 2.4,
    CellKind.MONEY: 2.8,
    CellKind.RATE: 2.3,
    CellKind.NUMBER: 1.0,
}
_OWN_WIDTHS = {
    "title": 5.0,
    "reason": 5.0,
    "note": 4.0,
    "unit": 4.5,
    "nature": 2.2,
    "origin": 2.2,
    "flag": 1.6,
    "state": 2.0,
    "received_on": 3.2,
}
_LEFT = frozenset({"title", "reason", "note", "unit"})
_FIGURES = frozenset({CellKind.MONEY, CellKind.RATE})
Notes = dict[tuple[int, int], int]
"""For the place of a cell (row of the form, total last, and column) its row of origins."""


def form_grid(form: FormTable, notes: Notes | None = None) -> Grid:
    """报表表格: what a form prints, before any file format."""
    head = header_boxes([_head(column) for column in form.columns])
    first = max((box.row + box.rows for box in head), default=0)
    body = [
        box
        for place, column in enumerate(form.columns)
        for box in _column(form, place, column, first, notes or {})
    ]
    boxes = (*head, *sorted(body, key=lambda box: (box.row, box.column)))
    widths = tuple(_width(column) for column in form.columns)
    return Grid(boxes, widths, first)


def _head(column: FormColumn) -> tuple[str, ...]:
    """The printed heads; who fills a column stands below its name in brackets."""
    by = f"（{column.filled_by}）" if column.filled_by else ""
    return (*column.header[:-1], f"{column.header[-1]}{by}")


def _width(column: FormColumn) -> float:
    return _OWN_WIDTHS.get(column.key, _WIDTHS[column.kind])


def _column(
    form: FormTable, place: int, column: FormColumn, first: int, notes: Notes
) -> Iterator[Box]:
    places = column_places(form, place) if column.kind is CellKind.MONEY else 0
    for at, row in enumerate(form.rows):
        yield _box(form, row[place], column, first + at, place, places, notes.get((at, place)))
    if form.total is not None:
        below = len(form.rows)
        sums = _summed(form, place, column, first)
        note = notes.get((below, place))
        yield _box(form, form.total[place], column, first + below, place, places, note, tuple(sums))


def _summed(
    form: FormTable, place: int, column: FormColumn, first: int
) -> Iterator[tuple[int, int]]:
    if column.adds:
        for at, row in enumerate(form.rows):
            if _is_number(row[place]):
                yield first + at, place


def _box(
    form: FormTable,
    cell: Cell,
    column: FormColumn,
    row: int,
    place: int,
    places: int,
    note: int | None,
    sums: Sequence[tuple[int, int]] = (),
) -> Box:
    text = cell_text(cell, column.kind, form.unit, places)
    left, right = column.key in _LEFT, column.kind in _FIGURES
    if not (isinstance(cell, Figure) and _is_number(cell)):
        return Box(row, place, text, left=left, right=right)
    number = shown_number(cell, column.kind, form.unit, places).replace(",", "")
    return Box(row, place, text, left=left, right=right, number=number, sums=tuple(sums), note=note)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, Figure) and cell.state is FigureState.NUMBER
