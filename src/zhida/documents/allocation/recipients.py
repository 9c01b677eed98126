"""分配对象 recipients: who receives, and the groups (province → city → county) they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from zhida.core.regions import find, get, is_within
from zhida.documents.allocation.csv_table import NAME, PARENT, CsvTable, read_csv
from zhida.documents.allocation.faults import Fault
from zhida.documents.allocation.sections import Section, plain_number
from zhida.documents.parsing.normalise import clean


@dataclass(frozen=True, slots=True)
class Recipients:
    """分配对象: all rows of a table, with the index of the row above each; `table` has no groups.

    `places` are the indexes of the recipients among all rows.
    """

    rows: CsvTable
    parents: tuple[int | None, ...]
    table: CsvTable
    places: tuple[int, ...]

    def below(self, name: str) -> frozenset[int]:
        """The recipients (by their place in `table`) that a name means: itself, or its members."""
        code = clean(name).text
        wanted = {i for i, each in enumerate(self.rows.records) if each.code == code}
        for i, parent in enumerate(self.parents):  # a parent stands above its members
            if parent in wanted:
                wanted.add(i)
        return frozenset(at for at, i in enumerate(self.places) if i in wanted)


def read_recipients(path: Path, faults: list[Fault]) -> Recipients:
    """The recipients' table. Raises `FaultyInput` where it is no table; else faults are noted."""
    rows = read_csv(path)
    faults += rows.faults
    parents = parents_of(rows, faults)
    groups = {parent for parent in parents if parent is not None}
    for group in sorted(groups):
        record = rows.records[group]
        for column in rows.columns:
            filled = record.cells[column]
            if column not in (NAME, PARENT) and plain_number(clean(filled).text) is not None:
                faults.append(
                    Fault(
                        path,
                        f"“{record.name}”是小计，却填了数据“{filled}”",
                        "小计由程序计算，留空；本级另有资金的，加一行“本级”",
                        record.line,
                        column,
                    )
                )
    places = tuple(i for i in range(len(rows.records)) if i not in groups)
    table = replace(rows, records=tuple(rows.records[i] for i in places))
    return Recipients(rows, parents, table, places)


def parents_of(rows: CsvTable, faults: list[Fault]) -> tuple[int | None, ...]:
    """The index of the row that each row is part of: it stands above, so that none goes round."""
    if PARENT not in rows.columns:
        return (None,) * len(rows.records)
    places: dict[str, int] = {}
    parents: list[int | None] = []
    for index, record in enumerate(rows.records):
        parent = record.cells[PARENT]
        at = places.get(clean(parent).text) if parent else None
        if parent and at is None:
            reason, mend = f"上级“{parent}”不在这一行之上", "改正名称，上级写在所属各行之前"
            faults.append(Fault(rows.path, reason, mend, record.line, PARENT))
        parents.append(at)
        places[record.code] = index
    return tuple(parents)


def strangers(plan: Section, rows: CsvTable) -> Iterator[Fault]:
    """Recipients that aren't places in the region that the plan is for."""
    if "within" not in plan:
        return
    code = plan.text("within")
    if get(code) is None:
        plan.wrong("within", f"“{code}”不是区划代码", "写六位区划代码")
        return
    for record in rows.records:
        region = find(record.name, within=code)
        if region is None or not is_within(region, code):
            yield Fault(
                rows.path,
                f"“{record.name}”不在区划{code}之内",
                "改正名称，或去掉方案中的 within",
                record.line,
                NAME,
            )
