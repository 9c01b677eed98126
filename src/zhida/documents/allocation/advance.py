"""提前下达 advance: what was issued of the year's money before, taken off now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhida.core.allocation import RoundingUnit
from zhida.core.allocation.certificate import Cells
from zhida.core.allocation.plan import Allocation
from zhida.documents.allocation.amounts import units_of
from zhida.documents.allocation.csv_table import CsvTable, Record, read_csv
from zhida.documents.allocation.faults import Fault, FaultyInput
from zhida.documents.allocation.recipients import Recipients
from zhida.documents.allocation.sections import Section


@dataclass(frozen=True, slots=True)
class Advance:
    """提前下达: units by source of each row, groups at zero, and the table they stand in.

    `records` has the record of each recipient by its row; `refused` is true
    where the plan doesn't say that money may be taken back.
    """

    cells: Cells
    table: CsvTable
    records: Mapping[int, Record]
    refused: bool


def read_advance(
    section: Section, recipients: Recipients, sources: Sequence[str], unit: RoundingUnit
) -> Advance:
    """The advance of each recipient: a file with a column for each pool line.

    A recipient that is missing on either side is noted: absent is not zero. Raises
    `FaultyInput` where the file is no such table.
    """
    table = read_csv(section.path.parent / section.text("file"), *sources)
    faults = section.faults
    faults += table.faults
    by_code = {record.code: record for record in table.records}
    known = {record.code for record in recipients.rows.records}
    groups = known - {record.code for record in recipients.table.records}
    for record in table.records:
        if record.code not in known - groups:
            what = "是小计" if record.code in groups else "不在分配对象中"
            faults.append(
                Fault(
                    table.path,
                    f"“{record.name}”{what}",
                    f"在 {recipients.rows.path.name} 中补充，或删去这一行",
                    record.line,
                )
            )
    cells: dict[int, tuple[int, ...]] = {}
    records: dict[int, Record] = {}
    for place, recipient in zip(recipients.places, recipients.table.records, strict=True):
        found = by_code.get(recipient.code)
        if found is None:
            faults.append(Fault(table.path, f"缺少“{recipient.name}”", "补充一行，未提前下达的写0"))
            continue
        records[place] = found
        row = [units_of(table, found, source, unit) for source in sources]
        faults += [each for each in row if isinstance(each, Fault)]
        cells[place] = tuple(each if isinstance(each, int) else 0 for each in row)
    nothing = (0,) * len(sources)
    every = tuple(cells.get(i, nothing) for i in range(len(recipients.rows.records)))
    return Advance(every, table, records, section.text("negative", "refuse") == "refuse")


def refuse_reductions(advance: Advance, allocation: Allocation, unit: RoundingUnit) -> None:
    """Raise `FaultyInput` where more was advanced than is due: taking back is a decision."""
    columns = allocation.table.margins.columns
    faults = [
        Fault(
            advance.table.path,
            f"“{advance.records[i].name}”的{source.code}应下达{unit.figure(due)}万元，"
            f"少于已提前下达的{unit.figure(before)}万元，差{unit.figure(before - due)}万元",
            '核对两者；确需收回的，在方案的 [advance] 写 negative = "reduce"',
            advance.records[i].line,
            source.code,
        )
        for i in allocation.recipients
        for source, due, before in zip(
            columns, allocation.table.cells[i], advance.cells[i], strict=True
        )
        if before > due
    ]
    if faults:
        raise FaultyInput(faults)
