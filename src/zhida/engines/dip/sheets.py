"""工作表 sheets: csv files and workbooks read as texts, with the place of every row.

A code that a spreadsheet keeps as a number has lost its last zeros (47.0100 became 47.01): such a
cell is refused where a code is asked for, never guessed at.
"""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import python_calamine

from zhida.engines.errors import EngineError, unreadable

MOST_BYTES = 256 * 1024 * 1024
"""What a workbook may take, packed or unpacked."""

FORMATS = (".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class Cell:
    """单元格: its text without blanks around; `number` where the file keeps it as a number."""

    text: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """行: cells by the names of the head; `place` names file, sheet and row, `line` is that row."""

    place: str
    line: int
    cells: dict[str, Cell]

    def text(self, name: str) -> str:
        """The text of a column, "" where there is none."""
        cell = self.cells.get(name)
        return cell.text if cell else ""

    def code(self, name: str) -> str:
        """A code. Raises EngineError where the spreadsheet keeps it as a number."""
        cell = self.cells.get(name)
        if cell is not None and cell.number:
            raise EngineError(
                f"{self.place}的{name}“{cell.text}”是数字，末尾的零可能已经丢失。"
                "请把这一列设为文本后重新填写代码"
            )
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """工作表: a csv file or one sheet of a workbook; `name` is "" for csv, `lines` as they stand."""

    file: str
    name: str
    lines: tuple[tuple[Cell, ...], ...]

    def place(self, number: int) -> str:
        """The place of a line, counted from 1.

        >>> Sheet("目录.xlsx", "基本病种", ()).place(3)
        '“目录.xlsx”工作表“基本病种”第3行'
        """
        sheet = f"工作表“{self.name}”" if self.name else ""
        return f"“{self.file}”{sheet}第{number}行"

    def below(self, head: int) -> Iterator[Row]:
        """The rows below a head (its line counted from 1) that aren't empty."""
        names = [cell.text for cell in self.lines[head - 1]]
        for number, line in enumerate(self.lines[head:], head + 1):
            if any(cell.text for cell in line):
                yield Row(self.place(number), number, dict(zip(names, line, strict=False)))


def sha256(path: Path) -> str:
    """文件指纹: of a file's bytes."""
    return hashlib.sha256(_bytes(path)).hexdigest()


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """读工作表: the sheets of a csv or xlsx file. Raises EngineError where it can't be read."""
    if path.suffix.lower() not in FORMATS:
        raise EngineError(f"“{path.name}”不是csv或xlsx。请另存为其中一种")
    data = _bytes(path)
    if path.suffix.lower() == ".csv":
        try:
            lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        except UnicodeDecodeError as wrong:
            raise unreadable(path, wrong) from wrong
        except csv.Error as wrong:
            raise EngineError(f"“{path}”不是csv表格。请另存为“CSV UTF-8”") from wrong
        texts = tuple(tuple(Cell(cell.strip()) for cell in line) for line in lines)
        return (Sheet(path.name, "", texts),)
    return _workbook(path.name, data)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise EngineError(f"“{path.name}”超过{MOST_BYTES // 2**20}MB。请拆分后再读入")
        return path.read_bytes()
    except OSError as wrong:
        raise unreadable(path, wrong) from wrong


def _workbook(name: str, data: bytes) -> tuple[Sheet, ...]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_BYTES:
                raise EngineError(f"“{name}”展开后超过{MOST_BYTES // 2**20}MB。请拆分后再读入")
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [
            (title, book.get_sheet_by_name(title).to_python(skip_empty_area=False))
            for title in book.sheet_names
        ]
    except (python_calamine.CalamineError, zipfile.BadZipFile) as wrong:
        raise EngineError(f"工作簿“{name}”打不开。请在表格软件中另存为xlsx后再试") from wrong
    return tuple(Sheet(name, title, _cells(lines)) for title, lines in sheets)


def _cells(lines: Sequence[Sequence[object]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(_cell(value) for value in line) for line in lines)


def _cell(value: object) -> Cell:
    match value:
        case bool():
            return Cell("是" if value else "否")
        case float() | int():
            whole = isinstance(value, int) or value.is_integer()
            return Cell(str(int(value)) if whole else repr(value), number=True)
        case datetime.date():
            return Cell(value.isoformat()[:10])
        case _:
            return Cell(str(value).strip())
