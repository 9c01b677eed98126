"""提前下达 advance: what was issued of the year's money before, taken off now."""

from __future__ import annotations

from collections.abc import Sequence

from zhida.core.allocation import RoundingUnit
from zhida.core.allocation.certificate import Cells
from zhida.core.allocation.plan import Allocation
from zhida.documents.allocation.amounts import units_of
from zhida.documents.allocation.csv_table import read_csv
from zhida.documents.allocation.faults import Fault, FaultyInput
from zhida.documents.allocation.recipients import Recipients
from zhida.documents.allocation.sections import Section


def read_advance(
    section: Section, recipients: Recipients, sources: Sequence[str], unit: RoundingUnit
) -> Cells:
    """The advance by source of each row, groups at zero: a file with a column for each pool line.

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
    cells = {}
    for place, recipient in zip(recipients.places, recipients.table.records, strict=True):
        found = by_code.get(recipient.code)
        if found is None:
            faults.append(Fault(table.path, f"缺少“{recipient.name}”", "补充一行，未提前下达的写0"))
            continue
        row = [units_of(table, found, source, unit) for source in sources]
        faults += [each for each in row if isinstance(each, Fault)]
        cells[place] = tuple(each if isinstance(each, int) else 0 for each in row)
    nothing = (0,) * len(sources)
    return tuple(cells.get(i, nothing) for i in range(len(recipients.rows.records)))


def refuse_reductions(
    section: Section, allocation: Allocation, names: tuple[str, ...], unit: RoundingUnit
) -> None:
    """Raise `FaultyInput` where more was advanced than is due: taking back is a decision."""
    raise_for = []
    for i in allocation.recipients:
        name, row, before = names[i], allocation.table.cells[i], allocation.advanced[i]
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
