"""账表文件 grids: a table of texts and money, with its totals, as csv, xlsx or json."""

from __future__ import annotations

import csv
import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeGuard

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from zhida.core.money import Unit, format_fen
from zhida.documents.ledger.cells import neutral
from zhida.documents.writing.replacing import replacing

_MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)

Cell = str | int
"""A text, or money in fen."""


@dataclass(frozen=True, slots=True)
class Grid:
    """账表: `texts` columns of text, then columns of money in fen; `totals` are those of money.

    `narrow` are the columns of text (from 0) that a narrow screen shows. Columns
    after those of money are never added up: rates, or money that is in several
    rows; `ends` are what the last row shows there. `note` says of what day it is.
    """

    title: str
    heads: tuple[str, ...]
    texts: int
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[int, ...]
    narrow: tuple[int, ...]
    ends: tuple[Cell, ...] = ()
    note: str = ""


def write_csv(path: Path, grids: Sequence[Grid], unit: Unit) -> None:
    """csv: the tables one below the other, money as plain figures of the unit."""
    with replacing(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for number, grid in enumerate(grids):
            if number:
                writer.writerow([])
            note = [neutral(grid.note)] if grid.note else []
            writer.writerow([neutral(grid.title), f"单位：{unit.label}", *note])
            writer.writerow(grid.heads)
            for row in (*grid.rows, _last(grid)):
                writer.writerow(
                    neutral(cell) if isinstance(cell, str) else plain(cell, unit) for cell in row
                )


def write_xlsx(path: Path, grids: Sequence[Grid], unit: Unit) -> None:
    """xlsx: a sheet for each table; totals are live sums with their results stored beside."""
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with replacing(path) as draft, xlsxwriter.Workbook(draft, options) as book:
        book.set_properties({"title": "指标账", "created": _MADE})
        bold = book.add_format({"bold": True, "bg_color": "#EEF1F5"})
        money = book.add_format({"num_format": "#,##0.00####"})
        total = book.add_format({"num_format": "#,##0.00####", "bold": True, "top": 1})
        quoted = book.add_format({"quote_prefix": True})
        rate = book.add_format({"num_format": "0.00", "align": "right"})
        lowest = book.add_format({"num_format": "0.00", "align": "right", "bold": True, "top": 1})
        for number, grid in enumerate(grids, 1):
            page = book.add_worksheet("账表" if len(grids) == 1 else f"账表{number}")
            page.set_column(0, grid.texts - 1, 24)
            page.set_column(grid.texts, len(grid.heads), 16)
            page.write_string(0, 0, grid.title)
            page.write_string(0, 1, f"单位：{unit.label}")
            page.write_string(0, grid.texts, grid.note)
            for column, head in enumerate(grid.heads):
                page.write_string(1, column, head, bold)
            for row, cells in enumerate(grid.rows, 2):
                for column, cell in enumerate(cells):
                    if column >= grid.texts and _is_rate(cell):
                        page.write_number(row, column, float(cell), rate)
                    elif isinstance(cell, str):
                        page.write_string(
                            row, column, cell, quoted if neutral(cell) != cell else None
                        )
                    else:
                        page.write_number(row, column, _decimal(cell, unit), money)
            end = 2 + len(grid.rows)
            page.write_string(end, 0, "合计", total)
            for column, fen in enumerate(grid.totals, grid.texts):
                first, last = (xl_rowcol_to_cell(each, column) for each in (2, max(2, end - 1)))
                page.write_formula(
                    end, column, f"=SUM({first}:{last})", total, float(_decimal(fen, unit))
                )
            for column, cell in enumerate(grid.ends, grid.texts + len(grid.totals)):
                if isinstance(cell, int):
                    page.write_number(end, column, _decimal(cell, unit), total)
                elif _is_rate(cell):
                    page.write_number(end, column, float(cell), lowest)
                else:
                    page.write_string(end, column, cell, total)
            page.freeze_panes(2, 1)


def grids_text(grids: Sequence[Grid]) -> str:
    """json: the tables with money in fen."""
    content = [
        {
            "title": grid.title,
            "unit": "fen",
            **({"note": grid.note} if grid.note else {}),
            "rows": [dict(zip(grid.heads, row, strict=True)) for row in grid.rows],
            "totals": dict(zip(grid.heads[grid.texts :], (*grid.totals, *grid.ends), strict=True)),
        }
        for grid in grids
    ]
    return json.dumps(content, ensure_ascii=False, indent=1)


def plain(fen: int, unit: Unit) -> str:
    """数字: fen as a figure of the unit, exactly, without its word.

    >>> plain(1_234_500, Unit.WAN_YUAN), plain(-5, Unit.YUAN)
    ('1.2345', '-0.05')
    """
    return format_fen(fen, unit, places=2).removesuffix(unit.label)


def _last(grid: Grid) -> tuple[Cell, ...]:
    return ("合计", *[""] * (grid.texts - 1), *grid.totals, *grid.ends)


def _is_rate(cell: Cell) -> TypeGuard[str]:
    """Whether a text is a plain decimal figure, which a workbook holds as a number."""
    return isinstance(cell, str) and cell.removeprefix("-").replace(".", "", 1).isdecimal()


def _decimal(fen: int, unit: Unit) -> Decimal:
    return Decimal(plain(fen, unit))
