"""网格 grids: ruling lines on a page → tables, cell by cell, merged cells as they are ruled.

PDF pages give their lines as paths, scans as runs of dark pixels; both end
here. Coordinates grow right and down, in any unit; `slack` is the distance
below which two places count as one, in the same unit.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_MOST_CROSSINGS = 4_000_000
_MOST_PLACES = 20_000


@dataclass(frozen=True, slots=True)
class Rule:
    """框线: a horizontal or vertical line: at `place` across, from `start` to `end` along."""

    place: float
    start: float
    end: float


@dataclass(slots=True)
class GridCell:
    """A cell of a grid, with its place, spans and box (x0, y0, x1, y1)."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: tuple[float, float, float, float]


@dataclass(slots=True)
class Grid:
    """网格: a ruled table. `xs` and `ys` are the places of its lines, ascending."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    _at: dict[tuple[int, int], GridCell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self._at[row, column] = cell

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The outer box of the table."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_at(self, x: float, y: float) -> GridCell | None:
        """The cell that holds a point."""
        place = (bisect_right(self.ys, y), bisect_right(self.xs, x))
        return self._at.get(place)


def find_grids(
    horizontal: Iterable[Rule], vertical: Iterable[Rule], slack: float, gap: float | None = None
) -> list[Grid]:
    """The ruled tables among lines, from top to bottom.

    `gap` is how far two pieces of a broken line may be apart, by default `slack`.

    >>> across = [Rule(y, 0, 20) for y in (0, 10, 20)]
    >>> down = [Rule(x, 0, 20) for x in (0, 20)] + [Rule(10, 10, 20)]
    >>> [grid] = find_grids(across, down, slack=1)
    >>> [(cell.row, cell.column, cell.column_span) for cell in grid.cells]
    [(1, 1, 2), (2, 1, 1), (2, 2, 1)]
    """
    reach = slack if gap is None else gap
    across, down = _merged(horizontal, slack, reach), _merged(vertical, slack, reach)
    if len(across) * len(down) > _MOST_CROSSINGS:
        return []
    grids = [_grid(h, v, slack) for h, v in _components(across, down, slack)]
    found = [grid for grid in grids if grid is not None]
    return sorted(_outermost(found, slack), key=lambda grid: (grid.ys[0], grid.xs[0]))


def _merged(rules: Iterable[Rule], slack: float, gap: float) -> list[Rule]:
    """Lines at nearly one place that touch or overlap, as one line."""
    ordered = sorted(rules, key=lambda rule: rule.place)
    merged: list[Rule] = []
    index = 0
    while index < len(ordered):
        end = index + 1
        while end < len(ordered) and ordered[end].place - ordered[end - 1].place <= slack:
            end += 1
        merged.extend(_joined(ordered[index:end], gap))
        index = end
    return merged


def _joined(rules: Sequence[Rule], gap: float) -> list[Rule]:
    joined: list[list[Rule]] = []
    reach = float("-inf")
    for rule in sorted(rules, key=lambda rule: rule.start):
        if joined and rule.start <= reach + gap:
            joined[-1].append(rule)
            reach = max(reach, rule.end)
        else:
            joined.append([rule])
            reach = rule.end
    return [_union(group) for group in joined]


def _union(group: Sequence[Rule]) -> Rule:
    length = sum(rule.end - rule.start for rule in group)
    if length <= 0:
        return group[0]
    place = sum(rule.place * (rule.end - rule.start) for rule in group) / length
    return Rule(place, min(rule.start for rule in group), max(rule.end for rule in group))


def _components(
    across: Sequence[Rule], down: Sequence[Rule], slack: float
) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that cross one another, directly or through others."""
    leader = list(range(len(across) + len(down)))

    def find(item: int) -> int:
        while leader[item] != item:
            leader[item] = leader[leader[item]]
            item = leader[item]
        return item

    for place, line in enumerate(down, start=len(across)):
        for index, rule in enumerate(across):
            if _cross(rule, line, slack):
                leader[find(place)] = find(index)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate(across):
        groups.setdefault(find(index), ([], []))[0].append(rule)
    for place, line in enumerate(down, start=len(across)):
        groups.setdefault(find(place), ([], []))[1].append(line)
    return list(groups.values())


def _cross(across: Rule, down: Rule, slack: float) -> bool:
    return (
        across.start - slack <= down.place <= across.end + slack
        and down.start - slack <= across.place <= down.end + slack
    )


def _grid(across: Sequence[Rule], down: Sequence[Rule], slack: float) -> Grid | None:
    if len(across) < 2 or len(down) < 1:
        return None
    ys = _places([rule.place for rule in across], slack)
    xs = _places([rule.place for rule in down], slack)
    xs = _opened(xs, [rule.start for rule in across], [rule.end for rule in across], slack)
    ys = _opened(ys, [rule.start for rule in down], [rule.end for rule in down], slack)
    xs = _with_walls(xs, ys, down, slack)
    ys = _with_walls(ys, xs, across, slack)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2):
        return None
    if len(xs) * len(ys) > _MOST_PLACES:
        return None
    cells = _cells(xs, ys, across, down, slack)
    return Grid(xs, ys, cells) if len(cells) > 1 else None


