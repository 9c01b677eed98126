"""合成 composition: a table with earmarked cells and columns that are open to some lines only.

Earmarked amounts are set aside first. The columns that are open to the same
lines make a block; each block is an exact table of its own, with its own
certificate. The narrowest block is filled first, in proportion to what its
lines still have to receive; the widest takes the rest. So every total holds, a
closed cell is zero, and nothing must be believed but the sums and the
certificates of the blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from zhida.core.allocation.bounds import apportion, water_fill
from zhida.core.allocation.certificate import Cells, fault, tie_number
from zhida.core.allocation.margins import (
    AllocationError,
    ColumnTotal,
    LineTotal,
    Margins,
    Told,
    in_units,
)
from zhida.core.allocation.programme import Sum, nearest
from zhida.core.allocation.rounding import RoundedTable, round_table

Open = Mapping[int, frozenset[int]]
"""The lines (none of them a group) to which a column is open; a column not named is open to all."""


@dataclass(frozen=True, slots=True)
class Block:
    """块: an exact table of some lines and columns of a larger one, by their indexes there."""

    lines: tuple[int, ...]
    columns: tuple[int, ...]
    table: RoundedTable


@dataclass(frozen=True, slots=True)
class ComposedTable:
    """合成表: totals, what was earmarked of them (no groups), and the blocks that make the rest.

    `cells` are those of all lines in units, subtotals summed.
    """

    margins: Margins
    earmarked: Cells
    blocks: tuple[Block, ...]
    cells: Cells = field(init=False)

    def __post_init__(self) -> None:
        cells = [list(row) for row in self.earmarked]
        for i in self._leaves():
            above = self.margins.lines[i].parent
            while above is not None:
                for j, amount in enumerate(self.earmarked[i]):
                    cells[above][j] += amount
                above = self.margins.lines[above].parent
        for block in self.blocks:
            for i, row in zip(block.lines, block.table.cells, strict=True):
                for j, cell in zip(block.columns, row, strict=True):
                    cells[i][j] += cell
        object.__setattr__(self, "cells", tuple(map(tuple, cells)))

    def _leaves(self) -> Iterator[int]:
        return (i for i in range(len(self.margins.lines)) if i not in self.margins.groups)

    def fault(self) -> str | None:
        """What is wrong with the sums or with a block's certificate, None where all holds."""
        cells, lines = self.cells, self.margins.lines
        for line, row in zip(lines, cells, strict=True):
            if sum(row) != line.total:
                return f"“{line.code}”各列之和不等于合计"
        for j, column in enumerate(self.margins.columns):
            if sum(cells[i][j] for i in self._leaves()) != column.total:
                return f"“{column.code}”各行之和不等于合计"
        for block in self.blocks:
            wrong = fault(block.table.margins, block.table.cells, block.table.certificate)
            if wrong is not None:
                return wrong
        return None


def whole(table: RoundedTable) -> ComposedTable:
    """One exact table as the only block of a composed one."""
    margins = table.margins
    none = tuple((0,) * len(margins.columns) for _ in margins.lines)
    lines, columns = tuple(range(len(margins.lines))), tuple(range(len(margins.columns)))
    return ComposedTable(margins, none, (Block(lines, columns, table),))


def compose(
    margins: Margins,
    open_to: Open | None = None,
    earmarked: Cells | None = None,
    told: Told = in_units,
) -> ComposedTable:
    """合成: the exact table for these totals with its closed and earmarked cells.

    Raises `AllocationError` that names the columns and lines whose totals can't
    hold together.

    >>> lines = (LineTotal("甲县", 6), LineTotal("乙县", 4))
    >>> margins = Margins(lines, (ColumnTotal("中央", 7), ColumnTotal("试点", 3)))
    >>> compose(margins, {1: frozenset({0})}).cells
    ((3, 3), (4, 0))
    """
    width = len(margins.columns)
    set_aside = earmarked or tuple((0,) * width for _ in margins.lines)
    leaves = tuple(i for i in range(len(margins.lines)) if i not in margins.groups)
    rest = {i: margins.lines[i].total - sum(set_aside[i]) for i in leaves}
    left = [
        column.total - sum(set_aside[i][j] for i in leaves)
        for j, column in enumerate(margins.columns)
    ]
    _refuse_earmarks(margins, rest, left, told)
    groups: dict[frozenset[int], list[int]] = {}
    for j in range(width):
        if left[j]:
            groups.setdefault((open_to or {}).get(j, frozenset(leaves)), []).append(j)
    if not groups:
        return ComposedTable(margins, set_aside, ())
    codes = [column.code for column in margins.columns]
    ordered = sorted(
        groups.items(), key=lambda each: (len(each[0]), sorted(codes[j] for j in each[1]))
    )
    _refuse_narrow(margins, rest, left, ordered, told)
    wanted = [sum(left[j] for j in columns) for _, columns in ordered]
    names = ["\n".join(sorted(codes[j] for j in columns)) for _, columns in ordered]
    parts = _parts(margins, rest, [lines for lines, _ in ordered], wanted, names)
    blocks = tuple(
        _block(margins, part, columns, left)
        for part, (_, columns) in zip(parts, ordered, strict=True)
    )
    return ComposedTable(margins, set_aside, blocks)


