"""追踪 tracing: where money came from and where it went, as a tree of quota lines.

The tree is built from the rows of the ledger alone. A line's money is

    收到 + 调剂净额 = 留存（各科目） + 下达净额 + 退回

and what a line passed down is the sum of what its children took, so that no fen
is counted at two levels. A reversal undoes what it reverses wherever that counts.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum

from zhida.core.ledger.chart import kinds
from zhida.core.ledger.line import QuotaLine
from zhida.core.provenance import Source


class Link(StrEnum):
    """承接: how a line hangs on the one above it in a tree."""

    FIRST = "first"  # 首次来源: nothing above it in this ledger
    PASSED = "passed"  # 下达: another holder's
    REFINED = "refined"  # 细化: the same holder's
    CARRIED = "carried"  # 结转: last year's


@dataclass(frozen=True, slots=True)
class TracedLine:
    """指标行: a quota line with its number in the database, its holder's name and region.

    `parent` and `carried_from` are numbers of lines, known even where those
    lines themselves may not be seen.
    """

    number: int
    quota: QuotaLine
    parent: int | None
    carried_from: int | None
    holder_name: str
    region: str
    level: int

    @property
    def above(self) -> int | None:
        """The number of the line above, or else of last year's line."""
        return self.parent if self.parent is not None else self.carried_from


@dataclass(frozen=True, slots=True)
class Booked:
    """已记凭证: a voucher as it stands in the ledger."""

    year: int
    number: int
    verb: str
    document: str
    document_date: datetime.date
    actor: str
    reason: str = ""
    sources: tuple[Source, ...] = ()

    @property
    def name(self) -> str:
        """The name by which people find it: year and number."""
        return f"{self.year}-{self.number}"


