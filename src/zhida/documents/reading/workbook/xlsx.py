"""xlsx workbooks: shown values, cached results of formulas, merged cells as the file has them."""

from __future__ import annotations

import io
import re
import warnings
from typing import cast

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from zhida.documents.errors import DamagedFile, HarmfulFile, OversizeFile, UnreadableFile
from zhida.documents.reading.archive import Archive
from zhida.documents.reading.builder import Builder
from zhida.documents.reading.workbook.display import Value, display, hides_digits
from zhida.documents.reading.workbook.sheet import Grid, add_sheet

_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=[\"']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


def read_xlsx(data: bytes, builder: Builder) -> None:
    """Reads an xlsx into `builder`. Raises `UnreadableFile` where it can't.

    A formula counts by the result that the workbook stores; one without a
    stored result is blank, and a remark says so.
    """
    archive = Archive(builder.file, data, builder.limits)
    if any(name.lower().endswith("vbaproject.bin") for name in archive.names):
        raise HarmfulFile(builder.file, "文件含有宏程序", "请另存为不含宏的xlsx后再读取")
    archive.check()
    uncounted = formulas(archive, builder)
    for sheet in sheets(data, builder, computed=True):
        if sheet.sheet_state != "visible":
            builder.remark(f"工作表“{sheet.title}”是隐藏的，未读取")
            continue
        add_sheet(_grid(sheet, uncounted.get(sheet.title, frozenset()), builder), builder)


def formulas(archive: Archive, builder: Builder) -> dict[str, frozenset[str]]:
    """Addresses of formulas by sheet; empty where no sheet has any."""
    parts = [name for name in archive.names if name.startswith("xl/worksheets/")]
    sizes = 0
    found = False
    for name in parts:
        content = archive.part(name) or b""
        sizes += len(content)
        found = found or _FORMULA.search(content) is not None
        _check_merged(content, builder)
    if sizes > builder.limits.xml_bytes:
        raise OversizeFile(
            builder.file, f"工作表展开后有{sizes}字节，超过上限{builder.limits.xml_bytes}字节"
        )
    if not found:
        return {}
    return {
        sheet.title: frozenset(
            cell.coordinate for cell in stored_cells(sheet) if cell.data_type == "f"
        )
        for sheet in sheets(archive.data, builder, computed=False)
    }


def _check_merged(content: bytes, builder: Builder) -> None:
    """The library walks through every place of a merged range, however large."""
    places = 0
    for left, top, right, bottom in _MERGED.findall(content):
        places += (abs(_column(right) - _column(left)) + 1) * (abs(int(bottom) - int(top)) + 1)
        if places > builder.limits.cells:
            raise HarmfulFile(builder.file, "合并单元格范围过大", "请取消整列合并后再读取")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def sheets(data: bytes, builder: Builder, *, computed: bool) -> list[Worksheet]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), data_only=computed)
        return list(book.worksheets)
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:  # openpyxl lets errors of any kind through on odd parts
        raise DamagedFile(
            builder.file, "工作簿内部结构已损坏", "请用办公软件打开并另存为xlsx后再读取"
        ) from error


def stored_cells(sheet: Worksheet) -> list[Cell]:
    """The cells that the file stores: iterating by rows would make all those between."""
    return [cell for cell in sheet._cells.values() if isinstance(cell, Cell)]


def _grid(sheet: Worksheet, formulas: frozenset[str], builder: Builder) -> Grid:
    grid = Grid(sheet.title)
    hidden = 0
    blank: list[str] = []
    for cell in stored_cells(sheet):
        value = cast(Value, cell.value)
        if value is None:
            if cell.coordinate in formulas:
                blank.append(cell.coordinate)
            continue
        if isinstance(value, str) and len(value) > builder.limits.cell_characters:
            raise OversizeFile(builder.file, f"单元格{cell.coordinate}有{len(value)}字，超过上限")
        grid.texts[cell.row, cell.column] = display(value, cell.number_format)
        hidden += hides_digits(value, cell.number_format)
    for area in sheet.merged_cells.ranges:
        grid.merged.append((area.min_row, area.min_col, area.max_row, area.max_col))
    if blank:
        builder.remark(
            f"工作表“{sheet.title}”的公式{'、'.join(blank[:5])}{'等' if len(blank) > 5 else ''}"
            "没有保存计算结果，按空白读取"
        )
    if hidden:
        builder.remark(f"工作表“{sheet.title}”有{hidden}个数字只显示了部分小数，按显示值读取")
    return grid
