"""xls workbooks of Excel 97–2003, by calamine: values without number formats."""

from __future__ import annotations

import io

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from zhida.documents.errors import DamagedFile, EncryptedFile, OversizeFile
from zhida.documents.reading.builder import Builder
from zhida.documents.reading.workbook.display import display
from zhida.documents.reading.workbook.sheet import Grid, add_sheet


def read_xls(data: bytes, builder: Builder) -> None:
    """Reads an xls into `builder`. Raises `UnreadableFile` where it can't."""
    try:
        _read(data, builder)
    except PasswordError as error:
        raise EncryptedFile(builder.file, "文件已加密", "请先解除密码保护再读取") from error
    except CalamineError as error:
        raise DamagedFile(
            builder.file, "工作簿内部结构已损坏", "请用办公软件打开并另存为xlsx后再读取"
        ) from error


def _read(data: bytes, builder: Builder) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for entry in book.sheets_metadata:
        if entry.typ is not SheetTypeEnum.WorkSheet:
            continue
        if entry.visible is not SheetVisibleEnum.Visible:
            builder.remark(f"工作表“{entry.name}”是隐藏的，未读取")
            continue
        add_sheet(_grid(book, entry.name, builder), builder)


def _grid(book: CalamineWorkbook, name: str, builder: Builder) -> Grid:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > builder.limits.cells:
        raise OversizeFile(builder.file, f"工作表“{name}”范围过大", "请删去表格以外的内容后再读取")
    grid = Grid(name)
    for row, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        for column, value in enumerate(values, start=1):
            text = display(value)
            if text:
                grid.texts[row, column] = text
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        grid.merged.append((top + 1, left + 1, bottom + 1, right + 1))
    return grid