def _block(
    margins: Margins, part: Mapping[int, int], columns: Sequence[int], left: Sequence[int]
) -> Block:
    totals = dict.fromkeys(range(len(margins.lines)), 0)
    inside: set[int] = set()
    for leaf, amount in part.items():
        line: int | None = leaf
        while line is not None:
            inside.add(line)
            totals[line] += amount
            line = margins.lines[line].parent
    lines = tuple(sorted(inside))
    place = {line: at for at, line in enumerate(lines)}
    kept = []
    for line in lines:
        above = margins.lines[line].parent
        kept.append(
            LineTotal(
                margins.lines[line].code, totals[line], None if above is None else place[above]
            )
        )
    tops = tuple(ColumnTotal(margins.columns[j].code, left[j]) for j in columns)
    return Block(lines, tuple(columns), round_table(Margins(tuple(kept), tops)))


def _parts(
    margins: Margins,
    rest: Mapping[int, int],
    open_lines: Sequence[frozenset[int]],
    wanted: Sequence[int],
    names: Sequence[str],
) -> list[dict[int, int]]:
    """What each line has of each block: narrow blocks in proportion, the last takes what is left."""
    remaining, parts = dict(rest), []
    try:
        for lines, total in list(zip(open_lines, wanted, strict=True))[:-1]:
            members = sorted(lines)
            caps = [Fraction(remaining[i]) for i in members]
            exact = water_fill(caps, Fraction(total), [Fraction(0)] * len(members), caps)
            units = apportion(exact, [margins.lines[i].code for i in members])
            parts.append(dict(zip(members, units, strict=True)))
            for i, amount in parts[-1].items():
                remaining[i] -= amount
    except AllocationError:
        return _overlapping(margins, rest, open_lines, wanted, names)
    if any(amount for i, amount in remaining.items() if i not in open_lines[-1]):
        return _overlapping(margins, rest, open_lines, wanted, names)
    return [*parts, {i: remaining[i] for i in sorted(open_lines[-1])}]


def _overlapping(
    margins: Margins,
    rest: Mapping[int, int],
    open_lines: Sequence[frozenset[int]],
    wanted: Sequence[int],
    names: Sequence[str],
) -> list[dict[int, int]]:
    """The same where blocks overlap so that no order of filling works: as near to proportion."""
    code = {i: margins.lines[i].code for i in rest}
    places = [
        (b, i) for b, lines in enumerate(open_lines) for i in sorted(lines, key=code.__getitem__)
    ]
    shares = []
    for b, i in places:
        whole = sum(rest[k] for k in open_lines[b])
        shares.append(Fraction(wanted[b] * rest[i], whole))
    ties = [tie_number(code[i], names[b]) for b, i in places]
    sums = [
        Sum(tuple(at for at, (c, _) in enumerate(places) if c == b), total)
        for b, total in enumerate(wanted)
    ]
    sums += [
        Sum(tuple(at for at, (_, k) in enumerate(places) if k == i), total)
        for i, total in sorted(rest.items(), key=lambda each: code[each[0]])
    ]
    found = nearest(shares, sums, ties)
    if found is None:
        raise AllocationError("各项资金的开放范围与各地合计不能同时成立。请放宽开放范围")
    parts: list[dict[int, int]] = [{} for _ in wanted]
    for (b, i), units in zip(places, found.cells, strict=True):
        parts[b][i] = units
    return parts


def _refuse_earmarks(
    margins: Margins, rest: Mapping[int, int], left: Sequence[int], told: Told
) -> None:
    for i, amount in rest.items():
        if amount < 0:
            raise AllocationError(
                f"“{margins.lines[i].code}”的项目金额比应得合计多{told(-amount)}。"
                "请调减项目金额，或提高应得金额"
            )
    for column, amount in zip(margins.columns, left, strict=True):
        if amount < 0:
            raise AllocationError(
                f"“{column.code}”的项目金额比该项资金多{told(-amount)}。请调减项目金额"
            )


def _refuse_narrow(
    margins: Margins,
    rest: Mapping[int, int],
    left: Sequence[int],
    ordered: Sequence[tuple[frozenset[int], list[int]]],
    told: Told,
) -> None:
    """Name the columns that have more than their lines may receive, or lines with too few columns.

    By the cut of a largest flow from columns to lines: none exists where all totals hold.
    """
    from zhida.core.allocation.solver import narrowest

    lines = sorted(rest)
    supply = [sum(left[j] for j in columns) for _, columns in ordered]
    arcs = [(b, lines.index(i)) for b, (members, _) in enumerate(ordered) for i in members]
    if all(len(members) == len(lines) for members, _ in ordered):
        return
    cut = narrowest(supply, [rest[i] for i in lines], arcs)
    if cut is None:
        return
    members = sorted({i for b in cut for i in ordered[b][0]})
    given, room = sum(supply[b] for b in cut), sum(rest[i] for i in members)
    codes = "”、“".join(margins.columns[j].code for b in cut for j in ordered[b][1])
    names = "、".join(margins.lines[i].code for i in members[:6])
    more = f"等{len(members)}个" if len(members) > 6 else ""
    raise AllocationError(
        f"“{codes}”共{told(given)}，只能分给{names}{more}，"
        f"其应得合计{told(room)}，差{told(given - room)}。"
        "请放宽开放范围，提高这些地方的应得金额，或调减该项资金"
    )
