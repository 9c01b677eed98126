"""数据表 csv_table: a csv file with a header, in whatever encoding the office used."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name

from zhida.core.provenance import Source
from zhida.documents.allocation.faults import Fault, FaultyInput
from zhida.documents.parsing.normalise import clean
from zhida.documents.reading.encoding import decode
from zhida.documents.reading.limits import Limits

_DELIMITERS = (",", "\t", ";", "，")
_TOTALS = frozenset({"合计", "总计", "小计", "共计"})
NAME, AMOUNT, PARENT = "name", "amount", "parent"
PROJECT, SOURCE, BASIS = "project", "source", "basis"
_WORDS = (NAME, AMOUNT, PARENT, PROJECT, SOURCE, BASIS)
_SYNONYMS = {
    "名称": NAME,
    "单位名称": NAME,
    "地区": NAME,
    "金额": AMOUNT,
    "金额(万元)": AMOUNT,
    "上级": PARENT,
    "项目": PROJECT,
    "项目名称": PROJECT,
    "资金来源": SOURCE,
    "依据": BASIS,
}


@dataclass(frozen=True, slots=True)
class Record:
    """数据行: the cells of a row by column name, stripped, and its line in the file."""

    line: int
    cells: Mapping[str, str]

    @property
    def name(self) -> str:
        """Whose row it is, as printed."""
        return self.cells[NAME]

    @property
    def code(self) -> str:
        """The name in one spelling, by which rows are told apart."""
        return clean(self.name).text


@dataclass(frozen=True, slots=True)
class CsvTable:
    """数据表: the columns of a file, its usable records, and what is wrong with the others.

    Each record has a cell for every column; no two have the same name, unless
    the table was read with rows that share one. `sheet` is that of a workbook, whose
    lines are its rows.
    """

    path: Path
    columns: tuple[str, ...]
    records: tuple[Record, ...]
    faults: tuple[Fault, ...]
    sheet: str | None = None

    def place(self, record: Record, column: str = NAME) -> Source:
        """Where a cell stands: file, line and column; of a workbook sheet and address."""
        at = self.columns.index(column) + 1
        if self.sheet is None:
            return Source(self.path.name, line=record.line, column=at)
        address = f"{xl_col_to_name(at - 1)}{record.line}"
        return Source(self.path.name, sheet=self.sheet, row=record.line, column=at, address=address)

    def placed(self, fault: Fault) -> Fault:
        """A fault of a line and column of this table, in a workbook with its sheet and address."""
        if self.sheet is None or fault.line is None:
            return fault
        address = fault.address
        if address is None and fault.column in self.columns:
            address = f"{xl_col_to_name(self.columns.index(fault.column))}{fault.line}"
        return replace(fault, sheet=self.sheet, address=address)


def read_csv(
    path: Path, *required: str, shared: bool = False, data: bytes | None = None
) -> CsvTable:
    """The records of a file. Raises `FaultyInput` where it is no table with these columns.

    The header needs a column `name` (or 名称) and the columns `required`. With
    `shared` several rows may have the same name. With `data` the file isn't
    opened: these are its bytes.
    """
    text = _text(path) if data is None else _decoded(path, data)
    delimiter = next((each for each in _DELIMITERS if each in text.partition("\n")[0]), ",")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = next(rows, [])
        columns = columns_of(path, header, *required)
        numbered = [(rows.line_num, row) for row in rows]
    except csv.Error as error:
        raise FaultyInput(
            [Fault(path, f"csv格式有误（{error}）", "检查这一行的引号是否成对", rows.line_num)]
        ) from error
    records = tuple(
        Record(line, dict(zip(columns, map(str.strip, row), strict=False)))
        for line, row in numbered
        if any(cell.strip() for cell in row)
    )
    return table_of(path, columns, records, shared)


def columns_of(path: Path, header: Sequence[str], *required: str) -> tuple[str, ...]:
    """列名: of a header. Raises `FaultyInput` where `name` or one of `required` is missing."""
    columns = tuple(column_name(cell) for cell in header)
    _refuse_header(path, columns, (NAME, *required))
    return columns


def table_of(
    path: Path, columns: tuple[str, ...], records: tuple[Record, ...], shared: bool = False
) -> CsvTable:
    """数据表: of these rows, the usable ones and what is wrong with the others."""
    faults = tuple(_faults(path, columns, records, shared))
    unusable = {fault.line for fault in faults}
    usable = tuple(record for record in records if record.line not in unusable)
    return CsvTable(path, columns, usable, faults)


def _text(path: Path) -> str:
    try:
        data = path.read_bytes() if path.stat().st_size <= Limits().text_bytes else None
    except FileNotFoundError:
        raise FaultyInput([Fault(path, "没有这个文件", "检查文件名和所在文件夹")]) from None
    except OSError as error:
        reason = "这是一个文件夹" if path.is_dir() else f"打不开（{error.strerror}）"
        raise FaultyInput([Fault(path, reason, "指定一个可以读取的csv文件")]) from error
    if data is None:
        raise FaultyInput([Fault(path, "文件过大", "确认这是一张名称和金额的表")])
    return _decoded(path, data)


def _decoded(path: Path, data: bytes) -> str:
    if not data.strip():
        raise FaultyInput([Fault(path, "文件是空的", "第一行写表头，从第二行起每行一个名称")])
    decoded = decode(data)
    if decoded is None or decoded.broken:
        raise FaultyInput([Fault(path, "编码无法识别", "在表格软件中另存为“CSV UTF-8”后再试")])
    return decoded.text


def column_name(cell: str) -> str:
    """The name by which a column is known, however the header or a plan writes it."""
    text = cell.strip()
    plain = clean(text).text
    return _SYNONYMS.get(plain, plain.lower() if plain.lower() in _WORDS else plain)


def _printed(column: str) -> str:
    """A column as a clerk writes it: the first Chinese word for it, else its name."""
    return next((word for word, known in _SYNONYMS.items() if known == column), column)


def _refuse_header(path: Path, columns: tuple[str, ...], required: tuple[str, ...]) -> None:
    missing = [_printed(each) for each in required if each not in columns]
    if missing:
        expected = ",".join(map(_printed, required))
        found = ",".join(columns)
        raise FaultyInput(
            [
                Fault(
                    path,
                    f"表头缺少{'、'.join(missing)}列，现为“{found}”",
                    f"第一行写“{expected}”",
                    line=1,
                )
            ]
        )
    twice = next((each for each in columns if each and columns.count(each) > 1), None)
    if twice is not None:
        raise FaultyInput([Fault(path, f"表头中“{twice}”出现了两次", "删去其中一列", line=1)])


def _faults(
    path: Path, columns: tuple[str, ...], records: tuple[Record, ...], shared: bool
) -> Iterator[Fault]:
    if not records:
        yield Fault(path, "表头下面没有数据", "从第二行起每行写一个名称")
    first: dict[str, int] = {}
    for record in records:
        if len(record.cells) < len(columns):
            yield Fault(
                path,
                f"只有{len(record.cells)}格，表头有{len(columns)}格",
                "补齐这一行",
                record.line,
            )
        elif not record.name:
            yield Fault(path, "名称为空", "填写名称，或删去这一行", record.line, NAME)
        elif record.code in _TOTALS:
            yield Fault(
                path,
                f"“{record.name}”是合计行",
                "删去合计行，合计由程序计算",
                record.line,
                NAME,
            )
        elif record.code in first and not shared:
            yield Fault(
                path,
                f"“{record.name}”与第{first[record.code]}行重复",
                "合并为一行，或改正名称",
                record.line,
                NAME,
            )
        else:
            first[record.code] = record.line
