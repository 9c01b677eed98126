"""表格 sheets: tables of texts and numbers, as csv, xlsx or json."""

from __future__ import annotations

import csv
import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from zhida.documents.ledger.cells import neutral
from zhida.documents.writing.replacing import UnwritableReport, replacing

Cell = str | int | Decimal
_MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """表格: a title, the heads of the columns, and rows of as many cells.

    `wide` are the columns (from 0) that only a file has, not a terminal.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    wide: tuple[int, ...] = ()


def write_sheets(path: Path, sheets: Sequence[Sheet]) -> None:
    """写表: as the ending of the path says: .csv, .xlsx or .json.

    Raises `UnwritableReport` for another ending, and where the file can't be written.
    """
    writers = {".csv": _csv, ".xlsx": _xlsx, ".json": _json}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise UnwritableReport(path, "文件名须以.csv、.xlsx或.json结尾")
    with replacing(path) as draft:
        writer(draft, sheets)


def sheets_text(sheets: Sequence[Sheet]) -> str:
    """json: each table with its rows by column name; numbers as text, exactly."""
    content = [
        {
            "title": sheet.title,
            "rows": [
                {head: _plain(cell) for head, cell in zip(sheet.heads, row, strict=True)}
                for row in sheet.rows
            ],
        }
        for sheet in sheets
    ]
    return json.dumps(content, ensure_ascii=False, indent=1)


def _plain(cell: Cell) -> str | int:
    return f"{cell:f}" if isinstance(cell, Decimal) else cell


def _json(path: Path, sheets: Sequence[Sheet]) -> None:
    path.write_text(sheets_text(sheets) + "\n", encoding="utf-8")


def _csv(path: Path, sheets: Sequence[Sheet]) -> None:
    """The tables one below the other; a single one without its title, to be read again."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for number, sheet in enumerate(sheets):
            if len(sheets) > 1:
                writer.writerows([[]] * bool(number))
                writer.writerow([neutral(sheet.title)])
            writer.writerow(sheet.heads)
            for row in sheet.rows:
                plain = (_plain(cell) for cell in row)
                writer.writerow(neutral(each) if isinstance(each, str) else each for each in plain)


def _xlsx(path: Path, sheets: Sequence[Sheet]) -> None:
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"title": sheets[0].title if sheets else "", "created": _MADE})
        bold = book.add_format({"bold": True, "bg_color": "#EEF1F5", "text_wrap": True})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        for number, sheet in enumerate(sheets, 1):
            page = book.add_worksheet("表" if len(sheets) == 1 else f"表{number}")
            page.write_string(0, 0, sheet.title)
            for column, head in enumerate(sheet.heads):
                page.write_string(1, column, head, bold)
                page.set_column(column, column, _width(sheet, column))
            for row, cells in enumerate(sheet.rows, 2):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str):
                        look = quoted if neutral(cell) != cell else text
                        page.write_string(row, column, cell, look)
                    else:
                        page.write_number(row, column, cell, text)
            page.freeze_panes(2, 0)


def _width(sheet: Sheet, column: int) -> float:
    """As wide as its longest cell in hanzi, within reason."""
    cells = [sheet.heads[column], *(str(row[column]) for row in sheet.rows)]
    return min(48, max(8, 2 * max(map(len, cells)) + 2))
