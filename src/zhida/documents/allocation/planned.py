"""方案结果 planned: an allocation with the names, places and facts of the plan it came from."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path

from zhida.core.allocation import RoundingUnit
from zhida.core.allocation.comparison import Bar, Change, compared, ranks, waterfall
from zhida.core.allocation.cube import Cube
from zhida.core.allocation.plan import Allocation
from zhida.core.allocation.questions import Draft, answer
from zhida.core.findings import Finding
from zhida.documents.allocation.csv_table import CsvTable


@dataclass(frozen=True, slots=True)
class PlannedAllocation:
    """方案结果: an allocation with the names and lines of its recipients' table.

    `rows` are all rows of that table, subtotals among them; `recipients` only
    those that receive. `draft` is what the questions before issuing are asked
    of, `last_year` units by recipient, `cube` the money by purpose, each None
    where the plan has none. `files` are the plan and all files that it read.
    """

    title: str
    year: int
    unit: RoundingUnit
    basis: str
    rows: CsvTable
    recipients: CsvTable
    allocation: Allocation
    has_advance: bool
    draft: Draft
    last_year: dict[str, int] | None = None
    cube: Cube | None = None
    files: tuple[Path, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All rows as their table prints them, subtotals among them, as the cells are."""
        return tuple(record.name for record in self.rows.records)

    @property
    def totals(self) -> dict[str, int]:
        """The whole year's units of each recipient, by its name in one spelling."""
        cells = self.allocation.table.cells
        return {
            record.code: sum(cells[i])
            for record, i in zip(self.recipients.records, self.allocation.recipients, strict=True)
        }

    def ranks(self) -> tuple[int, ...]:
        """位次: of each recipient by the whole year's money."""
        return ranks(list(self.totals.values()))

    def waterfall(self, recipient: int) -> tuple[Bar, ...]:
        """瀑布: how the total of a recipient (by its place among them) came about."""
        return waterfall(self.allocation.steps, recipient, self.unit.fen)

    def compared(self) -> tuple[Change, ...]:
        """与上年比较: every recipient of either year; nothing where last year is unknown."""
        return () if self.last_year is None else compared(self.totals, self.last_year)

    def questions(self, today: datetime.date | None = None) -> tuple[Finding, ...]:
        """下达前的核对: what must be looked at; `today` counts the days that are left."""
        return answer(replace(self.draft, today=today))


def what_if(plan: PlannedAllocation, other: PlannedAllocation) -> tuple[Change, ...]:
    """假设比较: what each recipient has in fen under a plan, and under another one."""
    now = {code: units * other.unit.fen for code, units in other.totals.items()}
    before = {code: units * plan.unit.fen for code, units in plan.totals.items()}
    return compared(now, before)
