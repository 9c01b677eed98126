"""绩效目标表 performance: the grid of a performance table, five columns wide.

Labelled fields, money by source, goals, then the indicators with merged cells
for their first and second levels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from zhida.core.notice import Indicator, PerformanceTable
from zhida.documents.writing.notice.figures import figure_of, unit_of
from zhida.documents.writing.notice.layout import Box, Grid
from zhida.documents.writing.notice.wording import Wording

_WIDTHS = (2.0, 2.7, 2.9, 4.6, 2.8)
_LAST = len(_WIDTHS) - 1


def performance_grid(table: PerformanceTable, wording: Wording) -> Grid:
    """绩效目标表: a table's fields, money, goals and indicators as boxes."""
    boxes = list(_fields(table))
    boxes += _money(table, _below(boxes), wording)
    boxes += _goals(table, _below(boxes), wording)
    boxes += _indicators(table.indicators, _below(boxes), wording)
    return Grid(tuple(sorted(boxes, key=lambda box: (box.row, box.column))), _WIDTHS)


def _below(boxes: Sequence[Box]) -> int:
    return max((box.row + box.rows for box in boxes), default=0)


def _fields(table: PerformanceTable) -> Iterator[Box]:
    for row, (label, value) in enumerate(table.header):
        yield Box(row, 0, label, columns=2)
        yield Box(row, 2, value.value, columns=_LAST - 1)


def _money(table: PerformanceTable, first: int, wording: Wording) -> Iterator[Box]:
    if not table.amounts:
        return
    unit = unit_of(each.amount for each in table.amounts)
    yield Box(
        first,
        0,
        _word(table, "money", wording).format(unit=unit.label),
        rows=len(table.amounts),
    )
    for row, each in enumerate(table.amounts, first):
        figure = figure_of(each.amount, unit)
        number = figure if each.amount.fen is not None else None
        yield Box(row, 1, each.label.replace(":", "："), columns=2)
        yield Box(row, 3, figure, columns=_LAST - 2, number=number)


def _word(table: PerformanceTable, name: str, wording: Wording) -> str:
    """A heading of the block, by how the table calls its whole amount."""
    total = table.amounts[0].label.rstrip("：:") if table.amounts else ""
    chosen = wording.choice("performance", f"{name}_below", total)
    return wording.word("performance", name) if chosen == total else chosen


def _goals(table: PerformanceTable, row: int, wording: Wording) -> Iterator[Box]:
    if table.goals:
        yield Box(row, 0, _word(table, "goals", wording))
        text = "\n".join(goal.value for goal in table.goals)
        yield Box(row, 1, text, columns=_LAST, left=True)


def _indicators(indicators: Sequence[Indicator], first: int, wording: Wording) -> Iterator[Box]:
    if not indicators:
        return
    yield Box(first, 0, wording.word("performance", "indicators"), rows=len(indicators) + 1)
    yield from (
        Box(first, at, head, head=True)
        for at, head in enumerate(wording.words("performance", "heads"), 1)
    )
    row = first + 1
    for level1, branch in groupby(indicators, key=lambda each: each.level1):
        below = list(branch)
        yield Box(row, 1, level1, rows=len(below))
        for level2, leaves in groupby(below, key=lambda each: each.level2):
            filed = list(leaves)
            yield Box(row, 2, level2, rows=len(filed))
            for indicator in filed:
                yield Box(row, 3, indicator.name, left=True)
                yield Box(row, 4, indicator.target.text)
                row += 1
