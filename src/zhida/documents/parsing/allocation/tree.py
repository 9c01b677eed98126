"""层级 tree: which row sums which, by words, numbering, places, and the sums themselves.

Words and numbering decide first. Where they leave rows side by side, the
places (a prefecture above its counties) and the figures (a row equal to the
rows below it) are tried, and the reading that breaks the fewest sums is kept:
a table's own fault must not change its shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from zhida.core.notice import Column, MeasureKind, RowKind
from zhida.core.regions import Region
from zhida.documents.parsing.allocation.figures import figure_of
from zhida.documents.parsing.allocation.header import is_grand_total, is_total
from zhida.documents.parsing.allocation.raw import RawRow

Parents = dict[int, int]
"""Index of a row → index of the row above it in the tree; the outermost are absent."""

_LONGEST_RUN = 300
"""No place sums more rows than that: the counties of a province."""

_MARKS = ("一二三四五六七八九十", "(一二三四五六七八九十", "0123456789", "(0123456789")


@dataclass(frozen=True, slots=True)
class Node:
    """节点: the kind of a row, and its parent's index."""

    kind: RowKind
    parent: int | None


def tree_of(
    rows: Sequence[RawRow], regions: Sequence[Region | None], columns: Sequence[Column]
) -> tuple[Node, ...]:
    """The place of every row in the tree of sums."""
    total = _grand_total(rows)
    readings = [_rooted(each, total) for each in _readings(rows, regions, columns, total)]
    parents = min(
        readings, key=lambda each: (_broken(each, rows, columns, total), readings.index(each))
    )
    above = set(parents.values())
    return tuple(
        Node(
            RowKind.TOTAL
            if index == total
            else RowKind.SUBTOTAL
            if index in above or _is_subtotal(row)
            else RowKind.LEAF,
            None if index == total else parents.get(index, total),
        )
        for index, row in enumerate(rows)
    )


def _rooted(parents: Parents, total: int | None) -> Parents:
    """A reading without circles: of two sums that would contain each other, one does.

    The grand total lies under nothing.
    """
    kept: Parents = {}
    for child, parent in parents.items():
        above: int | None = parent
        while above is not None and above != child:
            above = kept.get(above)
        if above is None and child != total:
            kept[child] = parent
    return kept


def _grand_total(rows: Sequence[RawRow]) -> int | None:
    """The row of the grand total: named so and under no group, the first or the last such.

    A 小计 is one only where it is the table's only sum.
    """
    named = [at for at, row in enumerate(rows) if is_grand_total(row.label) and not row.groups]
    if not named:
        ends = [at for at in (0, len(rows) - 1) if _is_subtotal(rows[at]) and not rows[at].groups]
        only = len(rows) > 1 and sum(map(_is_subtotal, rows)) == 1
        return next((at for at in ends if only or "小" not in rows[at].label), None)
    grand = [at for at in named if rows[at].label.startswith("总")]
    return (grand or named)[0] if named[0] == 0 or grand else named[-1]


def _is_subtotal(row: RawRow) -> bool:
    return is_total(row.label)


def _readings(
    rows: Sequence[RawRow],
    regions: Sequence[Region | None],
    columns: Sequence[Column],
    total: int | None,
) -> Iterator[Parents]:
    """The readings worth trying, the plainest first."""
    for below in (True, False):
        plain = _by_words(rows, total, below=below)
        yield plain
        placed = _by_places(rows, regions, total, plain)
        if placed != plain:
            yield placed
        summed = _by_sums(rows, columns, total, plain)
        if summed != plain:
            yield summed


def _by_words(rows: Sequence[RawRow], total: int | None, *, below: bool) -> Parents:
    """Numbering, 其中, groups, and 小计 rows whose items stand below (or above) them."""
    parents: Parents = {}
    stack: list[tuple[int, int]] = []
    outer: int | None = None
    for index, row in enumerate(rows):
        if index == total:
            stack, outer = [], None
            continue
        depth = _depth(row)
        if depth is not None:
            while stack and stack[-1][0] >= depth:
                stack.pop()
            if stack:
                parents[index] = stack[-1][1]
            stack.append((depth, index))
        elif stack and stack[-1][0] < 2 and not row.inner:
            parents[index] = stack[-1][1]
        if row.inner and outer is not None and _belongs(row, rows[outer]):
            parents[index] = outer
        elif not row.inner:
            outer = index
    members = _members(rows)
    for index, row in enumerate(rows):
        if index != total and _is_subtotal(row):
            for item in _items(rows, members, index, total, below=below):
                parents.setdefault(item, index)
    return {child: parent for child, parent in parents.items() if child != parent}


