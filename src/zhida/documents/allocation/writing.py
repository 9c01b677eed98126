"""输出 writing: an exact table as csv, in 万元."""

from __future__ import annotations

import csv
from typing import TextIO

from zhida.core.allocation import RoundedTable
from zhida.core.allocation.units import RoundingUnit
from zhida.documents.allocation.csv_table import NAME
from zhida.documents.allocation.margins import NamedMargins

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_text(cell: str) -> str:
    """A text that a spreadsheet takes for text, not for a formula.

    >>> as_text("=1+1"), as_text("甲县")
    ("'=1+1", '甲县')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def write_matrix(
    target: TextIO, named: NamedMargins, table: RoundedTable, unit: RoundingUnit
) -> None:
    """The header `name` with the columns' names, then a line for each recipient."""
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow([NAME, *map(as_text, named.columns)])
    for name, cells in zip(named.lines, table.cells, strict=True):
        writer.writerow([as_text(name), *map(unit.figure, cells)])
