"""网络 network: a table of margins as arcs between columns, groups and recipients.

Nodes: the columns; then each group once per column; then the recipients. The
cell of a line in a column is the arc that brings its unit down from the group
above (or from the column itself).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from zhida.core.allocation.certificate import Cells, Certificate, Price, tie_number
from zhida.core.allocation.margins import AllocationError, Margins
from zhida.core.allocation.solver import (
    Flags,
    Integers,
    Network,
    SolverError,
    prices,
    solve,
)

_MOST = 2**63
_FEW = 100


@dataclass(frozen=True, slots=True)
class Arcs:
    """弧: one per cell, line by line; `floors` and `rests` are its exact share."""

    tails: Integers
    heads: Integers
    floors: Integers
    rests: Integers
    nodes: int


def refuse_too_large(margins: Margins) -> None:
    """Costs are totals, and the solver adds them up along paths, in 64 bits.

    Raises `AllocationError` where total × columns × nodes reaches 2⁶³.
    """
    width, groups = len(margins.columns), len(margins.groups)
    nodes = width * (groups + 1) + len(margins.lines) - groups
    if margins.total * width * nodes >= _MOST:
        raise AllocationError(
            f"合计{margins.total}个单位、{len(margins.lines)}行、{width}列，超出精确求解的范围。"
            "请改用更大的单位，或按地区分开分配"
        )


def arcs_of(margins: Margins) -> Arcs:
    """The network of a table, with every share computed exactly."""
    width, count = len(margins.columns), len(margins.lines)
    first_row = width * (len(margins.groups) + 1)
    node = np.zeros(count, dtype=np.int64)
    is_group = np.zeros(count, dtype=np.bool_)
    is_group[sorted(margins.groups)] = True
    node[is_group] = width * (1 + np.arange(len(margins.groups)))
    node[~is_group] = first_row + np.arange(count - len(margins.groups))
    above = np.array([-1 if line.parent is None else line.parent for line in margins.lines])
    columns = np.arange(width)
    tails = np.where(above < 0, 0, node[above])[:, None] + columns
    heads = node[:, None] + np.where(is_group[:, None], columns, 0)
    floors, rests = _shares(margins)
    nodes = first_row + count - len(margins.groups)
    return Arcs(tails.ravel(), heads.ravel(), floors, rests, nodes)


def _shares(margins: Margins) -> tuple[Integers, Integers]:
    """Whole units and remainders of all cells; products beyond 64 bits by Python's integers."""
    lines = [line.total for line in margins.lines]
    columns = [column.total for column in margins.columns]
    fits = max(lines) * max(columns) < _MOST
    kind = np.int64 if fits else np.object_
    products = np.multiply.outer(np.array(lines, dtype=kind), np.array(columns, dtype=kind)).ravel()
    floors = products // margins.total
    return floors.astype(np.int64), (products - floors * margins.total).astype(np.int64)


def round_up(margins: Margins, arcs: Arcs) -> tuple[Flags, Integers, Integers]:
    """Which cells go up, with the prices by deviation and, among equals, by tie number."""
    open_cells = np.flatnonzero(arcs.rests)
    supplies = _supplies(margins, arcs)
    network = Network(
        arcs.tails[open_cells],
        arcs.heads[open_cells],
        margins.total - 2 * arcs.rests[open_cells],
        supplies,
    )
    used = solve(network)
    by_deviation = prices(network, used)
    gains = network.costs + by_deviation[network.tails] - by_deviation[network.heads]
    equal = np.flatnonzero(gains == 0)
    ties = Network(
        network.tails[equal],
        network.heads[equal],
        _tie_numbers(margins, open_cells[equal]),
        _sent(network.tails[equal], network.heads[equal], used[equal], arcs.nodes),
    )
    try:  # mostly nothing is tied, and the flow found is priced as it is
        by_tie = prices(ties, used[equal], _FEW)
    except SolverError:
        used[equal] = solve(ties)
        by_tie = prices(ties, used[equal])
    up = np.zeros(len(arcs.rests), dtype=np.bool_)
    up[open_cells] = used
    return up, by_deviation, by_tie


def cells_of(arcs: Arcs, up: Flags, lines: Sequence[int], columns: Sequence[int]) -> Cells:
    """The rounded cells, line by line in another order: `lines` and `columns` say where each is."""
    table = (arcs.floors + up).reshape(len(lines), len(columns))
    return tuple(map(tuple, table[np.ix_(np.array(lines), np.array(columns))].tolist()))


def _supplies(margins: Margins, arcs: Arcs) -> Integers:
    """What each node still has to send on after all cells were rounded down."""
    width = len(margins.columns)
    supplies = np.zeros(arcs.nodes, dtype=np.int64)
    np.add.at(supplies, arcs.heads, arcs.floors)
    np.subtract.at(supplies, arcs.tails, arcs.floors)
    supplies[:width] += np.array([column.total for column in margins.columns])
    leaves = [line.total for i, line in enumerate(margins.lines) if i not in margins.groups]
    supplies[arcs.nodes - len(leaves) :] -= np.array(leaves)
    return supplies


def _sent(tails: Integers, heads: Integers, used: Flags, nodes: int) -> Integers:
    """The supplies that a flow on some arcs satisfies."""
    supplies = np.bincount(tails[used], minlength=nodes) - np.bincount(heads[used], minlength=nodes)
    return supplies.astype(np.int64)


def _tie_numbers(margins: Margins, cells: Integers) -> Integers:
    width = len(margins.columns)
    lines = [line.code for line in margins.lines]
    columns = [column.code for column in margins.columns]
    numbers = (tie_number(lines[cell // width], columns[cell % width]) for cell in cells.tolist())
    return np.fromiter(numbers, dtype=np.int64, count=len(cells))


def certificate_of(margins: Margins, by_deviation: Integers, by_tie: Integers) -> Certificate:
    """The prices of the nodes, placed beside the columns and lines that they belong to."""
    width = len(margins.columns)
    pairs: list[Price] = list(zip(by_deviation.tolist(), by_tie.tolist(), strict=True))
    group_at, leaf_at = width, width * (len(margins.groups) + 1)
    lines: list[tuple[Price, ...]] = []
    for i in range(len(margins.lines)):
        if i in margins.groups:
            lines.append(tuple(pairs[group_at : group_at + width]))
            group_at += width
        else:
            lines.append((pairs[leaf_at],))
            leaf_at += 1
    return Certificate(tuple(pairs[:width]), tuple(lines))