def _depth(row: RawRow) -> int | None:
    """The depth of a numbering: 一、 is 0, (一) 1, 1. 2, (1) 3; None without one."""
    if not row.mark:
        return None
    return next(
        (
            depth
            for depth, marks in enumerate(_MARKS)
            if all(c in marks for c in row.mark[:2].rstrip("、.．)"))
        ),
        None,
    )


def _belongs(row: RawRow, outer: RawRow) -> bool:
    """Whether an inner row stands under an outer row rather than beside it."""
    return row.of_which or outer.label in row.groups or not outer.groups


def _members(rows: Sequence[RawRow]) -> dict[tuple[str, ...], list[int]]:
    """The rows of every group and of every group within it."""
    members: dict[tuple[str, ...], list[int]] = {}
    for index, row in enumerate(rows):
        for depth in range(1, len(row.groups) + 1):
            members.setdefault(row.groups[:depth], []).append(index)
    return members


def _items(
    rows: Sequence[RawRow],
    members: dict[tuple[str, ...], list[int]],
    subtotal: int,
    total: int | None,
    *,
    below: bool,
) -> Iterator[int]:
    """The rows that a 小计 row sums: those of its group, else those up to the next sum."""
    group = rows[subtotal].groups
    if group:
        yield from (index for index in members[group] if index not in (subtotal, total))
        return
    step = 1 if below else -1
    index = subtotal + step
    while 0 <= index < len(rows) and index != total and not _is_subtotal(rows[index]):
        yield index
        index += step


def _by_places(
    rows: Sequence[RawRow], regions: Sequence[Region | None], total: int | None, plain: Parents
) -> Parents:
    """A place sums the rows right below it that lie within it."""
    parents = dict(plain)
    above: int | None = None
    for index, region in enumerate(regions):
        if index == total or region is None:
            continue
        upper = regions[above] if above is not None else None
        if upper is not None and _lies_in(region, upper):
            if above is not None:
                parents.setdefault(index, above)
        else:
            above = index
    return parents


def _lies_in(region: Region, upper: Region) -> bool:
    return region.code != upper.code and (
        region.parent == upper.code
        or (region.parent.startswith(upper.code.rstrip("0")) and upper.level == 1)
    )


def _by_sums(
    rows: Sequence[RawRow], columns: Sequence[Column], total: int | None, plain: Parents
) -> Parents:
    """A row that equals the two or more rows right below it in every column sums them."""
    parents = dict(plain)
    outer = [at for at in range(len(rows)) if at != total and at not in parents]
    position = 0
    while position < len(outer):
        count = _equal_run(rows, columns, outer, position)
        for at in outer[position + 1 : position + 1 + count]:
            parents[at] = outer[position]
        position += 1 + count
    return parents


def _equal_run(
    rows: Sequence[RawRow], columns: Sequence[Column], outer: Sequence[int], position: int
) -> int:
    goal = _figures(rows[outer[position]], columns)
    if not any(goal):
        return 0
    sums = [0] * len(goal)
    for count, at in enumerate(outer[position + 1 : position + 1 + _LONGEST_RUN], start=1):
        sums = [a + b for a, b in zip(sums, _figures(rows[at], columns), strict=True)]
        if any(a > b for a, b in zip(sums, goal, strict=True)):
            return 0
        if sums == goal:
            return count if count >= 2 else 0
    return 0


def _figures(row: RawRow, columns: Sequence[Column]) -> list[int]:
    return [
        figure_of(row.cells.get(at), column) or 0
        for at, column in enumerate(columns)
        if column.kind is not MeasureKind.TEXT
    ]


def _broken(
    parents: Parents, rows: Sequence[RawRow], columns: Sequence[Column], total: int | None
) -> tuple[Fraction, int]:
    """The share of sums that a reading breaks, and minus the number that it keeps."""
    broken = kept = 0
    below: dict[int, list[int]] = {}
    for at in range(len(rows)):
        parent = parents.get(at, total if at != total else None)
        if parent is not None and parent != at:
            below.setdefault(parent, []).append(at)
    for parent, children in below.items():
        if not rows[parent].cells:
            continue
        for at, column in enumerate(columns):
            goal = figure_of(rows[parent].cells.get(at), column)
            if goal is None:
                continue
            found = sum(figure_of(rows[child].cells.get(at), column) or 0 for child in children)
            kept, broken = (kept + 1, broken) if found == goal else (kept, broken + 1)
    return (Fraction(broken, kept + broken) if kept + broken else Fraction(1, 2)), -kept
