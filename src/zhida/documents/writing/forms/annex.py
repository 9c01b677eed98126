"""报表页 annex: a form with what stands above and below its table, fitted to its paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from zhida.core.forms.form import FormTable
from zhida.documents.writing.forms.grid import Notes, form_grid
from zhida.documents.writing.notice.fitting import (
    CELL_INSET,
    TEXT_WIDTH,
    WIDE_TEXT_WIDTH,
    fitted_grid,
    length,
    title_lines,
)
from zhida.documents.writing.notice.layout import Annex, Grid, Line, Paper, Piece, Style
from zhida.documents.writing.notice.looks import ANNEX_TITLE_SIZE, MARGINS, SHEETS

A3_TEXT_WIDTH = (SHEETS[Paper.A3][1] - MARGINS[0] - MARGINS[2]) * 72 / 25.4
_WIDE, _WIDEST = 7, 11  # columns that a standing and a lying A4 page still hold
_LEAST_SIZE = 9.0  # points; the paper grows before figures become smaller
_MOST_LINES = 6  # of a cell's text, before the paper grows rather than the rows
_BLANK = "＿" * 8


def form_annex(form: FormTable, notes: Notes | None = None) -> Annex:
    """报表: a form alone on its pages; wide ones lie, the widest on A3."""
    grid = form_grid(form, notes)
    width, landscape, paper = _room(grid)
    pieces = (*above(form), fitted_grid(grid, width), *below(form))
    title = "\n".join(title_lines(form.title, width / ANNEX_TITLE_SIZE))
    return Annex("", title, pieces, landscape, paper, alone=True)


def above(form: FormTable) -> Iterator[Piece]:
    """The labelled lines and the unit."""
    if form.fields:
        told = (f"{label}：{value}" for label, value in form.fields)
        yield Line(Style.FIELD, "　　".join(told))
    yield Line(Style.UNIT, f"单位：{form.unit.label}")


def below(form: FormTable) -> Iterator[Piece]:
    """Notes, places for signatures, and the line by which the form is known again."""
    for at, note in enumerate(form.notes, 1):
        lead = "说明：" if at == 1 else ""
        number = f"{at}．" if len(form.notes) > 1 else ""
        yield Line(Style.REMARK, f"{lead}{number}{note}")
    if form.signatures:
        yield Line(Style.SEALS, "　".join(f"{name}：{_BLANK}" for name in form.signatures))
    yield Line(
        Style.FOOT,
        f"表式：{form.kind}　填报单位：{form.owner_name}　单位代码：{form.owner}"
        f"　数据截至：{form.as_of.isoformat()}",
    )


def turned(annex: Annex) -> Annex:
    """An annex of a notice (a performance or an allocation table) as a form that stands alone."""
    return replace(annex, alone=True)


def _room(grid: Grid) -> tuple[float, bool, Paper]:
    """The width of the text block that holds the grid, in points, and its paper."""
    rooms = (
        (TEXT_WIDTH, False, Paper.A4, _WIDE),
        (WIDE_TEXT_WIDTH, True, Paper.A4, _WIDEST),
    )
    for width, landscape, paper, most in rooms:
        fitted = fitted_grid(grid, width)
        if grid.width <= most and fitted.size >= _LEAST_SIZE and _tallest(fitted) <= _MOST_LINES:
            return width, landscape, paper
    return A3_TEXT_WIDTH, True, Paper.A3


def _tallest(grid: Grid) -> int:
    """The lines of the longest text below the heads, in a grid whose widths are in points."""
    return max(
        (
            ceil(length(box.text) * grid.size / (grid.widths[box.column] - 2 * CELL_INSET))
            for box in grid.boxes
            if box.row >= grid.head_rows and box.columns == 1
        ),
        default=1,
    )
