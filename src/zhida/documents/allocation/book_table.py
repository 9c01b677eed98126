"""工作表数据 book_table: the sheet of an xlsx that has the columns asked for, as a table of records."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter.utility import xl_col_to_name

from zhida.documents.allocation.csv_table import NAME, CsvTable, Record, columns_of, table_of
from zhida.documents.allocation.faults import Fault, FaultyInput
from zhida.documents.errors import UnreadableFile
from zhida.documents.reading.admission import admitted
from zhida.documents.reading.archive import Archive
from zhida.documents.reading.builder import Builder
from zhida.documents.reading.limits import Limits
from zhida.documents.reading.workbook.xlsx import formulas, sheets, stored_cells

_DIGITS = 15
"""Digits of a number that a spreadsheet keeps; those after it are noise of its arithmetic."""

Places = dict[tuple[int, int], str]


def read_book(path: Path, *required: str, data: bytes) -> CsvTable:
    """读工作表: the records of the one visible sheet whose first filled row names the columns.

    A formula counts by the result that the workbook stores. One without a result,
    and figures in hidden rows and columns, are faults. Raises `FaultyInput` where no sheet, or
    more than one, has the columns `name` and `required`.
    """
    builder = Builder(path.name, Limits())
    try:
        if (found := admitted(path.name, data)) != "xlsx":
            raise FaultyInput([Fault(path, f"不是xlsx工作簿，是{found}", "另存为xlsx后再试")])
        uncounted = formulas(Archive(builder.file, data, builder.limits), builder)
        visible = [
            each for each in sheets(data, builder, computed=True) if each.sheet_state == "visible"
        ]
    except UnreadableFile as error:
        mend = error.hint or "另存为xlsx后再试"
        raise FaultyInput([Fault(path, error.reason, mend)]) from error
    sheet = _the_one(path, visible, required)
    places = _places(sheet)
    head = min(row for row, _ in places)
    columns = columns_of(path, _row(places, head), *required)
    records = tuple(
        Record(row, dict(zip(columns, _padded(places, row, len(columns)), strict=True)))
        for row in sorted({row for row, _ in places if row > head})
        if any(_padded(places, row, len(columns)))
    )
    table = replace(table_of(path, columns, records), sheet=sheet.title)
    unread = [
        *_uncounted(table, sheet, uncounted.get(sheet.title, frozenset()), head),
        *_hidden(table, sheet, records),
    ]
    faults = [table.placed(each) for each in (*table.faults, *unread)]
    wrong = {fault.line for fault in faults}
    usable = tuple(each for each in table.records if each.line not in wrong)
    return replace(table, records=usable, faults=tuple(faults))


def _the_one(path: Path, visible: list[Worksheet], required: tuple[str, ...]) -> Worksheet:
    """The sheet with the columns; the first fault of the first where none has them."""
    fitting, refused = [], None
    for sheet in visible:
        if not (places := _places(sheet)):
            continue
        try:
            columns_of(path, _row(places, min(row for row, _ in places)), *required)
            fitting.append(sheet)
        except FaultyInput as error:
            refused = refused or FaultyInput(
                replace(each, sheet=sheet.title, line=min(places)[0]) for each in error.faults
            )
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = "、".join(f"“{each.title}”" for each in fitting)
        reason = f"有{len(fitting)}张工作表都是这样的表：{names}"
        raise FaultyInput([Fault(path, reason, "只留一张，其余删去或另存")])
    raise refused or FaultyInput(
        [Fault(path, "工作簿是空的", "第一行写表头，从第二行起每行一个名称")]
    )


def _places(sheet: Worksheet) -> Places:
    """The filled cells of a sheet, by row and column."""
    found = {(each.row, each.column): _shown(each.value) for each in stored_cells(sheet)}
    return {place: text for place, text in sorted(found.items()) if text}


def _row(places: Places, row: int) -> list[str]:
    width = max(column for at, column in places if at == row)
    return _padded(places, row, width)


def _padded(places: Places, row: int, width: int) -> list[str]:
    return [places.get((row, column), "") for column in range(1, width + 1)]


def _uncounted(
    table: CsvTable, sheet: Worksheet, addresses: frozenset[str], head: int
) -> Iterator[Fault]:
    for cell in stored_cells(sheet):
        if cell.value is None and cell.coordinate in addresses and cell.row > head:
            within = cell.column <= len(table.columns)
            if within and table.columns[cell.column - 1]:
                reason, mend = "公式没有保存计算结果", "用表格软件打开，重新计算后保存，或填写数字"
                yield Fault(table.path, reason, mend, cell.row, table.columns[cell.column - 1])


def _hidden(table: CsvTable, sheet: Worksheet, records: tuple[Record, ...]) -> Iterator[Fault]:
    """Rows and columns with something in them that nobody sees."""
    mend = "取消隐藏，核对后再导入；不要的删去"
    for record in records:
        if sheet.row_dimensions[record.line].hidden:
            reason = f"第{record.line}行（{record.cells[NAME] or '名称为空'}）是隐藏的，没有读取"
            yield Fault(table.path, reason, mend, record.line, NAME)
    for at, column in enumerate(table.columns, 1):
        filled = [each.line for each in records if each.cells[column]] if column else []
        if filled and _is_hidden(sheet, at):
            reason = f"“{column}”列是隐藏的"
            yield Fault(table.path, reason, mend, filled[0], column)


def _is_hidden(sheet: Worksheet, column: int) -> bool:
    """Columns that are alike are stored together, under the first of them."""
    name = xl_col_to_name(column - 1)
    return any(
        each.hidden and (each.min or 0) <= column <= (each.max or 0)
        for each in sheet.column_dimensions.values()
    ) or (name in sheet.column_dimensions and bool(sheet.column_dimensions[name].hidden))


def _shown(value: object) -> str:
    """A cell as a person would type it.

    >>> _shown(0.1 + 0.2), _shown(650100), _shown(100.0), _shown(None)
    ('0.3', '650100', '100', '')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        text = format(Decimal(format(value, f".{_DIGITS}g")), "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value).strip()
