"""平衡 balance: the least change that makes a table of whole numbers add up both ways.

The cells of a table were rounded one by one, so rows and columns miss their
totals by a few units. The change sought alters as few units as possible, and
among those that do, moves the cells least away from their exact shares. That
is a minimum-cost flow between rows and columns with convex cell costs; it is
solved by successive shortest paths in integers, which is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Grid = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Change:
    """改动: a cell (0-based row and column) with its value before and after, in units."""

    row: int
    column: int
    before: int
    after: int


def rounded_share(row_total: int, column_total: int, total: int) -> int:
    """The share r·c/T, rounded half up. `total` must be positive.

    >>> rounded_share(464, 40, 3347), rounded_share(1, 1, 2)
    (6, 1)
    """
    return (2 * row_total * column_total + total) // (2 * total)


def least_change(
    cells: Grid, row_totals: Sequence[int], column_totals: Sequence[int]
) -> tuple[Change, ...] | None:
    """The fewest units to move so that every row and column meets its total.

    All numbers are whole units of the last printed digit, cells not negative.
    None where the two margins differ in sum, or no change keeps all cells at
    zero or above. Exact shares r·c/T break ties; a tie beyond that goes to
    the first cells.

    >>> least_change([[1, 1], [1, 1]], [2, 1], [2, 1])
    (Change(row=1, column=1, before=1, after=0),)
    """
    total = sum(row_totals)
    if total != sum(column_totals) or total <= 0:
        return None
    flow = _Flow(cells, row_totals, column_totals)
    if not flow.settle():
        return None
    return tuple(
        Change(i, j, cells[i][j], cells[i][j] + moved)
        for i, row in enumerate(flow.moved)
        for j, moved in enumerate(row)
        if moved
    )


class _Flow:
    """Nodes 0 … n−1 are rows, n … n+m−1 columns; `moved` is the change of each cell."""

    def __init__(
        self, cells: Grid, row_totals: Sequence[int], column_totals: Sequence[int]
    ) -> None:
        self.cells = cells
        self.rows, self.columns = len(row_totals), len(column_totals)
        self.total = sum(row_totals)
        self.shares = [[r * c for c in column_totals] for r in row_totals]
        # one unit more or less always weighs more than all deviations from shares together
        self.unit_cost = 4 * self.total * (self.rows * self.columns + 1)
        self.moved = [[0] * self.columns for _ in range(self.rows)]
        self.need = [wanted - sum(row) for wanted, row in zip(row_totals, cells, strict=True)] + [
            sum(row[j] for row in cells) - column_totals[j] for j in range(self.columns)
        ]

    def settle(self) -> bool:
        """Send every surplus to a shortfall, one unit at a time along cheapest paths."""
        while any(need > 0 for need in self.need):
            path = self._cheapest_path()
            if path is None:
                return False
            for start, end in pairwise(path):
                if start < self.rows:
                    self.moved[start][end - self.rows] += 1
                else:
                    self.moved[end][start - self.rows] -= 1
            self.need[path[0]] -= 1
            self.need[path[-1]] += 1
        return True

    def _cost(self, row: int, column: int, step: int) -> int | None:
        """The cost of one unit more (+1) or less (−1) in a cell, None where it can't be."""
        moved = self.moved[row][column]
        value = self.cells[row][column] + moved
        if value + step < 0:
            return None
        share = self.shares[row][column]
        nearer = abs((value + step) * self.total - share) - abs(value * self.total - share)
        return self.unit_cost * (abs(moved + step) - abs(moved)) + nearer

    def _arcs(self, node: int) -> list[tuple[int, int]]:
        """The nodes reached from a node by one unit, with the cost."""
        if node < self.rows:
            costs = [(self.rows + j, self._cost(node, j, 1)) for j in range(self.columns)]
        else:
            costs = [(i, self._cost(i, node - self.rows, -1)) for i in range(self.rows)]
        return [(end, cost) for end, cost in costs if cost is not None]

    def _cheapest_path(self) -> list[int] | None:
        """From any node with a surplus to any with a shortfall (Bellman–Ford)."""
        best: dict[int, int] = {i: 0 for i, need in enumerate(self.need) if need > 0}
        came: dict[int, int] = {}
        queue = list(best)
        while queue:
            waiting: list[int] = []
            for node in queue:
                for end, cost in self._arcs(node):
                    if end not in best or best[node] + cost < best[end]:
                        best[end] = best[node] + cost
                        came[end] = node
                        waiting.append(end)
            queue = list(dict.fromkeys(waiting))
        ends = [node for node, need in enumerate(self.need) if need < 0 and node in best]
        if not ends:
            return None
        node = min(ends, key=lambda end: best[end])
        path = [node]
        while node in came:
            node = came[node]
            path.append(node)
        return path[::-1]
