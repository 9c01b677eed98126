"""合计表 margins: the totals of recipients and of sources, from two csv files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zhida.core.allocation import ColumnTotal, LineTotal, Margins
from zhida.core.allocation.units import RoundingUnit
from zhida.documents.allocation.amounts import units_of
from zhida.documents.allocation.csv_table import AMOUNT, CsvTable, read_csv
from zhida.documents.allocation.faults import Fault, FaultyInput
from zhida.documents.allocation.recipients import parents_of


@dataclass(frozen=True, slots=True)
class NamedMargins:
    """合计表: margins in units, with the names of lines and columns as the files print them."""

    margins: Margins
    lines: tuple[str, ...]
    columns: tuple[str, ...]


def read_margins(rows: Path, columns: Path, unit: RoundingUnit) -> NamedMargins:
    """Both files, `name,amount` in 万元. Raises `FaultyInput` with all that is wrong in either.

    A column `parent` (上级) among the rows names the row that a row is part of:
    its amount is then a subtotal, and must be the sum of its members.
    """
    faults: list[Fault] = []
    tables: list[CsvTable] = []
    totals: list[list[int]] = []
    for path in (rows, columns):
        try:
            table = read_csv(path, AMOUNT)
        except FaultyInput as error:
            faults += error.faults
            continue
        found = [units_of(table, record, AMOUNT, unit) for record in table.records]
        wrong = [*table.faults, *(each for each in found if isinstance(each, Fault))]
        faults += sorted(wrong, key=lambda each: each.line or 0)
        tables.append(table)
        totals.append([each for each in found if isinstance(each, int)])
    if faults:
        raise FaultyInput(faults)
    down, across = tables
    parents = parents_of(down, faults)
    if faults:
        raise FaultyInput(faults)
    _refuse_subtotals(down, totals[0], parents, unit)
    top = sum(n for n, parent in zip(totals[0], parents, strict=True) if parent is None)
    _refuse_totals(down, top, across, sum(totals[1]), unit)
    return NamedMargins(
        Margins(
            tuple(
                LineTotal(record.code, n, parent)
                for record, n, parent in zip(down.records, totals[0], parents, strict=True)
            ),
            tuple(ColumnTotal(r.code, n) for r, n in zip(across.records, totals[1], strict=True)),
        ),
        tuple(record.name for record in down.records),
        tuple(record.name for record in across.records),
    )


def _refuse_subtotals(
    rows: CsvTable, totals: list[int], parents: Sequence[int | None], unit: RoundingUnit
) -> None:
    held: dict[int, int] = {}
    for total, parent in zip(totals, parents, strict=True):
        if parent is not None:
            held[parent] = held.get(parent, 0) + total
    faults = [
        Fault(
            rows.path,
            f"“{rows.records[group].name}”小计{unit.figure(totals[group])}万元，"
            f"所属各行之和{unit.figure(members)}万元",
            "改正小计或所属各行",
            rows.records[group].line,
            AMOUNT,
        )
        for group, members in sorted(held.items())
        if members != totals[group]
    ]
    if faults:
        raise FaultyInput(faults)


def _refuse_totals(
    rows: CsvTable, by_row: int, columns: CsvTable, by_column: int, unit: RoundingUnit
) -> None:
    if by_row != by_column:
        raise FaultyInput(
            [
                Fault(
                    rows.path,
                    f"各行合计{unit.figure(by_row)}万元，{columns.path.name} 各列合计"
                    f"{unit.figure(by_column)}万元，相差{unit.figure(abs(by_row - by_column))}万元",
                    "核对两个文件，使合计相等",
                )
            ]
        )
    if not by_row:
        raise FaultyInput([Fault(rows.path, "合计为零，没有可以分配的金额", "填写要分配的金额")])
