"""支付表 payment tables: a sheet, a csv file or json records as rows of text with their places."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import python_calamine
from xlsxwriter.utility import xl_col_to_name

from zhida.core.execution.payment_columns import PaymentMapping, field_of, payment_columns
from zhida.core.money import Unit
from zhida.core.provenance import Source
from zhida.documents.errors import DamagedFile, EmptyFile, OversizeFile, UnknownFormat
from zhida.documents.ledger.cells import meant
from zhida.documents.reading.archive import Archive
from zhida.documents.reading.encoding import decode
from zhida.documents.reading.limits import Limits
from zhida.documents.reading.workbook.display import display

JSON_FORM = "payments-1"
_MOST_ROWS = 1_048_576
_LIMITS = Limits(inflated_bytes=1 << 30, cells=50_000_000)
_DELIMITERS = (",", "\t", ";", "|", "，")


@dataclass(frozen=True, slots=True)
class Grid:
    """支付表: see `core.execution.payment_header.PaymentTable`.

    `numbers` are the rows' numbers in the file where they aren't 1, 2, 3 …; `records`
    is true where a row is an object of a json list.
    """

    file: str
    rows: Sequence[Sequence[str]]
    sheet: str | None = None
    numbers: Sequence[int] | None = None
    records: bool = False
    single: bool = False

    def place(self, row: int, column: int | None = None) -> Source:
        """The place of a row or cell, both from 0; of json, its path."""
        if self.records:
            return Source(self.file, address=self._path(row, column))
        number = self.numbers[row] if self.numbers is not None else row + 1
        place = Source(self.file, sheet=self.sheet, row=number)
        return place if column is None else cell_of(place, column, "")

    def _path(self, row: int, column: int | None) -> str:
        at = "" if self.single else f"payments[{row - 1}]"
        if row == 0:
            return "payments"
        name = self.rows[0][column] if column is not None else ""
        return ".".join(filter(None, (at, name))) or "payment"


def cell_of(row: Source, column: int, field: str) -> Source:
    """单元格: the place of a row, narrowed to one of its columns (from 0), or to a field of json."""
    if row.row is None:
        return replace(row, address=f"{row.address}.{field}")
    address = f"{xl_col_to_name(column)}{row.row}" if row.sheet is not None else None
    return replace(row, column=column + 1, address=address)


def grid_of(name: str, data: bytes, mapping: PaymentMapping) -> tuple[Grid, PaymentMapping]:
    """支付表: the rows of a file by its name's ending, and the mapping with what the file adds.

    Raises `UnreadableFile` where the file is no table.
    """
    readers: dict[str, Callable[[str, bytes, PaymentMapping], tuple[Grid, PaymentMapping]]] = {
        ".xlsx": _workbook,
        ".xls": _workbook,
        ".csv": _csv,
        ".txt": _csv,
        ".json": _json,
    }
    read = readers.get(Path(name).suffix.lower())
    if read is None:
        raise UnknownFormat(
            name, "不是国库支付数据的格式", "文件名以 .xlsx、.xls、.csv 或 .json 结尾"
        )
    if not data.strip():
        raise EmptyFile(name, "文件是空的", "第一行写表头，从第二行起每行一笔支付")
    return read(name, data, mapping)


def _workbook(name: str, data: bytes, mapping: PaymentMapping) -> tuple[Grid, PaymentMapping]:
    if name.lower().endswith(".xlsx"):
        Archive(name, data, _LIMITS)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = mapping.sheet or _fullest(name, book, mapping)
        if sheet not in book.sheet_names:
            raise UnknownFormat(
                name, f"没有工作表“{sheet}”", f"改为其中之一：{'、'.join(book.sheet_names)}"
            )
        page = book.get_sheet_by_name(sheet)
        if page.total_height * page.total_width > _LIMITS.cells or page.total_height > _MOST_ROWS:
            raise OversizeFile(name, f"工作表“{sheet}”范围过大", "请删去表格以外的内容后再读取")
        rows = page.to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, zipfile.BadZipFile, IndexError) as error:
        raise DamagedFile(name, "工作簿打不开", "在表格软件中另存为xlsx后再试") from error
    return Grid(name, [[_shown(cell) for cell in row] for row in rows], sheet), mapping


def _fullest(name: str, book: Any, mapping: PaymentMapping) -> str:
    """The sheet whose first rows name most fields; the first where all are alike."""
    sheets = list(book.sheet_names)
    if not sheets:
        raise EmptyFile(name, "工作簿里没有工作表", "检查文件")
    if len(sheets) == 1:
        return str(sheets[0])

    def known(sheet: str) -> int:
        rows = book.get_sheet_by_name(sheet).to_python(nrows=20)
        fields = ({field_of(_shown(cell), mapping) for cell in row} - {None} for row in rows)
        return max(map(len, fields), default=0)

    return str(max(sheets, key=known))


def _shown(cell: object) -> str:
    """A cell as text; a number with its fifteen digits, one with more as the sheet shows it."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float):
        if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        return f"{cell:.14E}" if abs(cell) >= 1e15 else display(cell)
    return display(cell)  # type: ignore[arg-type]


