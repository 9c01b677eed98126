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

from zhida.documents.writing.notice.layout import Annex, Box, Grid, Line, Paper, Style
from zhida.documents.writing.notice.wording import Wording

_MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
_FORMULA_SIGNS = tuple("=+-@\t\r")
_MOST_ARGUMENTS = 250
ORIGINS = "来历"
_ORIGIN_WIDTHS = (12, 24, 18, 32, 10, 22, 48, 18)
_DIGIT = 5.25  # points: the width of a digit, in which a workbook counts


def xlsx_bytes(
    annexes: Sequence[Annex], wording: Wording, origins: Sequence[Sequence[str]] | None = None
) -> bytes:
    """附表: the tables of annexes as a workbook; the same annexes give the same bytes.

    Its last sheet says what the marks mean, or, where `origins` are given, what the
    figures rest on: the rows to which a cell's `note` leads.
    """
    stored = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(stored, options) as book:
        book.set_properties({"created": _MADE})
        formats = _Formats(book)
        for number, annex in enumerate(annexes, 1):
            name = f"表{number}" if annex.alone else f"附件{annex.label}表{number}"
            _sheet(book.add_worksheet(name), annex, formats)
        if origins is None:
            page = book.add_worksheet(wording.word("workbook", "definitions"))
            _words(page, wording.pairs("workbook", "meanings"), (18, 80), formats, wrapped=True)
        elif origins:
            page = book.add_worksheet(ORIGINS)
            _words(page, origins, _ORIGIN_WIDTHS, formats, wrapped=False)
            page.freeze_panes(1, 0)
    return stored.getvalue()


def _words(
    page: Worksheet,
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    formats: _Formats,
    *,
    wrapped: bool,
) -> None:
    """Rows of words; long tables go without a look, which costs half as much."""
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text.startswith(_FORMULA_SIGNS) or wrapped:
                page.write_string(row, column, text, formats.words("note", text))
            elif text:
                page.write_string(row, column, text)


class _Formats:
    """Title, line, and the cells of a table by their look; as words or as figures."""

    def __init__(self, book: Workbook) -> None:
        ruled = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_name": "仿宋_GB2312"}
        self._looks: dict[str, dict[str, object]] = {
            "title": {"font_name": "方正小标宋简体", "font_size": 18, "align": "center"},
            "line": {"font_name": "仿宋_GB2312"},
            "side": {"font_name": "仿宋_GB2312", "align": "right"},
            "lines": {"font_name": "仿宋_GB2312", "text_wrap": True, "valign": "vcenter"},
            "note": {"font_name": "仿宋_GB2312", "text_wrap": True, "valign": "top"},
            "centre": {**ruled, "align": "center"},
            "left": {**ruled, "align": "left"},
            "right": {**ruled, "align": "right"},
            "head": {**ruled, "align": "center", "font_name": "黑体"},
        }
        self._book = book
        self._made: dict[tuple[str, str, object], Format] = {}

    def words(self, kind: str, text: str) -> Format:
        """For words; those that look like a formula are marked as words."""
        return self._format(kind, "quote_prefix", text.startswith(_FORMULA_SIGNS))

    def figure(self, kind: str, number: str, text: str) -> Format:
        """For a figure, with as many decimals, separators and signs as it prints."""
        places = len(number.partition(".")[2])
        whole = "#,##0" if "," in text else "0"
        sign = "%" if text.endswith("%") else ""
        form = f"{whole}.{'0' * places}{sign}" if places else f"{whole}{sign}"
        return self._format(kind, "num_format", form)

    def _format(self, kind: str, name: str, value: object) -> Format:
        key = (kind, name, value)
        if key not in self._made:
            self._made[key] = self._book.add_format({**self._looks[kind], name: value})
        return self._made[key]


