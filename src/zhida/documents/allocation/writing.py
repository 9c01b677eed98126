"""输出 writing: an exact table as csv, in 万元."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TextIO

from zhida.core.allocation import RoundedTable
from zhida.core.allocation.certificate import Cells
from zhida.core.allocation.units import RoundingUnit
from zhida.core.money import Unit, format_fen
from zhida.documents.allocation.certificate_file import certificate_text
from zhida.documents.allocation.csv_table import NAME
from zhida.documents.allocation.margins import NamedMargins
from zhida.documents.allocation.plan_file import PlannedAllocation
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


def write_plan(folder: Path, planned: PlannedAllocation) -> tuple[Path, ...]:
    """The files of a plan: the table, its explanation, its certificate, and what is issued now.

    All are made before the first is written. Raises `UnwritableReport`.
    """
    allocation = planned.allocation
    contents = {
        "allocation.csv": _matrix(planned, allocation.table.cells),
        "explanation.csv": _explanation(planned),
        "certificate.json": certificate_text(planned.title, planned.unit, allocation.table),
    }
    if planned.has_advance:
        contents["advance.csv"] = _matrix(planned, allocation.advanced)
        contents["issue.csv"] = _matrix(planned, allocation.issued())
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = "这是一个文件" if folder.exists() else error.strerror or str(error)
        raise UnwritableReport(folder, reason) from error
    for name, text in contents.items():
        with replacing(folder / name) as draft:
            draft.write_text(text, encoding="utf-8-sig" if name.endswith("csv") else "utf-8")
    return tuple(folder / name for name in contents)


def _lines(rows: Iterable[Sequence[str]]) -> str:
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows(rows)
    return target.getvalue()


def _matrix(planned: PlannedAllocation, cells: Cells) -> str:
    """Recipients × sources with totals, in 万元."""
    figure = planned.unit.figure
    sources = [as_text(column.code) for column in planned.allocation.table.margins.columns]
    rows = [[NAME, *sources, "合计"]]
    for name, row in zip(planned.names, cells, strict=True):
        rows.append([as_text(name), *map(figure, row), figure(sum(row))])
    down = [sum(column) for column in zip(*cells, strict=True)]
    rows.append(["合计", *map(figure, down), figure(sum(down))])
    return _lines(rows)


def _explanation(planned: PlannedAllocation) -> str:
    """Recipients × steps: each line's parts sum to its result; the last cell is its data's place."""
    steps = planned.allocation.steps
    rows = [[NAME, *(as_text(step.name) for step in steps), "合计", "数据"]]
    table = planned.recipients
    for i, record in enumerate(table.records):
        running, printed = Fraction(0), []
        shown = 0
        for step in steps:
            running += step.amounts[i] * planned.unit.fen
            # rounding the running sum, not the part: so the printed parts sum exactly
            reached = round(running)
            printed.append(_wan(reached - shown))
            shown = reached
        place = f"{table.path.name} 第{record.line}行"
        rows.append([as_text(record.name), *printed, _wan(shown), place])
    return _lines(rows)


def _wan(fen: int) -> str:
    return format_fen(fen, Unit.WAN_YUAN, places=6).removesuffix(Unit.WAN_YUAN.label)
