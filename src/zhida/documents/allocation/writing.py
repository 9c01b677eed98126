"""输出 writing: exact tables as csv, and all the files of a plan."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TextIO

from zhida.core.allocation import RoundedTable
from zhida.core.allocation.units import RoundingUnit
from zhida.documents.allocation.certificate_file import certificate_text
from zhida.documents.allocation.csv_table import NAME
from zhida.documents.allocation.margins import NamedMargins
from zhida.documents.allocation.picture import waterfall_svg
from zhida.documents.allocation.plan_json import plan_json
from zhida.documents.allocation.plan_text import plan_text
from zhida.documents.allocation.planned import PlannedAllocation, what_if
from zhida.documents.allocation.result_tables import ResultTable, Value, tables_of
from zhida.documents.allocation.workbook import write_workbook
from zhida.documents.writing.replacing import UnwritableReport, replacing

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


def write_plan(
    folder: Path,
    planned: PlannedAllocation,
    other: PlannedAllocation | None = None,
    today: datetime.date | None = None,
) -> tuple[Path, ...]:
    """The files of a plan: tables as csv and in one workbook, explanation, picture, certificate.

    `other` is another plan to compare with, `today` the day from which the days
    left are counted. All are made before the first is written. Raises
    `UnwritableReport`.
    """
    findings = planned.questions(today)
    changes = () if other is None else what_if(planned, other)
    tables = tuple(tables_of(planned, findings, changes))
    texts = {f"{table.file}.csv": _csv(table) for table in tables}
    texts["certificate.json"] = certificate_text(
        planned.title, planned.unit, planned.allocation.table
    )
    texts["allocation.json"] = plan_json(planned, findings, changes)
    texts["explanation.txt"] = plan_text(planned, findings)
    texts["waterfall.svg"] = waterfall_svg(planned)
    makers: dict[str, Callable[[Path], None]] = {
        # a csv opened by a spreadsheet is taken for UTF-8 only with a mark at its head
        name: partial(_write_text, text, "utf-8-sig" if name.endswith(".csv") else "utf-8")
        for name, text in texts.items()
    }
    makers["allocation.xlsx"] = partial(write_workbook, planned, tables)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = "这是一个文件" if folder.exists() else error.strerror or str(error)
        raise UnwritableReport(folder, reason) from error
    for name, make in makers.items():
        with replacing(folder / name) as draft:
            make(draft)
    return tuple(folder / name for name in makers)


def _write_text(text: str, encoding: str, draft: Path) -> None:
    draft.write_text(text, encoding=encoding)


def _csv(table: ResultTable) -> str:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(map(as_text, table.header))
    writer.writerows(map(_printed, table.rows))
    return target.getvalue()


def _printed(row: tuple[Value, ...]) -> list[str]:
    return [
        "" if cell is None else as_text(cell) if isinstance(cell, str) else str(cell)
        for cell in row
    ]