def _places(places: Sequence[float], slack: float) -> list[float]:
    """Places with those nearer than `slack` to one another taken together."""
    groups: list[list[float]] = []
    for place in sorted(places):
        if groups and place - groups[-1][-1] <= slack:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [sum(group) / len(group) for group in groups]


def _opened(
    places: list[float], starts: Sequence[float], ends: Sequence[float], slack: float
) -> list[float]:
    """Outer places of a table whose sides are not ruled: as far as its lines go."""
    wide = 3 * slack
    begun = sorted(starts)[len(starts) // 4]
    ended = sorted(ends)[(3 * len(ends)) // 4]
    if begun < places[0] - wide:
        places = [begun, *places]
    if ended > places[-1] + wide:
        places = [*places, ended]
    return places


def _with_walls(
    places: list[float], steps: Sequence[float], rules: Sequence[Rule], slack: float
) -> list[float]:
    """Places that rule at least one step of the grid; a stroke of a character rules none."""
    ruled = {line for line, _ in _ruled(places, steps, rules, slack)}
    ends = (0, len(places) - 1)
    return [place for index, place in enumerate(places) if index in ruled or index in ends]


def _cells(
    xs: Sequence[float],
    ys: Sequence[float],
    across: Sequence[Rule],
    down: Sequence[Rule],
    slack: float,
) -> list[GridCell]:
    rows, columns = len(ys) - 1, len(xs) - 1
    walls = _ruled(xs, ys, down, slack)
    floors = _ruled(ys, xs, across, slack)
    leader = list(range(rows * columns))

    def find(item: int) -> int:
        while leader[item] != item:
            leader[item] = leader[leader[item]]
            item = leader[item]
        return item

    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and (column + 1, row) not in walls:
                leader[find(here + 1)] = find(here)
            if row + 1 < rows and (row + 1, column) not in floors:
                leader[find(here + columns)] = find(here)
    groups: dict[int, list[tuple[int, int]]] = {}
    for item in range(rows * columns):
        groups.setdefault(find(item), []).append(divmod(item, columns))
    cells = [cell for group in groups.values() for cell in _rectangles(group, xs, ys)]
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _ruled(
    places: Sequence[float], steps: Sequence[float], rules: Sequence[Rule], slack: float
) -> set[tuple[int, int]]:
    """Which line places are ruled over which steps along them."""
    ruled: set[tuple[int, int]] = set()
    for rule in rules:
        line = _nearest(places, rule.place)
        for step in range(len(steps) - 1):
            first, last = steps[step], steps[step + 1]
            covered = min(rule.end, last) - max(rule.start, first)
            if covered >= 0.6 * (last - first) or covered >= last - first - 2 * slack > 0:
                ruled.add((line, step))
    return ruled


def _nearest(places: Sequence[float], wanted: float) -> int:
    after = bisect_left(places, wanted)
    around = [index for index in (after - 1, after) if 0 <= index < len(places)]
    return min(around, key=lambda index: abs(places[index] - wanted))


def _rectangles(
    group: Sequence[tuple[int, int]], xs: Sequence[float], ys: Sequence[float]
) -> list[GridCell]:
    """A group as one cell, or as a cell for each run of equal rows where it is no rectangle."""
    runs: dict[int, list[int]] = {}
    for row, column in group:
        runs.setdefault(row, []).append(column)
    cells: list[GridCell] = []
    for row in sorted(runs):
        for first, last in _stretches(runs[row]):
            upper = next(
                (
                    cell
                    for cell in cells
                    if cell.row + cell.row_span == row + 1
                    and (cell.column, cell.column_span) == (first + 1, last - first + 1)
                ),
                None,
            )
            if upper is not None:
                upper.row_span += 1
                upper.box = (*upper.box[:3], ys[row + 1])
            else:
                box = (xs[first], ys[row], xs[last + 1], ys[row + 1])
                cells.append(GridCell(row + 1, first + 1, 1, last - first + 1, box))
    return cells


def _stretches(columns: Sequence[int]) -> list[tuple[int, int]]:
    stretches: list[tuple[int, int]] = []
    for column in sorted(columns):
        if stretches and column == stretches[-1][1] + 1:
            stretches[-1] = (stretches[-1][0], column)
        else:
            stretches.append((column, column))
    return stretches


def _outermost(grids: Sequence[Grid], slack: float) -> list[Grid]:
    """Grids that don't lie inside a cell of another."""

    def inside(inner: Grid, outer: Grid) -> bool:
        a, b = inner.box, outer.box
        return (
            inner is not outer
            and a[0] >= b[0] - slack
            and a[1] >= b[1] - slack
            and a[2] <= b[2] + slack
            and a[3] <= b[3] + slack
        )

    return [grid for grid in grids if not any(inside(grid, other) for other in grids)]
