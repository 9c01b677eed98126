"""电子表格 xlsx: findings and typed notices as a workbook to filter, sort and print."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from math import ceil
from pathlib import Path
from types import TracebackType
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from zhida.documents.outcomes import Outcome, Unreadable
from zhida.documents.writing.replacing import replacing, writable
from zhida.documents.writing.xlsx.sheets import DEFINITIONS, SHEETS, Column, Line, Sheet, Value

_LINE = 13.5  # points
_MOST = 30  # lines: the highest row that a workbook can have is 409 points
_CELL = 32_767  # characters that a cell of a workbook can hold
_MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
_FORMATS: dict[str, dict[str, object]] = {
    "text": {},
    "wrapped": {"text_wrap": True},
    "count": {"num_format": "0"},
    "number": {"num_format": "0.##"},
    "money": {"num_format": "#,##0.00"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
}


class XlsxReport:
    """电子表格: takes outcomes one by one; the workbook is written when the report is closed.

    Use it as a context manager. Nothing is written where an exception came, or
    where no notice could be read. The same outcomes give the same bytes.
    Raises `UnwritableReport` at once where `path` can't be written.
    """

    def __init__(self, path: Path) -> None:
        writable(path)
        self.path = path
        self.written = False
        self._notices = 0
        self._lines: dict[str, list[Line]] = {sheet.name: [] for sheet in SHEETS}
        self._errors: list[Unreadable] = []

    def __enter__(self) -> XlsxReport:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None and self._notices:
            with replacing(self.path) as draft:
                self._write(draft)
            self.written = True

    def add(self, outcome: Outcome) -> None:
        """Take one outcome."""
        if isinstance(outcome, Unreadable):
            self._errors.append(outcome)
            return
        self._notices += 1
        for sheet in SHEETS:
            self._lines[sheet.name].extend(sheet.lines(outcome))

    def _write(self, path: Path) -> None:
        options = {"strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(path, options) as book:
            book.set_properties({"title": "通知检查", "created": _MADE})
            styles = _Styles(book)
            for sheet in SHEETS:
                _fill(book, sheet, self._lines[sheet.name], styles)
            if self._errors:
                _fill(book, _UNREAD, [(e.file, e.reason, e.hint) for e in self._errors], styles)
            _fill(book, _MEANINGS, DEFINITIONS, styles)


_UNREAD = Sheet(
    "无法读取",
    (Column("文件", 40), Column("原因", 50, "wrapped"), Column("建议", 50, "wrapped")),
    lambda _: iter(()),
)
_MEANINGS = Sheet("说明", (Column("名称", 14), Column("含义", 96, "wrapped")), lambda _: iter(()))


class _Styles:
    """The formats of a workbook; a text that looks like a formula is marked as text."""

    def __init__(self, book: Workbook) -> None:
        plain = {"valign": "top", "font_size": 10, "bottom": 1, "bottom_color": "#D8DEE7"}
        self.head = book.add_format(
            {**plain, "bold": True, "bottom_color": "#5A6577", "bg_color": "#EEF1F5"}
        )
        self.kinds = {name: book.add_format({**plain, **how}) for name, how in _FORMATS.items()}
        self.quoted = {
            name: book.add_format({**plain, **how, "quote_prefix": True})
            for name, how in _FORMATS.items()
        }

    def of(self, kind: str, value: Value) -> Format:
        """The format of a cell."""
        quoted = isinstance(value, str) and value[:1] in tuple("=+-@\t\r")
        return (self.quoted if quoted else self.kinds)[kind]


def _fill(book: Workbook, sheet: Sheet, lines: Sequence[Line], styles: _Styles) -> None:
    page = book.add_worksheet(sheet.name)
    last = len(sheet.columns) - 1
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.head, styles.head)
    for row, line in enumerate(lines, 1):
        page.set_row(row, _LINE * _lines(line, sheet.columns))
        for place, (value, column) in enumerate(zip(line, sheet.columns, strict=True)):
            _put(page, row, place, value, styles.of(column.kind, value))
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(1, len(lines)), last)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer(f"&L{sheet.name}&R第&P页，共&N页")


def _lines(line: Line, columns: Sequence[Column]) -> int:
    """How many lines the fullest cell takes: not every program fits rows to their text."""
    wrapped = [
        ceil(_width(value) / (column.width - 1))
        for value, column in zip(line, columns, strict=True)
        if column.kind == "wrapped" and isinstance(value, str)
    ]
    return min(_MOST, max([1, *wrapped]))


def _width(text: str) -> int:
    """The width in columns of a digit: a hanzi takes two."""
    return sum(2 if east_asian_width(each) in "WFA" else 1 for each in text)


def _put(page: Worksheet, row: int, place: int, value: Value, style: Format) -> None:
    """Write a value as what it is; words are never taken for a formula, number or link."""
    if value is None or value == "":
        page.write_blank(row, place, None, style)
    elif isinstance(value, str):
        page.write_string(row, place, value[:_CELL], style)
    elif isinstance(value, int | Decimal):
        page.write_number(row, place, value, style)
    else:
        page.write_datetime(row, place, value, style)