@dataclass(frozen=True, slots=True)
class Side:
    """账户: one side of a movement; `counterpart` is an agency's code where in transit."""

    line: int
    kind: str
    counterpart: str | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """分录行: fen from the credit side to the debit side, in a voucher."""

    voucher: Booked
    credit: Side
    debit: Side
    fen: int
    reversing: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """数额: fen, and the vouchers that make it up, each with its part (negative where it undoes)."""

    fen: int = 0
    behind: tuple[tuple[Booked, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """留存: what stands in one account of a line."""

    kind: str
    counterpart: str | None
    figure: Figure

    @property
    def name(self) -> str:
        """The kind's Chinese name.

        >>> Kept("pending", None, Figure(5)).name
        '待下达指标'
        """
        return kinds()[self.kind].name


@dataclass(frozen=True, slots=True)
class Node:
    """结点: one line of the tree with its money in fen.

    `first` came from outside this ledger and `reduced` went back there;
    `received` came from the line above and `returned` went back to it;
    `adjusted` is the net of 调剂. `carried_on` is the part of the carried-over
    account that is counted in a child of the next year. `balances` are those
    that the ledger itself stores.
    """

    line: TracedLine
    link: Link
    first: Figure
    reduced: Figure
    received: Figure
    returned: Figure
    adjusted: Figure
    kept: tuple[Kept, ...]
    carried_on: int
    children: tuple[Node, ...]
    balances: Mapping[tuple[str, str | None], int]

    @property
    def incoming(self) -> int:
        """收到: all that came in, in fen."""
        return self.first.fen + self.received.fen

    @property
    def outgoing(self) -> int:
        """退回: all that went back up or out, in fen."""
        return self.reduced.fen + self.returned.fen

    @property
    def taken(self) -> int:
        """What the line above counts as passed down to this one, net of what came back."""
        if self.link is Link.CARRIED:
            return self.first.fen - self.reduced.fen
        return self.received.fen - self.returned.fen

    @property
    def passed(self) -> int:
        """下达: the sum of what the children took."""
        return sum(child.taken for child in self.children)

    @property
    def held(self) -> int:
        """留存: what stands in the line's own accounts and is counted in no child."""
        return sum(each.figure.fen for each in self.kept) - self.carried_on

    def walk(self) -> Iterator[Node]:
        """This node and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Step:
    """来路: a line above the traced one.

    `figure` is what went from it to the next step down, net of what came back;
    `first` what it had from outside this ledger (the receipt, or the opening).
    Either is None where the caller may not see it.
    """

    line: TracedLine
    link: Link
    figure: Figure | None
    first: Figure | None


@dataclass(frozen=True, slots=True)
class Trace:
    """追踪: the way down from the first receipt (`above`, topmost first) and all below.

    `names` are those of the agencies that money is on its way to, by code.
    """

    above: tuple[Step, ...]
    node: Node
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def top(self) -> TracedLine:
        """首次来源: the line through which the money first came into this ledger."""
        return self.above[0].line if self.above else self.node.line

    @property
    def brought(self) -> Figure | None:
        """首次来源凭证: what the topmost line had from outside, with its vouchers."""
        return self.above[0].first if self.above else self.node.first


Balances = Mapping[int, Mapping[tuple[str, str | None], int]]
"""Fen by line, then by kind and counterpart."""


def trees(
    lines: Sequence[TracedLine], movements: Iterable[Movement], balances: Balances
) -> tuple[Node, ...]:
    """追踪树: the lines as trees, each with its figures; roots and children in order of number.

    A line whose parent (or last year's line) is not among `lines` is a root.
    """
    by_number = {line.number: line for line in lines}
    money: dict[int, _Money] = {number: _Money() for number in by_number}
    for each in movements:
        _count(each, by_number, money)
    hanging: dict[int | None, list[TracedLine]] = defaultdict(list)
    for line in sorted(lines, key=lambda each: each.number):
        hanging[line.above if line.above in by_number else None].append(line)
    return tuple(
        _node(line, Link.FIRST, hanging, money, balances) for line in hanging.get(None, ())
    )


def chain(node: Node, seen: Set[int]) -> Iterator[Step]:
    """来路: the steps of a tree that is one chain, without its lowest line; topmost first.

    A chain is a tree of a line and those above it alone. `seen` are the numbers
    of the lines whose money the caller may see.
    """
    while node.children:
        (child,) = node.children
        went = child.first if child.link is Link.CARRIED else _net(child.received, child.returned)
        yield Step(
            node.line,
            node.link,
            went if child.line.number in seen else None,
            node.first if node.line.number in seen else None,
        )
        node = child


def _net(gone: Figure, back: Figure) -> Figure:
    behind = (*gone.behind, *((voucher, -fen) for voucher, fen in back.behind))
    return Figure(gone.fen - back.fen, behind)


def link_of(line: TracedLine, above: TracedLine) -> Link:
    """承接: how a line hangs on the one above it."""
    if line.parent != above.number:
        return Link.CARRIED
    return Link.REFINED if line.quota.holder == above.quota.holder else Link.PASSED


class _Money:
    """What has been counted of one line: fen of each voucher by what it is."""

    def __init__(self) -> None:
        self.parts: dict[str, dict[Booked, int]] = defaultdict(lambda: defaultdict(int))
        self.kept: dict[tuple[str, str | None], dict[Booked, int]] = defaultdict(
            lambda: defaultdict(int)
        )


def _count(each: Movement, lines: Mapping[int, TracedLine], money: Mapping[int, _Money]) -> None:
    """Count a movement on both of its lines; a reversal as the contrary of what it undoes."""
    gives, takes, fen = each.credit, each.debit, each.fen
    if each.reversing:
        gives, takes, fen = takes, gives, -fen
    for side, signed in ((gives, -fen), (takes, fen)):
        if side.line in money and not kinds()[side.kind].is_origin:
            money[side.line].kept[side.kind, side.counterpart][each.voucher] += signed
    if gives.line == takes.line:
        if gives.line in money:
            for side, part in ((gives, "first"), (takes, "reduced")):
                if kinds()[side.kind].is_origin:
                    money[gives.line].parts[part][each.voucher] += fen
        return
    giver, taker = lines.get(gives.line), lines.get(takes.line)
    if taker is not None and taker.parent == gives.line:
        money[takes.line].parts["received"][each.voucher] += fen
    elif giver is not None and giver.parent == takes.line:
        money[gives.line].parts["returned"][each.voucher] += fen
    else:
        for line, signed in ((giver, -fen), (taker, fen)):
            if line is not None and _is_kin(giver, taker):
                money[line.number].parts["adjusted"][each.voucher] += signed


def _is_kin(giver: TracedLine | None, taker: TracedLine | None) -> bool:
    """调剂 is between lines of one holder; with a child that isn't here there is none."""
    return giver is not None and taker is not None and giver.quota.holder == taker.quota.holder


def _figure(parts: Mapping[Booked, int]) -> Figure:
    behind = tuple((voucher, fen) for voucher, fen in parts.items() if fen)
    return Figure(sum(fen for _, fen in behind), behind)


def _node(
    line: TracedLine,
    link: Link,
    hanging: Mapping[int | None, list[TracedLine]],
    money: Mapping[int, _Money],
    balances: Balances,
) -> Node:
    own = money[line.number]
    children = tuple(
        _node(child, link_of(child, line), hanging, money, balances)
        for child in hanging.get(line.number, ())
    )
    kept = (Kept(kind, to, _figure(parts)) for (kind, to), parts in own.kept.items())
    parts = {name: _figure(own.parts[name]) for name in _PARTS}
    return Node(
        line=line,
        link=link,
        kept=tuple(each for each in sorted(kept, key=_place) if each.figure.behind),
        carried_on=sum(child.taken for child in children if child.link is Link.CARRIED),
        children=children,
        balances=balances.get(line.number, {}),
        **parts,
    )


_PARTS = ("first", "reduced", "received", "returned", "adjusted")


def _place(kept: Kept) -> tuple[int, str]:
    return list(kinds()).index(kept.kind), kept.counterpart or ""
