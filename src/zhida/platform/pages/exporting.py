"""导出 exporting: a table as a workbook with formulas, and a sheet that defines its columns."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from zhida.platform.pages.lens import UNIT_NAMES, UNITS
from zhida.platform.pages.tables import Column, Kind, Row, Table, Value, words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_NUMBERS = {
    Kind.MONEY: "#,##0.00",
    Kind.RATE: "0.00%",
    Kind.COUNT: "#,##0",
    Kind.NUMBER: "General",
    Kind.TEXT: "@",
    Kind.DATE: "yyyy-mm-dd",
}


def workbook(table: Table, asked: Mapping[str, str]) -> bytes:
    """工作簿: the whole table; totals and computed columns are formulas, money in the table's unit.

    A text is always written as a text: none becomes a formula. `asked` says who asked for
    what, and stands with the definitions on the second sheet.
    """
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        formats = {kind: book.add_format({"num_format": code}) for kind, code in _NUMBERS.items()}
        strong = {
            kind: book.add_format({"num_format": code, "bold": True, "top": 1})
            for kind, code in _NUMBERS.items()
        }
        head = book.add_format({"bold": True, "bottom": 1, "align": "center", "text_wrap": True})
        sheet = book.add_worksheet(_("数据"))
        first = _heads(sheet, table, head)
        at = first
        for row in table.rows:
            _row(sheet, table, row, at, formats)
            at += 1
        if table.total is not None:
            _total(sheet, table, table.total, first, at, strong)
        sheet.freeze_panes(first, 1)
        sheet.repeat_rows(0, first - 1)
        sheet.fit_to_pages(1, 0)
        sheet.set_landscape()
        _definitions(book.add_worksheet(_("口径")), table, asked, head)
    return out.getvalue()


def _heads(sheet: Worksheet, table: Table, head: Format) -> int:
    unit = _("单位：{unit}").format(unit=UNIT_NAMES[table.unit]) if table.money else ""
    as_of = _("数据日期：{day}").format(day=table.as_of) if table.as_of else ""
    sheet.write_string(0, 0, table.title)
    sheet.write_string(1, 0, "　".join(filter(None, (unit, as_of))))
    at = 2
    if table.grouped:
        for place, column in enumerate(table.columns):
            sheet.write_string(at, place, column.group, head)
        at += 1
    for place, column in enumerate(table.columns):
        sheet.write_string(at, place, column.name, head)
        sheet.set_column(place, place, 16 if column.kind.figure else 24)
    return at + 1


def _row(sheet: Worksheet, table: Table, row: Row, at: int, formats: Mapping[Kind, Format]) -> None:
    for place, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        number = _number(cell.value, column.kind, table.unit)
        look = formats[column.kind]
        if column.formula and number is not None:
            sheet.write_formula(at, place, _formula(table, column, at), look, number)
        elif number is not None:
            sheet.write_number(at, place, number, look)
        elif isinstance(cell.value, datetime.date):
            sheet.write_datetime(at, place, cell.value, look)
        else:
            text = words(cell.value, column.kind, table.unit, cell.state)
            sheet.write_string(at, place, "　" * (0 if place else row.depth) + text)


def _total(
    sheet: Worksheet, table: Table, total: Row, first: int, at: int, formats: Mapping[Kind, Format]
) -> None:
    parts = [n for n, row in enumerate(table.rows) if not row.subtotal]
    whole = len(parts) == len(table.rows)
    for place, (column, cell) in enumerate(zip(table.columns, total.cells, strict=True)):
        look = formats[column.kind]
        number = _number(cell.value, column.kind, table.unit)
        name = xl_col_to_name(place)
        if column.formula and number is not None:
            sheet.write_formula(at, place, _formula(table, column, at), look, number)
        elif number is not None and column.adds and whole and parts:
            sheet.write_formula(at, place, f"=SUM({name}{first + 1}:{name}{at})", look, number)
        elif number is not None:
            sheet.write_number(at, place, number, look)
        else:
            text = words(cell.value, column.kind, table.unit, cell.state)
            sheet.write_string(at, place, text if cell.value is not None else "", look)


def _formula(table: Table, column: Column, at: int) -> str:
    """The formula of a row, guarded against division by nothing."""
    places = {each.key: n for n, each in enumerate(table.columns)}

    def cell(found: re.Match[str]) -> str:
        return str(xl_rowcol_to_cell(at, places[found[1]]))

    return f'=IFERROR({re.sub(r"{(.+?)}", cell, column.formula)},"—")'


def _number(value: Value, kind: Kind, unit: str) -> float | None:
    """For the workbook alone, which knows no other numbers; fen stay exact up to 2⁵³."""
    if not isinstance(value, int | Decimal | Fraction) or not kind.figure:
        return None
    if kind is Kind.MONEY:
        return float(Fraction(value) / UNITS[unit].value)
    return float(value)


def _definitions(sheet: Worksheet, table: Table, asked: Mapping[str, str], head: Format) -> None:
    for place, name in enumerate((_("列"), _("口径"), _("算式"))):
        sheet.write_string(0, place, name, head)
    at = 1
    for column in table.columns:
        sheet.write_string(at, 0, f"{column.group}·{column.name}" if column.group else column.name)
        sheet.write_string(at, 1, column.meaning)
        sheet.write_string(at, 2, column.formula)
        at += 1
    for name, value in (*asked.items(), *((_("说明"), each) for each in table.notes)):
        at += 1
        sheet.write_string(at, 0, name)
        sheet.write_string(at, 1, value)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 2, 60)
