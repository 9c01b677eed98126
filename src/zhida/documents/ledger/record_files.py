"""指标记录文件 record files: quota records as csv, xlsx or json, written and read back the same.

The first row names the fields (BGT_ID, MOF_DIV_CODE …). Every cell is text,
so that no leading zero and no fen is lost, and nothing is run as a formula.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import python_calamine
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from zhida.core.ledger.record_cells import RecordFault
from zhida.core.ledger.records import Record, elements
from zhida.core.provenance import Source
from zhida.documents.errors import (
    DamagedFile,
    EmptyFile,
    UnknownFormat,
    UnreadableFile,
    why_unopened,
)
from zhida.documents.ledger.cells import meant, neutral, shown
from zhida.documents.reading.archive import Archive
from zhida.documents.reading.encoding import decode
from zhida.documents.reading.limits import Limits
from zhida.documents.writing.replacing import replacing

FORMATS = (".csv", ".xlsx", ".json")
_SHEET = "指标"
_FORM = "quota-records-1"
_MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class RecordFile:
    """指标记录文件: its records, the place of each, and the columns that no field is known for.

    `columns` is the number of each field's column, from 1.
    """

    records: tuple[Record, ...]
    sources: tuple[Source, ...]
    columns: Mapping[str, int]
    unknown: tuple[str, ...]

    def place(self, fault: RecordFault) -> str:
        """文件、行、列: where a fault is, in words."""
        source = self.sources[fault.row]
        column = self.columns.get(fault.field)
        if source.sheet is not None and column is not None:
            address = f"{xl_col_to_name(column - 1)}{source.row}"
            return f"{source.file} 工作表“{source.sheet}” {address}（{_titled(fault.field)}）"
        return f"{source.describe()} {_titled(fault.field)}列"

    def sentence(self, fault: RecordFault) -> str:
        """Place, what is wrong, expected, found and mend in one Chinese sentence."""
        found = f"现为“{fault.found}”" if fault.found else "现为空白"
        return (
            f"{self.place(fault)}：{fault.reason}。应为{fault.expected}，{found}。"
            f"改法：{fault.mend}。"
        )


def _titled(field: str) -> str:
    return next(f"{each.field} {each.title}" for each in elements() if each.field == field)


def write_records(path: Path, records: Iterable[Record]) -> None:
    """写指标记录: in the form that the file's name says; the same records give the same bytes.

    Raises `UnknownFormat` for another name than *.csv, *.xlsx or *.json, and
    `documents.writing.replacing.UnwritableReport` where the file can't be written.
    """
    writers = {".csv": _write_csv, ".xlsx": _write_xlsx, ".json": _write_json}
    write = writers.get(path.suffix.lower())
    if write is None:
        raise _unknown(path)
    with replacing(path) as draft:
        write(draft, tuple(records))


def read_record_file(path: Path) -> RecordFile:
    """读指标记录: every cell as text. Raises `UnreadableFile` where the file is no such table."""
    readers = {".csv": _read_csv, ".xlsx": _read_xlsx, ".json": _read_json}
    read = readers.get(path.suffix.lower())
    if read is None:
        raise _unknown(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path, why_unopened(error), "检查文件名") from error
    if not data.strip():
        raise EmptyFile(path, "文件是空的", "第一行写字段名，从第二行起每行一条指标")
    return read(path, data)


def _unknown(path: Path) -> UnknownFormat:
    return UnknownFormat(path, "不是指标记录的格式", "文件名以 .csv、.xlsx 或 .json 结尾")


def _write_csv(path: Path, records: Sequence[Record]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([each.field for each in elements()])
        for record in records:
            writer.writerow(neutral(record[each.field]) for each in elements())


def _write_xlsx(path: Path, records: Sequence[Record]) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"title": "指标记录", "created": _MADE})
        head = book.add_format({"bold": True, "bg_color": "#EEF1F5", "num_format": "@"})
        text = book.add_format({"num_format": "@"})
        quoted = book.add_format({"num_format": "@", "quote_prefix": True})
        page = book.add_worksheet(_SHEET)
        for column, each in enumerate(elements()):
            page.set_column(column, column, 16, text)
            page.write_string(0, column, each.field, head)
        for row, record in enumerate(records, 1):
            for column, each in enumerate(elements()):
                if value := record[each.field]:
                    style = text if neutral(value) == value else quoted
                    page.write_string(row, column, value, style)
        page.freeze_panes(1, 1)
        notes = book.add_worksheet("说明")
        for column, (title, width) in enumerate(
            (("字段", 24), ("名称", 24), ("含义", 60), ("官方字段", 10))
        ):
            notes.set_column(column, column, width)
            notes.write_string(0, column, title, head)
        for row, each in enumerate(elements(), 1):
            line = (each.field, each.title, each.meaning, "是" if each.official else "自编")
            for column, value in enumerate(line):
                notes.write_string(row, column, value)


def _write_json(path: Path, records: Sequence[Record]) -> None:
    fields = [each.field for each in elements()]
    content = {"format": _FORM, "fields": fields, "records": [dict(each) for each in records]}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _read_csv(path: Path, data: bytes) -> RecordFile:
    text = _text(path, data)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise DamagedFile(path, f"csv格式有误（{error}）", "检查引号是否成对") from error
    return _table(path, None, [[meant(cell) for cell in row] for row in rows])


def _read_xlsx(path: Path, data: bytes) -> RecordFile:
    Archive(path.name, data, Limits()).check()
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        name = _SHEET if _SHEET in book.sheet_names else book.sheet_names[0]
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, zipfile.BadZipFile, IndexError) as error:
        raise DamagedFile(path, "工作簿打不开", "在表格软件中另存为xlsx后再试") from error
    return _table(path, name, [[shown(cell) for cell in row] for row in rows])


def _read_json(path: Path, data: bytes) -> RecordFile:
    try:
        content = json.loads(_text(path, data))
        records = content["records"] if isinstance(content, dict) else content
        named = content.get("fields", ()) if isinstance(content, dict) else ()
        rows = [{str(name): shown(value) for name, value in each.items()} for each in records]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise DamagedFile(path, "不是指标记录的json", "写成 {“records”: [{…}]} 的形式") from error
    names = list(dict.fromkeys((*named, *(name for row in rows for name in row))))
    _refuse_other(path, names)
    return RecordFile(
        tuple(rows),
        tuple(Source(path.name, row=number) for number in range(1, len(rows) + 1)),
        {},
        _strange(names),
    )


def _text(path: Path, data: bytes) -> str:
    decoded = decode(data)
    if decoded is None or decoded.broken:
        raise DamagedFile(path, "编码无法识别", "另存为UTF-8编码后再试")
    return decoded.text


def _table(path: Path, sheet: str | None, rows: Sequence[Sequence[str]]) -> RecordFile:
    names = [cell.strip() for cell in rows[0]] if rows else []
    _refuse_other(path, names)
    filled = [(number, row) for number, row in enumerate(rows[1:], 2) if any(row)]
    records = tuple(
        {name: cell for name, cell in zip(names, row, strict=False) if name} for _, row in filled
    )
    return RecordFile(
        records,
        tuple(Source(path.name, sheet=sheet, row=number) for number, _ in filled),
        {name: column for column, name in enumerate(names, 1) if name},
        _strange(names),
    )


def _refuse_other(path: Path, names: Sequence[str]) -> None:
    if "BGT_ID" not in names:
        raise UnknownFormat(path, "表头没有BGT_ID，不是指标记录", "第一行写字段名，例如BGT_ID")
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice is not None:
        raise UnknownFormat(path, f"表头中“{twice}”出现了两次", "删去其中一列")


def _strange(names: Sequence[str]) -> tuple[str, ...]:
    known = {each.field for each in elements()}
    return tuple(name for name in names if name and name not in known)
