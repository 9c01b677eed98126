"""Reading is the inverse of writing: any table with merged cells comes back as it was made."""

from __future__ import annotations

import html
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib import colors
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import SimpleDocTemplate
from reportlab.platypus import Table as PdfTable

from zhida.documents.reading import read_document

Merged: TypeAlias = tuple[int, int, int, int]
TEXT = st.text(alphabet="甲乙丙县市0123456789.%≥", min_size=1, max_size=6)


@dataclass(frozen=True)
class Sheet:
    """A table to write: its size, and the text of each cell with row, column and spans."""

    rows: int
    columns: int
    cells: dict[Merged, str]


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """A table of two to six rows and columns, some of its cells merged to rectangles."""
    rows, columns = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    free = {(row, column) for row in range(rows) for column in range(columns)}
    cells: dict[Merged, str] = {}
    while free:
        row, column = min(free)
        down = draw(st.integers(1, min(3, rows - row)))
        across = draw(st.integers(1, min(3, columns - column)))
        wanted = {(row + r, column + c) for r in range(down) for c in range(across)}
        if not wanted <= free or (down, across) == (rows, columns):
            down = across = 1
            wanted = {(row, column)}
        free -= wanted
        cells[row + 1, column + 1, down, across] = draw(TEXT)
    return Sheet(rows, columns, cells)


def to_docx(sheet: Sheet) -> bytes:
    """The table in a Word file."""
    document = docx.Document()
    table = document.add_table(sheet.rows, sheet.columns)
    for (row, column, down, across), text in sheet.cells.items():
        first = table.cell(row - 1, column - 1)
        first.merge(table.cell(row + down - 2, column + across - 2)).text = text
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def to_xlsx(sheet: Sheet) -> bytes:
    """The table in a workbook, as text, below a title and right of a blank column."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for (row, column, down, across), text in sheet.cells.items():
        page.cell(row + 2, column + 1, text).data_type = "s"
        page.merge_cells(
            start_row=row + 2,
            start_column=column + 1,
            end_row=row + down + 1,
            end_column=column + across,
        )
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def to_html(sheet: Sheet) -> bytes:
    """The table in a page."""
    lines = ["<html><body><p>甲</p><table border=1>"]
    for row in range(1, sheet.rows + 1):
        lines.append("<tr>")
        lines += [
            f"<td rowspan={down} colspan={across}>{html.escape(text)}"
            for (top, _, down, across), text in sheet.cells.items()
            if top == row
        ]
    return ("".join(lines) + "</table></body></html>").encode()


def to_pdf(sheet: Sheet) -> bytes:
    """The table in a PDF, ruled."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    grid = [["" for _ in range(sheet.columns)] for _ in range(sheet.rows)]
    style: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("FONT", (0, 0), (-1, -1), "STSong-Light", 10),
    ]
    for (row, column, down, across), text in sheet.cells.items():
        grid[row - 1][column - 1] = text
        last = (column + across - 2, row + down - 2)
        style.append(("SPAN", (column - 1, row - 1), last))
    written = io.BytesIO()
    table = PdfTable(
        grid, colWidths=[70] * sheet.columns, rowHeights=[20] * sheet.rows, style=style
    )
    SimpleDocTemplate(written).build([table])
    return written.getvalue()


def visible(sheet: Sheet) -> dict[Merged, str]:
    """The cells with rows and columns counted by the lines that are seen.

    Where every cell of a row goes on into the next, paper shows one row.
    """
    tops = sorted({row for row, *_ in sheet.cells} | {sheet.rows + 1})
    lefts = sorted({column for _, column, *_ in sheet.cells} | {sheet.columns + 1})
    return {
        (
            tops.index(row) + 1,
            lefts.index(column) + 1,
            tops.index(row + down) - tops.index(row),
            lefts.index(column + across) - lefts.index(column),
        ): text
        for (row, column, down, across), text in sheet.cells.items()
    }


def places(path: Path, data: bytes) -> dict[Merged, str]:
    """The cells of the one table in a file."""
    path.write_bytes(data)
    [table] = read_document(path).tables
    assert table.aligned
    return {(c.row, c.column, c.row_span, c.column_span): c.text for c in table.cells}


@pytest.mark.parametrize("write", [to_docx, to_html])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheet=sheets())
def test_cells_come_back_with_text_place_and_spans(
    write: Callable[[Sheet], bytes], sheet: Sheet, tmp_path: Path
) -> None:
    if len(sheet.cells) > 1:
        assert places(tmp_path / "表", write(sheet)) == sheet.cells


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheet=sheets())
def test_a_pdf_gives_the_cells_that_are_seen(sheet: Sheet, tmp_path: Path) -> None:
    assert places(tmp_path / "表", to_pdf(sheet)) == visible(sheet)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheet=sheets())
def test_a_workbook_gives_the_cells_of_its_filled_range(sheet: Sheet, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(to_xlsx(sheet))
    document = read_document(path)
    found = {cell.source.address: cell.text for table in document.tables for cell in table.cells}
    titles = [one.text for one in document.paragraphs]
    for (row, column, *_), text in sheet.cells.items():
        address = f"{'ABCDEFG'[column]}{row + 2}"
        assert found.get(address) == text or text in titles
