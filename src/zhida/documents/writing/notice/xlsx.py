"""电子表格 xlsx: the tables of an issued notice, a sheet each, with live sums.

A sum is a formula with its result beside it, so that a program without a
calculator shows the same; one that doesn't hold stays the figure it is. Words
are never taken for a formula.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from zhida.documents.writing.notice.layout import Annex, Box, Grid, Line
from zhida.documents.writing.notice.wording import Wording

_MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
_FORMULA_SIGNS = tuple("=+-@\t\r")
_DIGIT = 5.25  # points: the width of a digit, in which a workbook counts


def xlsx_bytes(annexes: Sequence[Annex], wording: Wording) -> bytes:
    """附表: the tables of annexes as a workbook; the same annexes give the same bytes."""
    stored = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(stored, options) as book:
        book.set_properties({"created": _MADE})
        formats = _formats(book)
        for number, annex in enumerate(annexes, 1):
            _sheet(book.add_worksheet(f"附件{annex.label}表{number}"), annex, formats)
        page = book.add_worksheet(wording.word("workbook", "definitions"))
        page.set_column(0, 0, 18)
        page.set_column(1, 1, 80)
        for row, (name, meaning) in enumerate(wording.pairs("workbook", "meanings")):
            for column, text in enumerate((name, meaning)):
                _text(page, Box(row, column, text), text, "note", formats)
    return stored.getvalue()


def _formats(book: Workbook) -> dict[str, Format]:
    """Title, line, and the cells of a table: centred, left, head; quoted as words."""
    ruled = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_name": "仿宋_GB2312"}
    looks: dict[str, dict[str, object]] = {
        "title": {"font_name": "方正小标宋简体", "font_size": 18, "align": "center"},
        "line": {"font_name": "仿宋_GB2312"},
        "note": {"font_name": "仿宋_GB2312", "text_wrap": True, "valign": "top"},
        "centre": {**ruled, "align": "center"},
        "left": {**ruled, "align": "left"},
        "head": {**ruled, "align": "center", "font_name": "黑体"},
    }
    made = {name: book.add_format(look) for name, look in looks.items()}
    quoted = {
        f"{name}'": book.add_format({**look, "quote_prefix": True}) for name, look in looks.items()
    }
    return made | quoted


def _sheet(page: Worksheet, annex: Annex, formats: dict[str, Format]) -> None:
    width = max((each.width for each in annex.pieces if isinstance(each, Grid)), default=1)
    page.set_landscape() if annex.landscape else page.set_portrait()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    row = 0
    if annex.label:
        page.write_string(row, 0, f"附件{annex.label}", formats["line"])
        row += 1
    title = annex.title
    _text(page, Box(row, 0, title, columns=width), title, "title", formats)
    row += 1
    for piece in annex.pieces:
        if isinstance(piece, Line):
            _text(page, Box(row, 0, piece.text), piece.text, "line", formats)
            row += 1
            continue
        for column, share in enumerate(piece.widths):
            page.set_column(column, column, share / _DIGIT)
        _grid(page, piece, row, formats)
        row += piece.height


def _grid(page: Worksheet, grid: Grid, top: int, formats: dict[str, Format]) -> None:
    known = {(box.row, box.column): Decimal(box.number) for box in grid.boxes if box.number}
    for box in grid.boxes:
        kind = "head" if box.head else "left" if box.left else "centre"
        place = Box(top + box.row, box.column, box.text, box.rows, box.columns)
        _text(page, place, "" if box.number else box.text, kind, formats)
        if box.number is None:
            continue
        style = formats[kind]
        if box.sums and sum(known.get(at, Decimal(0)) for at in box.sums) == Decimal(box.number):
            cells = ",".join(xl_rowcol_to_cell(top + row, column) for row, column in box.sums)
            page.write_formula(place.row, place.column, f"=SUM({cells})", style, float(box.number))
        else:
            page.write_number(place.row, place.column, float(box.number), style)


def _text(page: Worksheet, box: Box, text: str, kind: str, formats: dict[str, Format]) -> None:
    """Words in a cell, merged where the box covers several."""
    style = formats[f"{kind}'" if text.startswith(_FORMULA_SIGNS) else kind]
    if box.rows * box.columns > 1:
        last = (box.row + box.rows - 1, box.column + box.columns - 1)
        page.merge_range(box.row, box.column, *last, "", style)
    page.write_string(box.row, box.column, text, style)
