"""三维表 cube: recipients × sources × purposes (or years), in whole units.

Two margins at a time always hold: what each recipient has of each source is
split among the purposes source by source, and each slice is an exact two-way
table with its own certificate. A third margin, recipients × purposes, may admit
no whole numbers at all; then the nearest table is found and each total that
can't hold is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from zhida.core.allocation.certificate import Cells, tie_number
from zhida.core.allocation.margins import (
    AllocationError,
    ColumnTotal,
    LineTotal,
    Margins,
    Told,
    in_units,
)
from zhida.core.allocation.programme import Sum, fitted, nearest
from zhida.core.allocation.rounding import RoundedTable, round_table


@dataclass(frozen=True, slots=True)
class Axes:
    """三个维度: the codes of the lines, sources and purposes; `parents` makes some lines groups."""

    lines: tuple[str, ...]
    sources: tuple[str, ...]
    purposes: tuple[str, ...]
    parents: tuple[int | None, ...] = ()

    @property
    def above(self) -> tuple[int | None, ...]:
        """The group of each line."""
        return self.parents or (None,) * len(self.lines)

    @property
    def leaves(self) -> tuple[int, ...]:
        """The lines that are nobody's group."""
        groups = set(self.above)
        return tuple(i for i in range(len(self.lines)) if i not in groups)


@dataclass(frozen=True, slots=True)
class Miss:
    """不成立的合计: a line × purpose whose wanted total (in units) no table of whole units meets."""

    line: str
    purpose: str
    wanted: int
    found: int


@dataclass(frozen=True, slots=True)
class Cube:
    """三维表: `cells[line][source][purpose]` in units.

    `slices` are the exact tables by source that it was split into, with their
    certificates, () where it was solved as a whole. `misses` are the totals that
    don't hold: none in an exact cube. `proved` tells that nothing lies nearer,
    `impossible` that no cube at all meets every total, `within_unit` that every
    cell lies less than a unit from its exact share.
    """

    axes: Axes
    cells: tuple[Cells, ...]
    slices: tuple[RoundedTable | None, ...] = ()
    misses: tuple[Miss, ...] = ()
    proved: bool = True
    impossible: bool = False
    within_unit: bool = True

    def by_purpose(self) -> Cells:
        """Lines × purposes: the sums over all sources."""
        return tuple(tuple(map(sum, zip(*line, strict=True))) for line in self.cells)


def split_below(axes: Axes, table: Cells, purposes: Cells, told: Told = in_units) -> Cube:
    """先两维后分用途: each recipient's money of each source split among the purposes, exactly.

    `table` is lines × sources, `purposes` sources × purposes. Both hold to the
    unit, and each cell lies within one unit of its exact share. Raises
    `AllocationError` where a source's purposes don't sum to the source.

    >>> axes = Axes(("甲县", "乙县"), ("中央",), ("经办", "监管"))
    >>> split_below(axes, ((3,), (2,)), ((1, 4),)).cells
    (((1, 2),), ((0, 2),))
    """
    _refuse_sources(axes, table, purposes, told)
    slices: list[RoundedTable | None] = []
    for j in range(len(axes.sources)):
        if not sum(purposes[j]):
            slices.append(None)
            continue
        lines = zip(axes.lines, table, axes.above, strict=True)
        margins = Margins(
            tuple(LineTotal(code, row[j], parent) for code, row, parent in lines),
            tuple(map(ColumnTotal, axes.purposes, purposes[j])),
        )
        slices.append(round_table(margins))
    nothing = (0,) * len(axes.purposes)
    cells = tuple(
        tuple(nothing if each is None else each.cells[i] for each in slices)
        for i in range(len(axes.lines))
    )
    return Cube(axes, cells, tuple(slices))


