"""粘贴的表 pasted: rows that a person copied out of a spreadsheet, or sent as a file, as cells."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path

import python_calamine

from zhida.documents.allocation.faults import Fault, FaultyInput
from zhida.documents.reading.encoding import decode

Cells = tuple[tuple[str, ...], ...]
_MOST_ROWS, _MOST_COLUMNS = 5_000, 60


def cells_of_text(text: str, name: str = "粘贴的表") -> Cells:
    """粘贴: lines of cells parted by tabs, as spreadsheets copy them; by commas where none has a tab.

    Every row is as wide as the head. Raises `FaultyInput` where that can't be.

    >>> cells_of_text("名称\\t人数\\n甲县\\t2\\n")
    (('名称', '人数'), ('甲县', '2'))
    """
    parted = "\t" if "\t" in text else ","
    try:
        rows = list(csv.reader(io.StringIO(text.strip("\n\r"), newline=""), delimiter=parted))
    except csv.Error as error:
        raise FaultyInput(
            [Fault(Path(name), f"表格式有误（{error}）", "检查引号是否成对")]
        ) from error
    return _squared(rows, name)


def cells_of_file(name: str, content: bytes) -> Cells:
    """上传: the cells of a csv, or of the first sheet of a workbook. Raises `FaultyInput`."""
    if Path(name).suffix.lower() in (".csv", ".tsv", ".txt"):
        decoded = decode(content)
        if decoded is None or decoded.broken:
            raise FaultyInput([Fault(Path(name), "编码无法识别", "另存为“CSV UTF-8”后再试")])
        return cells_of_text(decoded.text, name)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=True)
    except (python_calamine.CalamineError, IndexError) as error:
        raise FaultyInput([Fault(Path(name), "工作簿打不开", "另存为xlsx后再试")]) from error
    return _squared([[_shown(cell) for cell in row] for row in rows], name)


def text_of(cells: Cells) -> str:
    """表文本: the cells with tabs between, as they would be pasted."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(cells)
    return out.getvalue()


def _squared(rows: list[list[str]], name: str) -> Cells:
    filled = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        raise FaultyInput([Fault(Path(name), "没有内容", "第一行写表头，从第二行起每行一个名称")])
    width = max(at for at, cell in enumerate(filled[0], 1) if cell)
    if len(filled) > _MOST_ROWS or width > _MOST_COLUMNS:
        reason = f"有{len(filled)}行{width}列，最多{_MOST_ROWS}行{_MOST_COLUMNS}列"
        raise FaultyInput([Fault(Path(name), reason, "只留分配用的行和列")])
    for number, row in enumerate(filled, 1):
        if extra := [cell for cell in row[width:] if cell]:
            reason = f"“{extra[0]}”在表头之外"
            raise FaultyInput([Fault(Path(name), reason, "补上这一列的表头，或删去", number)])
    return tuple(tuple((row + [""] * width)[:width]) for row in filled)


def _shown(cell: object) -> str:
    """A cell as a person would type it."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return "" if cell is None else str(cell)
