"""核对 proving: do the sums of a traced tree hold, at every line and over all of it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhida.core.ledger.tracing import Link, Node
from zhida.core.money import Unit, format_fen


@dataclass(frozen=True, slots=True)
class Difference:
    """不平: a sum of a tree that doesn't hold, in fen, and on which line."""

    node: Node
    what: str
    expected: int
    found: int

    @property
    def sentence(self) -> str:
        """Line, sum, and both figures in one Chinese sentence."""
        return (
            f"{self.node.line.holder_name} {self.node.line.quota.document}：{self.what}应为"
            f"{format_fen(self.expected, Unit.YUAN)}，实为{format_fen(self.found, Unit.YUAN)}"
        )


@dataclass(frozen=True, slots=True)
class Level:
    """一级: the sums of one level of a tree in fen.

    At every level `taken` + `first` + `adjusted` = `held` + `passed` + `reduced`,
    and `passed` is the next level's `taken`.
    """

    depth: int
    lines: int
    first: int
    taken: int
    held: int
    passed: int
    reduced: int
    adjusted: int


def differences(node: Node) -> Iterator[Difference]:
    """核对: every sum of a tree that doesn't hold; none where all do.

    Asked of every line: that what came in is what is held, passed and sent
    back; that each account has the balance which the ledger stores. Asked of
    the whole: that what came in at the top, or later from outside, stands
    somewhere, once.
    """
    for each in node.walk():
        into = each.incoming + each.adjusted.fen
        out = each.held + each.passed + each.outgoing
        if into != out:
            yield Difference(each, "留存、下达与退回之和", into, out)
        counted = {(kept.kind, kept.counterpart): kept.figure.fen for kept in each.kept}
        for account in sorted(counted.keys() | each.balances.keys(), key=str):
            stored, fen = each.balances.get(account, 0), counted.get(account, 0)
            if stored != fen:
                yield Difference(each, f"科目{account[0]}的余额", stored, fen)
    total = held(node)
    entered = sum(
        each.first.fen - each.reduced.fen for each in node.walk() if each.link is not Link.CARRIED
    )
    entered += node.received.fen - node.returned.fen
    entered += sum(each.adjusted.fen for each in node.walk())
    if entered != total:
        yield Difference(node, "全部结点留存之和", entered, total)


def held(node: Node) -> int:
    """留存合计: what stands in all accounts of a tree, each fen once."""
    return sum(each.held for each in node.walk())


def levels(node: Node) -> tuple[Level, ...]:
    """各级合计: the sums of every level, from the top down."""
    found: list[Level] = []
    row: list[Node] = [node]
    while row:
        others = [each for each in row if each.link is not Link.CARRIED]
        found.append(
            Level(
                depth=len(found),
                lines=len(row),
                first=sum(each.first.fen for each in others),
                taken=sum(each.taken for each in row),
                held=sum(each.held for each in row),
                passed=sum(each.passed for each in row),
                reduced=sum(each.reduced.fen for each in others),
                adjusted=sum(each.adjusted.fen for each in row),
            )
        )
        row = [child for each in row for child in each.children]
    return tuple(found)
