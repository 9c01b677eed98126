"""求解 solver: min-cost flow on 0/1 arcs by OR-tools, with prices that prove it.

The solver is trusted with nothing: its flow is priced here (Bellman–Ford on
the residual network), which fails unless the flow is optimal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Indexes = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


class SolverError(RuntimeError):
    """求解失败: the solver found no flow, or one that is not the cheapest."""


@dataclass(frozen=True, slots=True)
class Network:
    """网络: arcs of capacity one between nodes, each with a cost. Supplies sum to zero."""

    tails: Integers
    heads: Integers
    costs: Integers
    supplies: Integers


def solve(network: Network) -> Flags:
    """The arcs that a cheapest flow uses. Raises `SolverError` where there is none."""
    from ortools.graph.python import min_cost_flow

    flow = min_cost_flow.SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        network.tails.astype(np.int32),
        network.heads.astype(np.int32),
        np.ones(len(network.tails), dtype=np.int64),
        network.costs,
    )
    nodes = np.arange(len(network.supplies), dtype=np.int32)
    flow.set_nodes_supplies(nodes, network.supplies)
    status = flow.solve()
    if status != flow.OPTIMAL:
        raise SolverError(f"求解器返回{status}")
    used: Flags = np.asarray(flow.flows(arcs)) > 0
    return used


def narrowest(
    supplies: Sequence[int], demands: Sequence[int], arcs: Sequence[tuple[int, int]]
) -> tuple[int, ...] | None:
    """The suppliers that together have more than those whom they may serve can take.

    `arcs` join a supplier to a taker. None where everything can be sent.
    """
    from ortools.graph.python import max_flow

    flow = max_flow.SimpleMaxFlow()
    first, source = len(supplies), len(supplies) + len(demands)
    for b, amount in enumerate(supplies):
        flow.add_arc_with_capacity(source, b, amount)
    for b, i in arcs:
        flow.add_arc_with_capacity(b, first + i, supplies[b])
    for i, amount in enumerate(demands):
        flow.add_arc_with_capacity(first + i, source + 1, amount)
    if flow.solve(source, source + 1) != flow.OPTIMAL:
        raise SolverError("求解器没有给出最大流")
    if flow.optimal_flow() == sum(supplies):
        return None
    return tuple(sorted(each for each in flow.get_source_side_min_cut() if each < first))


def prices(network: Network, used: Flags, rounds: int | None = None) -> Integers:
    """A price for each node under which no unused arc costs less than nothing, and no used one more.

    cost + price[tail] − price[head] is ≥ 0 on unused arcs and ≤ 0 on used ones.
    The prices are the greatest such that none is above zero. Raises `SolverError`
    where there are none: the flow is not the cheapest; or none were found in `rounds`.
    """
    tails = np.where(used, network.heads, network.tails).astype(np.int32)
    heads = np.where(used, network.tails, network.heads).astype(np.int32)
    costs = np.where(used, -network.costs, network.costs)
    found = np.zeros(len(network.supplies), dtype=np.int64)
    if not len(tails):
        return found
    # those who only receive come first, then those above them: half as many rounds
    last = int(network.tails.max())
    halves = [_Arcs(tails, heads, costs, half) for half in (heads > last, heads <= last)]
    for _ in range(len(found) + 1 if rounds is None else rounds):
        lowered = [half.relax(found) for half in halves]
        if not any(lowered):
            return found
    raise SolverError("求解器给出的不是最优解")


class _Arcs:
    """Arcs sorted by their heads, so that the best way to each head is one reduction."""

    def __init__(self, tails: Indexes, heads: Indexes, costs: Integers, chosen: Flags) -> None:
        places = np.flatnonzero(chosen)
        order = places[np.argsort(heads[places], kind="stable")]
        self.tails, self.costs = tails[order], costs[order]
        ends = heads[order]
        first = np.ones(len(ends), dtype=np.bool_)
        first[1:] = ends[1:] != ends[:-1]
        self.starts = np.flatnonzero(first)
        self.ends = ends[self.starts]

    def relax(self, found: Integers) -> bool:
        """Lower the prices of all heads that a cheaper way leads to; whether there were any."""
        if not len(self.tails):
            return False
        reached = np.minimum.reduceat(found[self.tails] + self.costs, self.starts)
        lower = reached < found[self.ends]
        found[self.ends[lower]] = reached[lower]
        return bool(lower.any())
