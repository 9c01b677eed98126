"""放格 placing: figures of a row whose columns are in doubt.

A merged cell that was lost on the way moves the cells beside it. Among the few
ways to place k figures in n columns, in their order, the one is taken that
satisfies the sums that must hold: of the row, and of the rows above and below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from zhida.core.notice import Column, ColumnRole, MeasureKind
from zhida.documents.parsing.allocation.figures import figure_of, holds_in_row
from zhida.documents.parsing.allocation.grid import Place
from zhida.documents.parsing.allocation.header import is_grand_total
from zhida.documents.parsing.allocation.raw import RawRow

_WAYS = 60
_STATES = 20_000

Placing = dict[int, Place]


@dataclass(frozen=True, slots=True)
class Placed:
    """放格结果: a row that was placed; `certain` where the sums allow no other way."""

    row: RawRow
    certain: bool


def place_figures(rows: Sequence[RawRow], columns: Sequence[Column]) -> tuple[Placed, ...]:
    """Give every row with a `run` its cells, in place; say which and how surely."""
    placed: list[Placed] = []
    for block, target in _blocks(rows):
        doubtful = [row for row in block if row.run is not None]
        if not doubtful:
            continue
        ways = {id(row): _ways(row, columns) for row in doubtful}
        chosen = _by_columns(block, target, ways, columns)
        for row in doubtful:
            options = ways[id(row)]
            row.cells = chosen[id(row)] if chosen else options[0]
            placed.append(Placed(row, chosen is not None or _is_forced(row, options, columns)))
            row.run = None
    return tuple(placed)


def _is_forced(row: RawRow, options: Sequence[Placing], columns: Sequence[Column]) -> bool:
    """Whether one row leaves no choice: its sums allow one way, or it has a figure a column."""
    summed = any(column.role is ColumnRole.TOTAL and column.parts for column in columns)
    if len(options) != 1 or not holds_in_row(row.cells, columns):
        return False
    figures = [at for at, column in enumerate(columns) if column.kind is not MeasureKind.TEXT]
    return summed or all(at in row.cells and row.cells[at].text for at in figures)


def _blocks(rows: Sequence[RawRow]) -> Iterator[tuple[list[RawRow], RawRow | None]]:
    """Runs of inner rows with the outer row above them; the outer rows with the grand total."""
    total = next((row for row in rows if is_grand_total(row.label) and row.run is None), None)
    outer = [row for row in rows if not row.inner and row is not total]
    above: RawRow | None = None
    block: list[RawRow] = []
    for row in rows:
        if row.inner:
            block.append(row)
            continue
        if block:
            yield block, above
        above, block = row, []
    if block:
        yield block, above
    yield outer, total


def _ways(row: RawRow, columns: Sequence[Column]) -> list[Placing]:
    """The ways to place a row's figures that its own sums allow, the likeliest first."""
    run = row.run or ()
    direct = {
        index: place
        for index, place in enumerate(run[: len(columns)])
        if place is not None and place.text
    }
    ways = [direct] if _kinds_fit(direct, columns) and holds_in_row(direct, columns) else []
    wanted = [index for index, column in enumerate(columns) if column.kind is not MeasureKind.TEXT]
    figures = [place for place in run if place is not None and place.text and not place.is_words]
    words = [place for place in run if place is not None and place.is_words]
    for indexes in combinations(wanted, min(len(figures), len(wanted))):
        way = dict(zip(indexes, figures, strict=False)) | _texts(words, columns)
        if way not in ways and holds_in_row(way, columns):
            ways.append(way)
        if len(ways) >= _WAYS:
            break
    return ways or [direct]


def _kinds_fit(way: Placing, columns: Sequence[Column]) -> bool:
    return all(
        place.is_words == (columns[index].kind is MeasureKind.TEXT) or not place.text
        for index, place in way.items()
    )


def _texts(words: Sequence[Place], columns: Sequence[Column]) -> Placing:
    places = [index for index, column in enumerate(columns) if column.kind is MeasureKind.TEXT]
    return dict(zip(places, words, strict=False))


def _by_columns(
    block: Sequence[RawRow],
    target: RawRow | None,
    ways: dict[int, list[Placing]],
    columns: Sequence[Column],
) -> dict[int, Placing] | None:
    """The only choice of ways that makes the block sum to its target, None where not unique."""
    if target is None or target.run is not None:
        return None
    money = [at for at, column in enumerate(columns) if column.role is not ColumnRole.OF_WHICH]
    money = [at for at in money if columns[at].kind is not MeasureKind.TEXT]
    goal = tuple(figure_of(target.cells.get(at), columns[at]) or 0 for at in money)
    states: dict[tuple[int, ...], tuple[int, dict[int, Placing]]] = {(0,) * len(money): (1, {})}
    for row in block:
        options = ways.get(id(row), [row.cells])
        following: dict[tuple[int, ...], tuple[int, dict[int, Placing]]] = {}
        for sums, (count, choice) in states.items():
            for option in options:
                figures = [figure_of(option.get(at), columns[at]) or 0 for at in money]
                key = tuple(a + b for a, b in zip(sums, figures, strict=True))
                if any(a > b for a, b in zip(key, goal, strict=True)):
                    continue
                before = following.get(key, (0, {}))[0]
                following[key] = (before + count, choice | {id(row): option})
        states = following
        if len(states) > _STATES:
            return None
    count, choice = states.get(goal, (0, {}))
    return choice if count == 1 else None