def _sheet(page: Worksheet, annex: Annex, formats: _Formats) -> None:
    width = max((each.width for each in annex.pieces if isinstance(each, Grid)), default=1)
    page.set_landscape() if annex.landscape else page.set_portrait()
    page.set_paper({Paper.A4: 9, Paper.A3: 8}[annex.paper])
    page.fit_to_pages(1, 0)
    row = 0
    if annex.label:
        _text(page, Box(row, 0, ""), f"附件{annex.label}", "line", formats)
        row += 1
    title = annex.title.replace("\n", "")
    _text(page, Box(row, 0, title, columns=width), title, "title", formats)
    row += 1
    for piece in annex.pieces:
        if isinstance(piece, Line):
            _line(page, Box(row, 0, piece.text, columns=width), piece, annex, formats)
            row += 1
            continue
        if annex.alone and piece.head_rows:
            page.repeat_rows(row, row + piece.head_rows - 1)
            page.freeze_panes(row + piece.head_rows, 0)
        for column, share in enumerate(piece.widths):
            page.set_column(column, column, share / _DIGIT)
        _grid(page, piece, row, formats)
        row += piece.height


def _line(page: Worksheet, place: Box, line: Line, annex: Annex, formats: _Formats) -> None:
    """A line; of a form that stands alone it goes over the width of the table."""
    if not annex.alone:
        _text(page, Box(place.row, 0, line.text), line.text, "line", formats)
        return
    _text(page, place, line.text, "side" if line.style is Style.UNIT else "lines", formats)


def _grid(page: Worksheet, grid: Grid, top: int, formats: _Formats) -> None:
    known = {(box.row, box.column): Decimal(box.number) for box in grid.boxes if box.number}
    for box in grid.boxes:
        kind = box.look
        place = Box(top + box.row, box.column, box.text, box.rows, box.columns)
        if box.number is None or box.rows * box.columns > 1:
            _text(page, place, "" if box.number else box.text, kind, formats)
        if box.number is None:
            continue
        style, value = formats.figure(kind, box.number, box.text), float(box.number)
        if box.text.endswith("%"):
            value = float(Decimal(box.number) / 100)
        if box.note is not None:
            page.write_url(
                place.row, place.column, f"internal:'{ORIGINS}'!A{box.note + 1}", style, ""
            )
        if box.sums and sum(known.get(at, Decimal(0)) for at in box.sums) == Decimal(box.number):
            formula = _sum_formula([(top + row, column) for row, column in box.sums])
            page.write_formula(place.row, place.column, formula, style, value)
        else:
            page.write_number(place.row, place.column, value, style)


def _sum_formula(cells: Sequence[tuple[int, int]]) -> str:
    """A sum of cells, neighbours as ranges: a function takes 255 arguments at most.

    >>> _sum_formula([(4, 1), (5, 1), (6, 1), (8, 1)])
    '=SUM(B5:B7,B9)'
    """
    ranges: list[list[tuple[int, int]]] = []
    for cell in sorted(cells):
        if ranges and _continues(ranges[-1], cell):
            ranges[-1].append(cell)
        else:
            ranges.append([cell])
    parts = [
        ":".join(dict.fromkeys(xl_rowcol_to_cell(*end) for end in (each[0], each[-1])))
        for each in ranges
    ]
    while len(parts) > _MOST_ARGUMENTS:
        groups = range(0, len(parts), _MOST_ARGUMENTS)
        parts = [f"SUM({','.join(parts[at : at + _MOST_ARGUMENTS])})" for at in groups]
    return f"=SUM({','.join(parts)})"


def _continues(run: Sequence[tuple[int, int]], cell: tuple[int, int]) -> bool:
    """Whether a cell is the next one of a run down a column or along a row."""
    (first_row, first_column), (row, column) = run[0], run[-1]
    down = first_column == column and cell == (row + 1, column)
    return down or (first_row == row and cell == (row, column + 1))


def _text(page: Worksheet, box: Box, text: str, kind: str, formats: _Formats) -> None:
    """Words in a cell, merged where the box covers several."""
    style = formats.words(kind, text)
    if box.rows * box.columns > 1:
        last = (box.row + box.rows - 1, box.column + box.columns - 1)
        page.merge_range(box.row, box.column, *last, "", style)
    page.write_string(box.row, box.column, text, style)
