"""项目法 projects: listed projects, each with its recipient, amount and, if stated, its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from zhida.core.allocation import RoundingUnit
from zhida.core.allocation.certificate import Cells
from zhida.core.allocation.methods import Grounds, Step
from zhida.core.provenance import Source
from zhida.documents.allocation.amounts import units_of
from zhida.documents.allocation.csv_table import AMOUNT, BASIS, NAME, PROJECT, SOURCE, read_csv
from zhida.documents.allocation.faults import Fault
from zhida.documents.allocation.recipients import Recipients
from zhida.documents.allocation.sections import Section
from zhida.documents.parsing.normalise import clean

_MOST_STEPS = 12


@dataclass(frozen=True, slots=True)
class Project:
    """项目: money for one thing of one recipient (by its place); `source` the index of a pool line."""

    recipient: int
    name: str
    units: int
    source: int | None
    basis: str
    place: Source


@dataclass(frozen=True, slots=True)
class Projects:
    """项目清单: all projects of a plan."""

    listed: tuple[Project, ...] = ()

    @property
    def total(self) -> int:
        """All of them together, in units."""
        return sum(each.units for each in self.listed)

    def of_source(self, source: int) -> int:
        """What is earmarked of one pool line."""
        return sum(each.units for each in self.listed if each.source == source)

    def steps(self, count: int) -> tuple[Step, ...]:
        """A step for each project by name; one for all of them where they are many."""
        by_name: dict[str, list[Project]] = {}
        for each in self.listed:
            by_name.setdefault(each.name, []).append(each)
        if len(by_name) > _MOST_STEPS:
            by_name = {"项目": list(self.listed)}
        return tuple(
            _step(name if name == "项目" else f"项目：{name}", each, count)
            for name, each in by_name.items()
        )

    def earmarked(self, rows: int, columns: int, places: Sequence[int]) -> Cells:
        """What is set aside: rows (groups among them, at zero) × pool lines."""
        cells = [[0] * columns for _ in range(rows)]
        for each in self.listed:
            if each.source is not None:
                cells[places[each.recipient]][each.source] += each.units
        return tuple(map(tuple, cells))


def read_projects(
    section: Section, recipients: Recipients, sources: Sequence[str], unit: RoundingUnit
) -> Projects:
    """The list of a section's `file`; what is wrong is noted. Raises `FaultyInput` for no table."""
    table = read_csv(section.path.parent / section.text("file"), PROJECT, AMOUNT, shared=True)
    section.faults.extend(table.faults)
    at = {record.code: i for i, record in enumerate(recipients.table.records)}
    listed: list[Project] = []
    seen: dict[tuple[str, str, str], int] = {}
    for record in table.records:

        def wrong(reason: str, mend: str, column: str, line: int = record.line) -> None:
            section.faults.append(Fault(table.path, reason, mend, line, column))

        name = record.cells[PROJECT]
        source = clean(record.cells.get(SOURCE, "")).text
        key = (record.code, clean(name).text, source)
        if not name:
            wrong(f"“{record.name}”的项目名称为空", "填写项目名称", PROJECT)
        elif key in seen:
            mend = "合并为一行，或改正项目名称"
            wrong(f"“{record.name}”的项目“{name}”与第{seen[key]}行重复", mend, PROJECT)
        seen.setdefault(key, record.line)
        if record.code not in at:
            wrong(f"“{record.name}”不在分配对象中", "改正名称，或在分配对象中补充", NAME)
        if source and source not in sources:
            wrong(f"资金来源“{source}”不在资金池中", f"可用的有{'、'.join(sources)}", SOURCE)
        units = units_of(table, record, AMOUNT, unit)
        if isinstance(units, Fault):
            section.faults.append(units)
        elif record.code in at:
            listed.append(
                Project(
                    at[record.code],
                    name,
                    units,
                    list(sources).index(source) if source in sources else None,
                    record.cells.get(BASIS) or section.basis,
                    table.place(record, AMOUNT),
                )
            )
    return Projects(tuple(listed))


def _step(name: str, projects: Sequence[Project], count: int) -> Step:
    amounts = [Fraction(0)] * count
    places = [projects[0].place] * count
    for each in reversed(projects):
        amounts[each.recipient] += each.units
        places[each.recipient] = each.place
    bases = list(dict.fromkeys(each.basis for each in projects if each.basis))
    return Step(name, tuple(amounts), Grounds("、".join(bases), tuple(places)))
