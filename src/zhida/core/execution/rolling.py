"""汇总 rolling up: the progress of every node of a tree with all that lies below it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from zhida.core.execution.progress import Progress

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Rolled:
    """汇总进度: what stands in a node's own accounts, and in its whole subtree, itself included.

    >>> county = Rolled(Progress(unallocated=10), Progress(unallocated=10, paid=30))
    >>> county.passed
    30
    """

    own: Progress
    subtree: Progress

    @property
    def passed(self) -> int:
        """已下达: fen that the node received and no longer has in hand, with what is on its way."""
        return self.subtree.received - self.own.received + self.own.transit


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """进度行: of a line, an agency, a region, a level, a fund or a source.

    `key` is its number or code, `name` what people call it. `rolled` has what
    stands in its own accounts and with all that lies below; where a grouping
    has nothing below, both are one. `depth` is 0 for the node that was asked
    for, 1 for those directly below.
    """

    key: str
    name: str
    rolled: Rolled
    depth: int = 0


def roll_up(parents: Mapping[Key, Key | None], own: Mapping[Key, Progress]) -> dict[Key, Rolled]:
    """汇总: of every node of a tree, from the progress of the accounts that are its own.

    `parents` names the node above each, None or a node that isn't there for the
    top. A node without accounts of its own has none; what stands with no node of
    the tree is not counted. Each fen is in the subtrees of its node and of those
    above, and in a sum of siblings once. Raises `ValueError` where nodes lie in a
    circle.

    >>> rolled = roll_up(
    ...     {"province": None, "city": "province"},
    ...     {"province": Progress(transit=5), "city": Progress(paid=7)},
    ... )
    >>> rolled["province"].subtree.received, rolled["province"].own.received
    (12, 5)
    """
    nothing = Progress()
    subtree = {node: own[node] for node in parents if node in own}
    for node in reversed(_downwards(parents)):
        above = parents[node]
        if node in subtree and above is not None and above in parents:
            subtree[above] = subtree[above] + subtree[node] if above in subtree else subtree[node]
    return {node: Rolled(own.get(node, nothing), subtree.get(node, nothing)) for node in parents}


def _downwards(parents: Mapping[Key, Key | None]) -> list[Key]:
    """Every node after the one above it."""
    below: dict[Key, list[Key]] = {}
    order = []
    for node, above in parents.items():
        if above is None or above not in parents:
            order.append(node)
        else:
            below.setdefault(above, []).append(node)
    for node in order:
        order += below.get(node, ())
    if len(order) != len(parents):
        raise ValueError("nodes lie in a circle")
    return order
