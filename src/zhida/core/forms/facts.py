"""资金行实况 facts: what a line's vouchers say for a row of a form, as of a day.

Built from the tree of a quota line (core.ledger.tracing) whose movements were cut off
at the day: so every fen stands in one account, and a parent counts what its children
hold once.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from zhida.core.execution.progress import kinds_of
from zhida.core.figures import Evidence, EvidenceKind, Figure, number
from zhida.core.ledger.line import QuotaLine
from zhida.core.ledger.tracing import Booked, Link, Node

Payments = Mapping[str, tuple[Evidence, ...]]
"""国库支付: what the treasury paid, by the name of the voucher that booked it (2025-17)."""


@dataclass(frozen=True, slots=True)
class Money:
    """一笔资金: fen and what they rest on, before a form names them."""

    fen: int = 0
    evidence: tuple[Evidence, ...] = ()

    def figure(self, formula: str) -> Figure:
        """The figure of a form."""
        return number(self.fen, formula, *self.evidence)


@dataclass(frozen=True, slots=True)
class LineFacts:
    """资金行实况: one line in the hands of an agency, with all below it.

    `amount` what came in and is there (预计指标 aside), `passed` what of it was given on
    or used, `executed` 支付申请 and 已支付, `paid` the payments less what came back,
    `period_paid` those since the first day of the period. `issued` is the document that
    brought the money, its number and day, `passed_on` those by which it went on.
    `reason` is a person's text, `reason_origin` where it is kept, () where it came with the
    form.
    """

    line: QuotaLine
    amount: Money = field(default_factory=Money)
    passed: Money = field(default_factory=Money)
    executed: Money = field(default_factory=Money)
    paid: Money = field(default_factory=Money)
    period_paid: Money = field(default_factory=Money)
    issued_number: str = ""
    issued_on: datetime.date | None = None
    upper_received_on: datetime.date | None = None
    received_on: datetime.date | None = None
    passed_number: str = ""
    passed_on: datetime.date | None = None
    title: str = ""
    reason: str = ""
    reason_origin: tuple[Evidence, ...] = ()

    @property
    def key(self) -> str:
        """The line's digest, by which its reason is given."""
        return self.line.digest.hex()

    @property
    def name(self) -> str:
        """下达项目名称: the notice's title, else the fund with its part."""
        earmark = self.line.earmark
        part = f"（{earmark.purpose}）" if earmark.purpose else ""
        return self.title or f"{earmark.fund}{part}"


def facts_of(
    node: Node, since: datetime.date | None = None, payments: Payments | None = None
) -> LineFacts:
    """资金行实况: of a line's tree; `since` is the first day of the form's period.

    A payment stands in the evidence in the place of its voucher, where `payments` has it.
    """
    made = payments or {}
    quota = node.line.quota
    own = list(_own_year(node))
    came = [*node.first.behind, *node.received.behind]
    went = [*node.reduced.behind, *node.returned.behind]
    adjusted = [pair for each in own for pair in each.adjusted.behind]
    there = [*came, *_negative(went), *adjusted, *_negative(_kept(own, kinds_of("expected")))]
    idle = [
        pair
        for each in own
        if each.line.quota.holder == quota.holder
        for pair in _kept([each], kinds_of("unallocated"))
    ]
    paid = _kept(own, kinds_of("paid"))
    down = [each for each in own if each.link is Link.PASSED and _is_below(each, node)]
    given = sorted(
        (voucher.document_date, voucher.document)
        for each in down
        for voucher, fen in each.received.behind
        if fen > 0
    )
    brought = brought_by(node)
    return LineFacts(
        quota,
        _money(there),
        _money([*there, *_negative(idle)]),
        _money([*_kept(own, kinds_of("applied")), *paid], made),
        _money(paid, made),
        _money((pair for pair in paid if since is None or pair[0].document_date >= since), made),
        brought.document if brought else quota.upstream_document,
        brought.document_date if brought else None,
        passed_number="、".join(dict.fromkeys(document for _, document in given if document)),
        passed_on=given[0][0] if given else None,
    )


def brought_by(node: Node) -> Booked | None:
    """收到的凭证: the voucher that first brought the line's money; None where none came.

    Its document is the one that its holder received.
    """
    came = (*node.first.behind, *node.received.behind)
    return min((voucher for voucher, fen in came if fen > 0), key=_day, default=None)


def _own_year(node: Node) -> Iterator[Node]:
    """A line and those below it, without next year's."""
    yield node
    for child in node.children:
        if child.link is not Link.CARRIED:
            yield from _own_year(child)


def _is_below(each: Node, top: Node) -> bool:
    return each.line.quota.holder != top.line.quota.holder


def _kept(nodes: Iterable[Node], kinds: Iterable[str]) -> list[tuple[Booked, int]]:
    wanted = frozenset(kinds)
    return [
        pair
        for node in nodes
        for each in node.kept
        if each.kind in wanted
        for pair in each.figure.behind
    ]


def _negative(pairs: Iterable[tuple[Booked, int]]) -> Iterator[tuple[Booked, int]]:
    return ((voucher, -fen) for voucher, fen in pairs)


def _money(pairs: Iterable[tuple[Booked, int]], payments: Payments | None = None) -> Money:
    """The sum, with each voucher once; one that came to nothing isn't named."""
    made = payments or {}
    shares: dict[Booked, int] = defaultdict(int)
    for voucher, fen in pairs:
        shares[voucher] += fen
    evidence: list[Evidence] = []
    for voucher, fen in shares.items():
        paid = made.get(voucher.name, ())
        if paid and sum(each.fen or 0 for each in paid) == fen:
            evidence += paid
        elif fen:
            evidence.append(Evidence(EvidenceKind.VOUCHER, voucher.name, _words(voucher), fen))
    return Money(sum(shares.values()), tuple(evidence))


def _words(voucher: Booked) -> str:
    return f"{voucher.document_date.isoformat()} {voucher.document}".strip()


def _day(voucher: Booked) -> tuple[datetime.date, int]:
    return voucher.document_date, voucher.number