def solve_cube(
    axes: Axes,
    table: Cells,
    purposes: Cells,
    wanted: Cells,
    closed: frozenset[tuple[int, int, int]] = frozenset(),
    effort: float = 10.0,
    told: Told = in_units,
) -> Cube:
    """三维整数规划: as `split_below`, and lines × purposes (`wanted`) hold too where they can.

    The exact shares are fitted to all three margins in proportion. Sources are
    never mixed and purposes never exceeded: where not all can hold, lines ×
    purposes yield, by the fewest units. `closed` cells stay at zero. `effort` is
    the limit of each search, in the solver's deterministic units of work. Raises
    `AllocationError` for totals that contradict each other. Where the limit is
    met before any table was found, the one split below two ways is given.

    >>> axes = Axes(("甲县", "乙县"), ("中央", "省级"), ("经办", "监管"))
    >>> solve_cube(axes, ((1, 1), (1, 0)), ((1, 1), (1, 0)), ((1, 1), (1, 0))).cells
    (((0, 1), (1, 0)), ((1, 0), (0, 0)))
    """
    _refuse_sources(axes, table, purposes, told)
    _refuse_wanted(axes, table, purposes, wanted, told)
    # the solver sees lines, sources and purposes in the order of their codes, whatever ours is
    leaves = sorted(axes.leaves, key=lambda i: axes.lines[i])
    sources = sorted(range(len(axes.sources)), key=lambda j: axes.sources[j])
    kinds = sorted(range(len(axes.purposes)), key=lambda k: axes.purposes[k])
    places = list(product(leaves, sources, kinds))
    sums = _sums(
        [[table[i][j] for j in sources] for i in leaves],
        [[purposes[j][k] for k in kinds] for j in sources],
        [[wanted[i][k] for k in kinds] for i in leaves],
    )
    start = [0 if each in closed else table[each[0]][each[1]] * purposes[each[1]][each[2]]
             for each in places]  # fmt: skip
    ties = [
        tie_number(axes.lines[i], f"{axes.sources[j]}\n{axes.purposes[k]}") for i, j, k in places
    ]
    shut = [Sum((at,), 0) for at, each in enumerate(places) if each in closed]
    found = nearest(fitted(start, sums), [*shut, *sums], ties, effort)
    if found is None and not closed:  # two margins at least, and what the third misses
        split = split_below(axes, table, purposes)
        return replace(split, misses=_misses(axes, split.by_purpose(), wanted), proved=False)
    if found is None:
        raise AllocationError(
            "有只能为零的格，资金来源与用途的合计不能同时成立，"
            f"或在限定的工作量（{effort:g}）内没有得到三维表。请放开只能为零的格，或加大工作量"
        )
    amount = dict(zip(places, found.cells, strict=True))
    by_leaf = {
        i: tuple(
            tuple(amount[i, j, k] for k in range(len(axes.purposes)))
            for j in range(len(axes.sources))
        )
        for i in leaves
    }
    cube = Cube(axes, _with_groups(axes, by_leaf))
    return replace(
        cube,
        misses=_misses(axes, cube.by_purpose(), wanted),
        proved=found.proved,
        impossible=found.impossible,
        within_unit=found.within,
    )


def _misses(axes: Axes, found: Cells, wanted: Cells) -> tuple[Miss, ...]:
    """The lines × purposes that have another total than was wanted."""
    return tuple(
        Miss(axes.lines[i], purpose, wanted[i][k], found[i][k])
        for i in axes.leaves
        for k, purpose in enumerate(axes.purposes)
        if wanted[i][k] != found[i][k]
    )


def _sums(
    table: Sequence[Sequence[int]],
    purposes: Sequence[Sequence[int]],
    wanted: Sequence[Sequence[int]],
) -> list[Sum]:
    """The three margins of a cube; the last, recipients × purposes, yields."""
    count, width, depth = len(table), len(purposes), len(purposes[0])

    def at(i: int, j: int, k: int) -> int:
        return (i * width + j) * depth + k

    lines, sources, kinds = range(count), range(width), range(depth)
    sums = [Sum(tuple(at(i, j, k) for k in kinds), table[i][j]) for i in lines for j in sources]
    sums += [Sum(tuple(at(i, j, k) for i in lines), purposes[j][k]) for j in sources for k in kinds]
    sums += [
        Sum(tuple(at(i, j, k) for j in sources), wanted[i][k], yields=True)
        for i in lines
        for k in kinds
    ]
    return sums


def _with_groups(axes: Axes, by_leaf: dict[int, Cells]) -> tuple[Cells, ...]:
    """The cells of all lines: those of a group are the sums of its members'."""
    totals = {i: [[0] * len(axes.purposes) for _ in axes.sources] for i in range(len(axes.lines))}
    for leaf, rows in by_leaf.items():
        line: int | None = leaf
        while line is not None:
            for mine, row in zip(totals[line], rows, strict=True):
                for k, cell in enumerate(row):
                    mine[k] += cell
            line = axes.above[line]
    return tuple(tuple(map(tuple, totals[i])) for i in range(len(axes.lines)))


def _refuse_sources(axes: Axes, table: Cells, purposes: Cells, told: Told) -> None:
    for j, source in enumerate(axes.sources):
        given, needed = sum(purposes[j]), sum(table[i][j] for i in axes.leaves)
        if given != needed:
            raise AllocationError(
                f"“{source}”共{told(needed)}，各用途合计{told(given)}，相差{told(abs(given - needed))}。"
                "请核对各用途的金额"
            )


def _refuse_wanted(axes: Axes, table: Cells, purposes: Cells, wanted: Cells, told: Told) -> None:
    """Margins that contradict each other can't hold whatever the cells are."""
    for i in axes.leaves:
        if sum(wanted[i]) != sum(table[i]):
            raise AllocationError(
                f"“{axes.lines[i]}”各用途合计{told(sum(wanted[i]))}，"
                f"各来源合计{told(sum(table[i]))}，两者不等。请核对这一行"
            )
    for k, purpose in enumerate(axes.purposes):
        by_line, by_source = sum(wanted[i][k] for i in axes.leaves), sum(r[k] for r in purposes)
        if by_line != by_source:
            raise AllocationError(
                f"用途“{purpose}”各地合计{told(by_line)}，各来源合计{told(by_source)}，"
                "两者不等。请核对这一列"
            )
