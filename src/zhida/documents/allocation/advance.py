"""提前下达 advance: what was issued of the year's money before, taken off now."""

from __future__ import annotations

from zhida.core.allocation import ColumnTotal, RoundingUnit
from zhida.core.allocation.certificate import Cells
from zhida.core.allocation.plan import Allocation
from zhida.documents.allocation.amounts import units_of
from zhida.documents.allocation.csv_table import CsvTable, read_csv
from zhida.documents.allocation.faults import Fault, FaultyInput
from zhida.documents.allocation.sections import Section


def read_advance(
    section: Section, recipients: CsvTable, pool: tuple[ColumnTotal, ...], unit: RoundingUnit
) -> Cells:
    """The advance of each recipient by source: a file with a column for each line of the pool.

    Raises `FaultyInput` where a recipient is missing on either side: absent is not zero.
    """
    sources = [line.code for line in pool]
    table = read_csv(section.path.parent / section.text("file"), *sources)
    faults = list(table.faults)
    by_code = {record.code: record for record in table.records}
    known = {record.code for record in recipients.records}
    for record in table.records:
        if record.code not in known:
            faults.append(
                Fault(
                    table.path,
                    f"“{record.name}”不在分配对象中",
                    f"在 {recipients.path.name} 中补充，或删去这一行",
                    record.line,
                )
            )
    cells = []
    for recipient in recipients.records:
        found = by_code.get(recipient.code)
        if found is None:
            faults.append(Fault(table.path, f"缺少“{recipient.name}”", "补充一行，未提前下达的写0"))
            continue
        row = [units_of(table, found, source, unit) for source in sources]
        faults += [each for each in row if isinstance(each, Fault)]
        cells.append(tuple(each for each in row if isinstance(each, int)))
    if faults:
        raise FaultyInput(faults)
    return tuple(cells)


def refuse_reductions(
    section: Section, allocation: Allocation, names: tuple[str, ...], unit: RoundingUnit
) -> None:
    """Raise `FaultyInput` where more was advanced than is due: taking back is a decision."""
    raise_for = []
    pairs = zip(names, allocation.table.cells, allocation.advanced, strict=True)
    for name, row, before in pairs:
        for source, due, advanced in zip(
            allocation.table.margins.columns, row, before, strict=True
        ):
            if advanced > due:
                raise_for.append(
                    Fault(
                        section.path,
                        f"“{name}”的{source.code}应下达{unit.figure(due)}万元，"
                        f"少于已提前下达的{unit.figure(advanced)}万元",
                        '核对两者；确需收回的，在 [advance] 写 negative = "reduce"',
                    )
                )
    if raise_for:
        raise FaultyInput(raise_for)
