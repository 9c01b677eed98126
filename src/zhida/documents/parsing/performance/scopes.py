"""多范围 scopes: tables that put the goals of several places side by side.

绩效目标分解表: either each indicator has a row and each place a column, or each
place a row and each indicator a column.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from zhida.core.money import Unit
from zhida.core.notice import Indicator, SourceAmount
from zhida.documents.blocks import Cell
from zhida.documents.parsing.performance.grid import Box, Line, written
from zhida.documents.parsing.performance.layout import SUMS, Layout, is_scope
from zhida.documents.parsing.performance.values import read_target
from zhida.documents.parsing.performance.vocabulary import heading, label_of, level_of
from zhida.documents.parsing.values import Value, amount_of, cell_value, unit_in

_LEAST = 2
_MOST_HEADINGS = 4
_PLACES = ("place", "county", "prefecture", "province", "unit")


def columns_by_scope(layout: Layout) -> list[tuple[Box, Layout]]:
    """Each place that has a column of values, with the layout in which that column counts.

    Empty where the table has one column of values.
    """
    scopes = [column for column in layout.columns if column.box and is_scope(column.box.text)]
    if sum(column.label not in SUMS for column in scopes) < _LEAST:
        return []
    found: list[tuple[Box, Layout]] = []
    for scope in scopes:
        columns = tuple(
            replace(column, role="value" if column is scope else "extra")
            if column in scopes or column.role == "value"
            else column
            for column in layout.columns
        )
        if scope.box is not None:
            found.append((scope.box, replace(layout, columns=columns)))
    return found


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """一行一地: the row of a place, with the headings of its cells."""

    scope: Box
    cells: tuple[tuple[Box, tuple[Box, ...]], ...]
    amounts: tuple[SourceAmount, ...]
    seconds: frozenset[Cell] = frozenset()

    def indicators(self, year: int | None) -> tuple[Indicator, ...]:
        """The indicators of the place, in the order of the columns."""
        return tuple(_indicator(box, stack, year, self.seconds) for box, stack in self.cells)


def rows_by_scope(
    lines: tuple[Line, ...], layout: Layout, unit: Unit | None, *, titled: bool
) -> list[ScopeRow]:
    """Each row of a table that has a place a row and an indicator a column; else empty.

    Headings of indicators tell such a table, or its title (`titled`).
    """
    if layout.columns or layout.stream:
        return []
    first = next((at for at, line in enumerate(lines) if _names_places(line)), None)
    if first is None:
        return []
    below = _below(lines, first)
    headings = lines[first:below]
    levelled = any(level_of(box.text) for line in headings for box in line)
    if not levelled and not titled:
        return []
    rows: list[ScopeRow] = []
    for line in lines[below:]:
        cells = [box for box in written(line) if not box.carried]
        if cells and is_scope(_name_of(cells).text):
            rows.append(_row(_name_of(cells), line, headings, unit, levelled=levelled))
    stated = any(row.cells for row in rows)
    return rows if stated and len(rows) >= _LEAST else []


def _names_places(line: Line) -> bool:
    labels = (label_of(box.text) for box in written(line)[:2])
    return any(label is not None and label.detail in _PLACES for label in labels)


def _below(lines: tuple[Line, ...], first: int) -> int:
    end = first + 1
    while end < min(len(lines), first + _MOST_HEADINGS):
        cells = written(lines[end])
        if not cells or (not cells[0].carried and is_scope(_name_of(list(cells)).text)):
            break
        end += 1
    return end


def _name_of(cells: list[Box]) -> Box:
    """The cell that names the place: behind a serial number."""
    if len(cells) > 1 and cell_value(cells[0].text).kind is Value.FIGURE:
        return cells[1]
    return cells[0]


def _row(
    scope: Box, line: Line, headings: tuple[Line, ...], unit: Unit | None, *, levelled: bool
) -> ScopeRow:
    cells: list[tuple[Box, tuple[Box, ...]]] = []
    amounts: list[SourceAmount] = []
    for box in line:
        if box.first <= scope.last:
            continue
        stack = _stack(headings, box.first)
        if not stack:
            continue
        money = _amount(box, stack, unit if levelled else None)
        if any(level_of(one.text) for one in stack) or (money is None and not levelled):
            cells.append((box, stack))
        elif money is not None:
            amounts.append(money)
    return ScopeRow(scope, tuple(cells), tuple(amounts), _seconds(headings))


def _stack(headings: tuple[Line, ...], place: int) -> tuple[Box, ...]:
    """The headings over a place, from the top; each once.

    In a flattened table a group prints its heading over the first of its columns.
    """
    stack: list[Box] = []
    for line in headings:
        box = next((one for one in line if one.first <= place <= one.last), None)
        if box is not None and not box.text and line is not headings[-1]:
            box = next((one for one in reversed(line) if one.first < place and one.text), None)
            box = box if box is not None and level_of(box.text) else None
        if box is not None and box.text and all(one.cell is not box.cell for one in stack):
            stack.append(box)
    return tuple(stack)


def _amount(box: Box, stack: tuple[Box, ...], unit: Unit | None) -> SourceAmount | None:
    own = next((found for one in stack if (found := unit_in(one.text))), unit)
    value = cell_value(box.text)
    if own is None or value.kind is Value.WORDS:
        return None
    label = label_of(stack[-1].text)
    kind = label.detail if label is not None and label.role == "amount" else "total"
    amount = amount_of(value, own, box.source, confirmed=not box.cell.optical)
    return SourceAmount(kind, stack[-1].printed, amount)


def _seconds(headings: tuple[Line, ...]) -> frozenset[Cell]:
    """The headings in rows of level 2: one that may be of either level (满意度指标) is so there."""
    found: set[Cell] = set()
    for line in headings:
        levels = [level for box in line if (level := level_of(box.text)) is not None]
        if any(not level.first for level in levels):
            found.update(box.cell for box in line)
    return frozenset(found)


def _indicator(
    box: Box, stack: tuple[Box, ...], year: int | None, seconds: frozenset[Cell]
) -> Indicator:
    """The indicator of a column: its headings by the vocabulary, its name the rest."""
    first = second = ""
    names: list[Box] = []
    for one in stack:
        level = level_of(one.text)
        if level is None:
            names.append(one)
        elif level.first and not first and not (level.second and one.cell in seconds):
            first = heading(one.printed)
        else:
            second = heading(one.printed)
    if first and not second and not names:
        first, names = "", list(stack)
    name = "/".join(one.printed for one in names)
    return Indicator(
        first,
        second,
        name or second,
        read_target(box.printed, year, name),
        (names or list(stack))[-1].source,
        box.source,
        confirmed=not box.cell.optical,
    )
