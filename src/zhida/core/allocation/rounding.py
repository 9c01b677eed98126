"""取整 rounding: a table of whole units that sums exactly by line, column and group.

Cells rounded one by one miss their totals. Here every cell is the floor or the
ceiling of its exact share, all totals hold, and the sum of the deviations of
all cells, subtotals included, is least. Which cells go up is a min-cost flow
from columns through groups to recipients. Of tables that deviate equally the
one with the least sum of `tie_number` is taken, so that the result depends on
the names and totals alone, not on their order or on the solver.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhida.core.allocation.certificate import Cells, Certificate
from zhida.core.allocation.margins import LineTotal, Margins
from zhida.core.balance import Change, rounded_share


@dataclass(frozen=True, slots=True)
class RoundedTable:
    """取整表: whole units in the order of `margins`, with the proof that none is better."""

    margins: Margins
    cells: Cells
    certificate: Certificate

    def moved(self) -> Iterator[Change]:
        """Cells of recipients that differ from their share rounded half up on its own."""
        total = self.margins.total
        for i, (line, row) in enumerate(zip(self.margins.lines, self.cells, strict=True)):
            if i in self.margins.groups:
                continue
            for j, (column, cell) in enumerate(zip(self.margins.columns, row, strict=True)):
                alone = rounded_share(line.total, column.total, total)
                if alone != cell:
                    yield Change(i, j, alone, cell)


def round_table(margins: Margins) -> RoundedTable:
    """取整: the table of least deviation for these margins.

    Raises `AllocationError` where the totals are too large for exact solving.

    >>> from zhida.core.allocation import ColumnTotal
    >>> lines = (LineTotal("甲县", 1), LineTotal("乙县", 1), LineTotal("丙县", 1))
    >>> round_table(Margins(lines, (ColumnTotal("中央", 2), ColumnTotal("省级", 1)))).cells
    ((0, 1), (1, 0), (1, 0))
    """
    line_order = sorted(range(len(margins.lines)), key=lambda i: margins.lines[i].code)
    column_order = sorted(range(len(margins.columns)), key=lambda j: margins.columns[j].code)
    ordered = _ordered(margins, line_order, column_order)
    line_at, column_at = _places(line_order), _places(column_order)
    # the solver and its arrays are loaded where a table is solved: a checker needs neither
    from zhida.core.allocation import network

    network.refuse_too_large(ordered)
    arcs = network.arcs_of(ordered)
    up, by_deviation, by_tie = network.round_up(ordered, arcs)
    solved = network.certificate_of(ordered, by_deviation, by_tie)
    certificate = Certificate(
        tuple(solved.columns[j] for j in column_at),
        tuple(
            tuple(solved.lines[at][j] for j in column_at)
            if i in margins.groups
            else solved.lines[at]
            for i, at in enumerate(line_at)
        ),
    )
    return RoundedTable(margins, network.cells_of(arcs, up, line_at, column_at), certificate)


def _places(order: list[int]) -> list[int]:
    """Where each index stands in an order."""
    places = [0] * len(order)
    for place, index in enumerate(order):
        places[index] = place
    return places


def _ordered(margins: Margins, lines: list[int], columns: list[int]) -> Margins:
    """The same margins, sorted by code: a solver sees them in one order only."""
    places = _places(lines)
    moved = (margins.lines[i] for i in lines)
    return Margins(
        tuple(
            LineTotal(each.code, each.total, None if each.parent is None else places[each.parent])
            for each in moved
        ),
        tuple(margins.columns[j] for j in columns),
    )
