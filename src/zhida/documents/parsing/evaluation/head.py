"""表头 head: what stands above the indicators: fields, money, management items, goals."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from zhida.core.money import Unit
from zhida.core.performance.evaluation import (
    Entry,
    FieldEntry,
    GoalRow,
    ManagementRow,
    MoneyRow,
)
from zhida.core.performance.form_checks import management_items
from zhida.core.provenance import Stated
from zhida.documents.parsing.evaluation.columns import Columns, columns_in
from zhida.documents.parsing.evaluation.entries import (
    money_entry,
    points_entry,
    rate_entry,
    words_entry,
)
from zhida.documents.parsing.evaluation.rates import in_per_cent
from zhida.documents.parsing.evaluation.vocabulary import bare_label, key_of
from zhida.documents.parsing.performance.grid import Box, Line, printed, written
from zhida.documents.parsing.performance.vocabulary import label_of
from zhida.documents.parsing.values import unit_in


@dataclass(slots=True)
class Head:
    """表头: what was read so far; `unit` None while nothing states it."""

    unit: Unit | None = None
    titles: list[Stated[str]] = field(default_factory=list)
    fields: list[FieldEntry] = field(default_factory=list)
    money: list[MoneyRow] = field(default_factory=list)
    management: list[ManagementRow] = field(default_factory=list)
    goals: list[GoalRow] = field(default_factory=list)
    block: str = ""
    columns: Columns = field(default_factory=lambda: Columns({}))
    scored: bool = False

    def read(self, line: Line) -> None:
        """Read one row."""
        cells = [box for box in written(line) if not box.carried]
        if not cells or self._begins(line, cells):
            return
        if len(cells) == 1 and not self.block and label_of(cells[0].text) is None:
            text = printed(cells[0].cell.text)
            self.unit = self.unit or unit_in(cells[0].text)
            self.titles.append(Stated(text, cells[0].source, not cells[0].cell.optical))
        elif self.block == "money" and (label := _amount(cells)) is not None:
            self._money(line, label)
        elif self.block == "management" and (item := _item(cells)) is not None:
            self._management(line, item)
        elif self.block == "goals":
            self._goal(line)
        else:
            self.fields += _fields(cells)

    def _begins(self, line: Line, cells: list[Box]) -> bool:
        """Whether a row holds the heads of a block; the block begins then."""
        money, items = columns_in("money", line), columns_in("management", line)
        if "budget" in money and "executed" in money:
            self.block, self.columns = "money", money
            self.scored = self.scored or "points" in money
            named = (unit_in(box.text) for box in written(line))
            self.unit = next((each for each in named if each), self.unit)
            return True
        if "situation" in items:
            self.block, self.columns = "management", items
            return True
        if any(key_of("goals", box.text) == "reached" for box in cells):
            self.block, self.columns = "goals", _goal_columns(cells)
            return True
        return False

    def _money(self, line: Line, box: Box) -> None:
        unit, at = self.unit or Unit.WAN_YUAN, self.columns
        label = label_of(box.text)
        shift = _shift(line, box, at)
        budget = money_entry(at.cell(line, "budget", shift), unit)
        executed = money_entry(at.cell(line, "executed", shift), unit)
        self.money.append(
            MoneyRow(
                label.detail if label is not None else "",
                printed(box.cell.text).rstrip(":："),
                budget,
                executed,
                in_per_cent(rate_entry(at.cell(line, "rate", shift)), budget, executed),
                money_entry(at.cell(line, "initial", shift), unit),
                points_entry(at.cell(line, "weight", shift)),
                points_entry(at.cell(line, "points", shift)),
            )
        )

    def _management(self, line: Line, box: Box) -> None:
        self.management.append(
            ManagementRow(
                _items()[bare_label(box.text)],
                printed(box.cell.text),
                words_entry(self.columns.cell(line, "situation")),
                words_entry(self.columns.cell(line, "problem")),
            )
        )

    def _goal(self, line: Line) -> None:
        expected = words_entry(self.columns.cell(line, "expected"))
        reached = words_entry(self.columns.cell(line, "reached"))
        if expected != Entry() or reached != Entry():
            self.goals.append(GoalRow(expected, reached))


def _amount(cells: list[Box]) -> Box | None:
    for box in cells:
        label = label_of(box.text)
        if label is not None and label.role == "amount":
            return box
    return None


def _item(cells: list[Box]) -> Box | None:
    return next((box for box in cells if bare_label(box.text) in _items()), None)


@cache
def _items() -> dict[str, str]:
    """The key of a management item by its label."""
    return {label: key for key, label in management_items(None).items()}


def _goal_columns(cells: list[Box]) -> Columns:
    """Of several words for the goal in a row the last is the head; the first stands beside."""
    homes: dict[str, Box] = {}
    for box in cells:
        key = key_of("goals", box.text)
        if key is not None:
            homes[key] = box
    return Columns(homes)


def _shift(line: Line, label: Box, columns: Columns) -> int:
    """How far a flattened row is moved: its label may not stand under or behind a figure's head."""
    first = min((box.first for box in columns.homes.values()), default=label.last + 1)
    return max(label.last + 1 - first, 0)


def _fields(cells: list[Box]) -> list[FieldEntry]:
    found: list[FieldEntry] = []
    for place, box in enumerate(cells):
        label = label_of(box.text)
        if label is None or label.role != "field":
            continue
        after = cells[place + 1] if place + 1 < len(cells) else None
        if label.rest:
            value = words_entry(box)
            text = label.rest.strip()
            value = Entry(value.state, text if value.value else None, text, source=box.source)
        elif after is not None and label_of(after.text) is None:
            value = words_entry(after)
        else:
            value = Entry(source=box.source)
        told = label.text if label.rest else printed(box.cell.text).rstrip(":：")
        found.append(FieldEntry(label.detail, told, value))
    return found
