"""归并 gathering: few enough branches of a trace for one sheet; the smallest are put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhida.core.ledger.tracing import Node

MOST = 60
"""Children of one line that are shown by themselves."""
_LEAVES = 240
_FEWER = (40, 24, 16, 10, 6, 4, 2)


@dataclass(frozen=True, slots=True)
class Rest:
    """其余: the branches that are not shown by themselves, and what they took, in fen."""

    count: int
    taken: int
    held: int


@dataclass(frozen=True, slots=True)
class Branch:
    """枝: a node of a trace with those of its children that are shown, greatest first."""

    node: Node
    children: tuple[Branch, ...]
    rest: Rest | None

    def leaves(self) -> int:
        """How many rows a picture of it needs."""
        below = sum(child.leaves() for child in self.children)
        return max(1, below + (self.rest is not None))

    def walk(self) -> Iterator[Branch]:
        """This branch and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def gather(node: Node, most: int = MOST, depth: int | None = None) -> Branch:
    """归并: at most `most` rows below each line: its greatest children, and the others as one.

    What is shown and what is put together is always all of what was passed
    down. Nothing is shown more than `depth` levels below.
    """
    ordered = sorted(node.children, key=lambda each: (-each.taken, each.line.number))
    shown = 0 if depth == 0 else len(ordered) if len(ordered) <= most else most - 1
    others = ordered[shown:]
    below = None if depth is None else depth - 1
    return Branch(
        node,
        tuple(gather(each, most, below) for each in ordered[:shown]),
        Rest(
            len(others),
            sum(each.taken for each in others),
            sum(one.held for each in others for one in each.walk()),
        )
        if others
        else None,
    )


def for_one_sheet(node: Node) -> Branch:
    """一张图: gathered so far that the whole tree fits on one readable picture."""
    branch = gather(node)
    for most in _FEWER:
        if branch.leaves() <= _LEAVES:
            break
        branch = gather(node, most)
    return branch
