"""表尾 foot: the sum of points, the grade and the statement below the indicators."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from zhida.core.performance.evaluation import Entry, EntryState
from zhida.documents.parsing.evaluation.columns import Columns
from zhida.documents.parsing.evaluation.entries import points_entry, words_entry
from zhida.documents.parsing.evaluation.vocabulary import key_of
from zhida.documents.parsing.performance.grid import Box, Line, written


@dataclass(slots=True)
class Foot:
    """表尾: what was read so far."""

    total: Entry[Decimal] = field(default_factory=Entry)
    grade: Entry[str] = field(default_factory=Entry)
    statement: Entry[str] = field(default_factory=Entry)

    def read(self, line: Line, columns: Columns) -> None:
        """Read one row below the indicators; `columns` are the heads of the indicators."""
        cells = [box for box in line if not box.carried]
        for place, box in enumerate(cells):
            key = key_of("foot", box.text) if box.text else None
            after = cells[place + 1 :]
            if key == "total" and self.total.state is EntryState.BLANK:
                self.total = _total(after, line, columns)
            elif key == "grade" and self.grade.state is EntryState.BLANK:
                self.grade = words_entry(_next(after))
            elif key == "statement" and self.statement.source is None:
                self.statement = words_entry(_next(after) or (after[0] if after else box))
                return


def _next(cells: list[Box]) -> Box | None:
    return next((box for box in cells if box.text), None)


def _total(after: list[Box], line: Line, columns: Columns) -> Entry[Decimal]:
    """The points under their head, else the last figure of the row."""
    under = points_entry(columns.cell(line, "points"))
    if under.state is EntryState.VALUE:
        return under
    figures = [points_entry(box) for box in written(tuple(after))]
    found = [each for each in figures if each.state is EntryState.VALUE]
    return found[-1] if found else under
