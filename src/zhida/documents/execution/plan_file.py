"""用款计划文件 plan_file: a spending plan by month, as csv or xlsx.

    名称,单位,1月,2月,…,12月
    650100,万元,0,50,…,100

名称 is the code of a row of the progress table (a region, an agency, a line) or the
name of a fund; 全部 is the plan for all that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zhida.core.execution.pace import SpendingPlan
from zhida.core.money import Unit, fen_of
from zhida.core.provenance import Source
from zhida.documents.allocation.book_table import read_book
from zhida.documents.allocation.csv_table import CsvTable, Record, read_csv
from zhida.documents.allocation.faults import Fault, FaultyInput

ALL = "全部"
MONTHS = tuple(f"{month}月" for month in range(1, 13))
_ZIPPED = b"PK"
_UNITS = {unit.label: unit for unit in (Unit.YUAN, Unit.WAN_YUAN)}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """用款计划行: whose plan, as the file names it ("" for 全部), and where each figure stands.

    `places` are the cells of the twelve months, `name_at` that of the name.
    """

    name: str
    plan: SpendingPlan
    name_at: Source
    places: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class PlanReading:
    """读到的用款计划: its usable rows, and what is wrong with the others, cell by cell."""

    rows: tuple[PlanRow, ...]
    faults: tuple[Fault, ...]


def plan_rows(path: Path, year: int, data: bytes | None = None) -> PlanReading:
    """读用款计划行: the rows of a file with their places; `data` are its bytes where it isn't opened.

    Raises `FaultyInput` where it is no table of twelve months at all.
    """
    table = _table(path, data)
    faults = [*table.faults, *(table.placed(each) for each in _faults(path, table))]
    wrong = {fault.line for fault in faults}
    return PlanReading(
        tuple(_row(table, each, year) for each in table.records if each.line not in wrong),
        tuple(faults),
    )


def _table(path: Path, data: bytes | None) -> CsvTable:
    """A workbook by its content, whatever the file is called; anything else as csv."""
    if data is None and path.suffix.lower() == ".xlsx" and path.is_file():
        data = path.read_bytes()
    if data is not None and data.startswith(_ZIPPED):
        return read_book(path, "单位", *MONTHS, data=data)
    return read_csv(path, "单位", *MONTHS, data=data)


def read_plan(path: Path, year: int) -> dict[str, SpendingPlan]:
    """读用款计划: the plans of a file by name, "" for 全部.

    Raises `FaultyInput` with every cell that is no amount, and what to do.
    """
    reading = plan_rows(path, year)
    if reading.faults:
        raise FaultyInput(reading.faults)
    return {row.name: row.plan for row in reading.rows}


def _row(table: CsvTable, record: Record, year: int) -> PlanRow:
    return PlanRow(
        "" if record.name == ALL else record.name,
        SpendingPlan(year, tuple(_fen(record, month) for month in MONTHS)),
        table.place(record),
        tuple(table.place(record, month) for month in MONTHS),
    )


def _fen(record: Record, month: str) -> int:
    cell = record.cells[month]
    return fen_of(cell, _UNITS[record.cells["单位"]]) if cell else 0


def _faults(path: Path, table: CsvTable) -> Iterator[Fault]:
    for record in table.records:
        if record.cells["单位"] not in _UNITS:
            said = record.cells["单位"] or "空白"
            yield Fault(path, f"金额单位是“{said}”", "写“元”或“万元”", record.line, "单位")
            continue
        for month in MONTHS:
            try:
                fen = _fen(record, month)
            except ValueError:
                said = record.cells[month]
                reason = f"“{said}”不是精确到分的金额"
                yield Fault(path, reason, "写数字，没有的留空", record.line, month)
                continue
            if fen < 0:
                reason = f"“{record.cells[month]}”小于零"
                yield Fault(path, reason, "计划支付不能为负，没有的留空", record.line, month)