def _csv(name: str, data: bytes, mapping: PaymentMapping) -> tuple[Grid, PaymentMapping]:
    text = _text(name, data)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    rows, numbers = [], []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        last = 0
        for row in reader:
            rows.append([meant(cell).strip() for cell in row])
            numbers.append(last + 1)
            last = reader.line_num
    except csv.Error as error:
        raise DamagedFile(
            name, f"csv第{reader.line_num}行格式有误（{error}）", "检查引号是否成对"
        ) from error
    return Grid(name, rows, numbers=numbers), mapping


def _json(name: str, data: bytes, mapping: PaymentMapping) -> tuple[Grid, PaymentMapping]:
    """Records by our own fields; amounts are text, or numbers that are never made floats."""
    try:
        content = json.loads(_text(name, data), parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise DamagedFile(
            name, f"不是完整的json{_where(error)}", "按 payments.schema.json 的形式写"
        ) from error
    single = isinstance(content, dict) and "payments" not in content
    records = content.get("payments") if isinstance(content, dict) and not single else content
    listed = [records] if single else records
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise DamagedFile(
            name, "不是国库支付数据的json", "写成 {“payments”: [{…}]}，或一笔支付一个对象"
        )
    if isinstance(content, dict) and not single:
        form = content.get("format", JSON_FORM)
        if form != JSON_FORM:
            raise UnknownFormat(name, f"格式“{form}”不认识", f"format 写 {JSON_FORM}")
    names = list(dict.fromkeys(str(key) for each in listed for key in each))
    if not listed:
        names = list(payment_columns())
    rows = [names, *([_scalar(name, each.get(key)) for key in names] for each in listed)]
    return Grid(name, rows, records=True, single=single), _json_mapping(mapping)


def _json_mapping(mapping: PaymentMapping) -> PaymentMapping:
    """The published form is in 元; a header of another's json may still say otherwise."""
    return mapping if mapping.unit else replace(mapping, unit=Unit.YUAN)


def _scalar(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (str, int)):
        return str(value).strip()
    raise DamagedFile(name, "字段的值只能是文字、数或空", "按 payments.schema.json 的形式写")


def _where(error: Exception) -> str:
    """Where a text ceases to be json, as far as it is known."""
    if isinstance(error, json.JSONDecodeError):
        return f"（第{error.lineno}行第{error.colno}个字符处有误）"
    return "" if isinstance(error, RecursionError) else f"（{error}）"


def _no_number(word: str) -> object:
    raise ValueError(f"{word} 不是数")


def _text(name: str, data: bytes) -> str:
    if len(data) > _LIMITS.file_bytes:
        raise OversizeFile(name, "文件过大", "分成几个文件导入")
    decoded = decode(data)
    if decoded is None or decoded.broken:
        raise DamagedFile(name, "编码无法识别", "另存为“CSV UTF-8”或GB18030编码后再试")
    return decoded.text
