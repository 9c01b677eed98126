"""Exact allocation beside the ways that offices round: python -m benchmarks allocation.

Times are of the processor, not of the clock: the ratio to the bare solver is
then the same beside other work.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numpy as np
from ortools.graph.python import min_cost_flow

from zhida.core.allocation import ColumnTotal, LineTotal, Margins, RoundedTable, fault, round_table
from zhida.core.allocation.network import arcs_of
from zhida.core.balance import rounded_share

T = TypeVar("T")
P = ParamSpec("P")
Cells = list[list[int]]
_SIZES = ((8, 3), (3_000, 20), (30_000, 50))


def main() -> None:
    print("allocation, processor time; off: a unit or more from the exact share, or a wrong sum")
    print(f"{'table':>12}{'way':>20}{'ms':>9}{'cells off':>11}{'rows off':>10}{'columns off':>13}"
          f"{'worst':>7}{'negative':>10}")  # fmt: skip
    for rows, columns in _SIZES:
        margins = made(rows, columns)
        name = f"{rows}×{columns}"
        for way, calculate in (("rounded alone", rounded_alone), ("largest remainder", by_column)):
            cells, seconds = timed(calculate, margins)
            _show(name, way, margins, cells, seconds)
        table, seconds, bare = beside(margins)
        _show(name, "exact", margins, [list(row) for row in table.cells], seconds)
        wrong, checking = timed(fault, margins, table.cells, table.certificate)
        print(
            f"{name:>12}{'bare solver':>20}{1000 * bare:9.1f}   exact / bare {seconds / bare:.2f}; "
            f"certificate {'holds' if wrong is None else wrong}, {checking:.2f} s"
        )


def made(rows: int, columns: int) -> Margins:
    """Margins of uneven size, always the same ones."""
    drawn = random.Random(rows)
    totals = [int(drawn.lognormvariate(0, 1) * 10_000) + 1 for _ in range(rows)]
    weights = [int(drawn.lognormvariate(0, 1) * 1_000) + 1 for _ in range(columns)]
    total = sum(totals)
    parts = [total * weight // sum(weights) for weight in weights]
    parts[0] += total - sum(parts)
    return Margins(
        tuple(LineTotal(f"县{i}", each) for i, each in enumerate(totals)),
        tuple(ColumnTotal(f"源{j}", each) for j, each in enumerate(parts)),
    )


def timed(work: Callable[P, T], *given: P.args, **named: P.kwargs) -> tuple[T, float]:
    """What the work gives, and the best time of three."""
    seconds = []
    for _ in range(3):
        start = time.process_time()
        result = work(*given, **named)
        seconds.append(time.process_time() - start)
    return result, min(seconds)


def rounded_alone(margins: Margins) -> Cells:
    """Every cell half up on its own."""
    columns = [column.total for column in margins.columns]
    return [
        [rounded_share(line.total, each, margins.total) for each in columns]
        for line in margins.lines
    ]


def by_column(margins: Margins) -> Cells:
    """Largest remainder down each column but the last, which takes what the rows have left."""
    rows = [line.total for line in margins.lines]
    cells: Cells = [[] for _ in rows]
    for column in margins.columns[:-1]:
        shares = [divmod(row * column.total, margins.total) for row in rows]
        missing = column.total - sum(whole for whole, _ in shares)
        first = sorted(range(len(rows)), key=lambda i: -shares[i][1])[:missing]
        up = set(first)
        for i, (whole, _) in enumerate(shares):
            cells[i].append(whole + (i in up))
    for row, total in zip(cells, rows, strict=True):
        row.append(total - sum(row))
    return cells


def beside(margins: Margins) -> tuple[RoundedTable, float, float]:
    """The exact table, its time, and that of the solver alone on the same arrays: best of each.

    One after the other in turn, so that what else the machine does weighs on both.
    """
    bare = bare_solver(margins)
    table = round_table(margins)
    ours, theirs = [], []
    for _ in range(3 if len(margins.lines) > 10_000 else 20):
        start = time.process_time()
        round_table(margins)
        between = time.process_time()
        solved = bare()
        theirs.append(time.process_time() - between)
        ours.append(between - start)
        if not solved:
            raise SystemExit("the bare solver found no table")
    return table, min(ours), min(theirs)


def bare_solver(margins: Margins) -> Callable[[], bool]:
    """The solver alone on the arrays that the exact way gives it."""
    arcs = arcs_of(margins)
    width, count = len(margins.columns), len(margins.lines)
    open_cells = np.flatnonzero(arcs.rests)
    floors = arcs.floors.reshape(count, width)
    supplies = np.concatenate(
        [
            np.array([column.total for column in margins.columns]) - floors.sum(axis=0),
            floors.sum(axis=1) - np.array([line.total for line in margins.lines]),
        ]
    )
    tails = arcs.tails[open_cells].astype(np.int32)
    heads = arcs.heads[open_cells].astype(np.int32)
    ones, costs = np.ones_like(open_cells), margins.total - 2 * arcs.rests[open_cells]
    nodes = np.arange(arcs.nodes, dtype=np.int32)

    def alone() -> bool:
        flow = min_cost_flow.SimpleMinCostFlow()
        flow.add_arcs_with_capacity_and_unit_cost(tails, heads, ones, costs)
        flow.set_nodes_supplies(nodes, supplies)
        return bool(flow.solve() == flow.OPTIMAL)

    return alone


def _show(name: str, way: str, margins: Margins, cells: Cells, seconds: float) -> None:
    """One line: time, and what is off. A cell is off where it is a unit or more from its share."""
    off = negative = 0
    worst = 0
    for i, row in enumerate(cells):
        for j, cell in enumerate(row):
            share = margins.lines[i].total * margins.columns[j].total
            distance = abs(cell * margins.total - share)
            off += distance >= margins.total
            worst = max(worst, distance)
            negative += cell < 0
    rows = sum(sum(row) != line.total for row, line in zip(cells, margins.lines, strict=True))
    columns = sum(
        sum(column) != each.total
        for column, each in zip(zip(*cells, strict=True), margins.columns, strict=True)
    )
    print(f"{name:>12}{way:>20}{1000 * seconds:9.1f}{off:11}{rows:10}{columns:13}"
          f"{worst / margins.total:7.2f}{negative:10}")  # fmt: skip


if __name__ == "__main__":
    main()
