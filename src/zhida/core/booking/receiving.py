"""接收记账 receiving: the notice at one of its payees, who takes in its own rows.

What is on its way from the issuer is accepted; it is never taken in from
outside as well. A reduction sends money back up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zhida.core.booking.elements import Elements
from zhida.core.booking.faults import fault
from zhida.core.booking.known import Held, Known, OnTheWay
from zhida.core.booking.matching import child_line, coarser, refines, root_line
from zhida.core.booking.paper import Paper
from zhida.core.booking.passing import Entries
from zhida.core.booking.payees import FINANCE
from zhida.core.booking.shares import Share
from zhida.core.ledger.verbs import accept, receive, reduce, release, return_up
from zhida.core.money import format_fen


def take_in(
    paper: Paper, elements: tuple[Elements, ...], shares: tuple[Share, ...], known: Known
) -> Entries:
    """接收: acceptances of what is in transit, or first receipts where a person said so."""
    entries = Entries()
    own = [share for share in shares if share.payee.code == paper.at]
    for index, each in enumerate(elements):
        part = [share for share in own if share.appropriation == index]
        coming = [
            way
            for way in known.coming
            if (way.line.earmark.source, way.line.earmark.kind)
            == (each.earmark.source, each.earmark.kind)
        ]
        up = [share for share in part if share.fen > 0]
        if coming:
            _accept(paper, each, up, sorted(coming, key=lambda way: way.ordinal), entries)
        elif up:
            _from_outside(paper, each, up, known, entries)
        for share in part:
            if share.fen < 0:
                _give_back(paper, each, share, known, entries)
    return entries


def _accept(
    paper: Paper,
    elements: Elements,
    shares: list[Share],
    coming: list[OnTheWay],
    entries: Entries,
) -> None:
    sent, told = sum(way.fen for way in coming), sum(share.fen for share in shares)
    if sent != told:
        entries.findings.append(
            fault(
                "B306",
                f"“{elements.label}”在途{format_fen(sent)}，通知列{format_fen(told)}，"
                f"相差{format_fen(abs(sent - told))}。",
                expected=sent,
                found=told,
            )
        )
        return
    for way, share, purpose in _paired(coming, shares):
        if not refines(way.line, elements.function):
            entries.findings.append(coarser(elements, way.line))
        passes_on = share.payee.kind == FINANCE
        line = child_line(
            elements, way.line, paper.at, paper.number, purpose, paper.condition, passes_on
        )
        act = replace(
            paper.act(share, paper.nth(way.ordinal)), issuer=way.issuer or paper.act().issuer
        )
        entries.lines.append(line)
        entries.vouchers.append(accept(act, way.line, line, way.fen, expected=way.expected))
        if way.expected and not paper.early and not line.condition:
            entries.vouchers.append(release(act, line, way.fen))


def _paired(coming: list[OnTheWay], shares: list[Share]) -> Iterator[tuple[OnTheWay, Share, str]]:
    """What is on its way with the share it pays, in the order in which both were issued.

    The sender may have paid a share from two lines. Where amounts don't fall
    together the purpose stays open.
    """
    place, left = 0, shares[0].fen
    for way in coming:
        while not left and place < len(shares) - 1:
            place += 1
            left = shares[place].fen
        left -= way.fen
        share = shares[place]
        yield way, share, share.purpose if left >= 0 else ""
        left = max(left, 0)


def _from_outside(
    paper: Paper, elements: Elements, shares: list[Share], known: Known, entries: Entries
) -> None:
    """首次接收: the issuer isn't in this ledger, as a person says."""
    if not paper.answers.from_outside:
        entries.findings.append(
            fault(
                "B301",
                f"上级{paper.number}尚未入账：没有下达给本单位的在途指标（“{elements.label}”）。",
                mend=f"由发文单位先把{paper.number}入账；上级不在本账内的，写明作首次接收的理由"
                "（入账页，或 zhida book --from-outside 理由）",
            )
        )
        return
    for place, share in enumerate(shares, 1):
        root = root_line(elements, paper.at, paper.number)
        passes_on = share.payee.kind == FINANCE
        line = replace(
            child_line(elements, root, paper.at, paper.number, share.purpose, "", passes_on),
            parent=None,
            upstream_document=next(iter(paper.upstream), ""),
            condition=paper.condition if elements.advance else "",
        )
        entries.lines.append(line)
        entries.vouchers.append(receive(paper.act_outside(share, place), line, share.fen))
        if line.advance and not paper.early and not line.condition:
            act = paper.act(share, paper.nth(place))
            entries.vouchers.append(release(act, line, share.fen))


def _give_back(
    paper: Paper, elements: Elements, share: Share, known: Known, entries: Entries
) -> None:
    """追减: money goes back up from what is still free, advance money first."""
    left = -share.fen
    free = [held for held in known.held if _is_of(held, elements)]
    for place, held in enumerate(sorted(free, key=lambda each: not each.line.advance), 1):
        parent = known.line(held.line.parent)
        for fen, expected in ((held.pending, False), (held.expected, True)):
            taken = min(fen, left)
            if not taken:
                continue
            act = paper.act(share, paper.nth(2 * place + expected))
            entries.vouchers.append(
                reduce(act, held.line, taken, expected)
                if parent is None
                else return_up(act, held.line, parent, taken, expected)
            )
            entries.lines.append(held.line)
            left -= taken
    if left:
        entries.findings.append(
            fault(
                "B307",
                f"“{elements.label}”要追减{format_fen(-share.fen)}，"
                f"{share.payee.name}未使用的只有{format_fen(-share.fen - left)}，"
                f"差{format_fen(left)}。",
                expected=-share.fen - left,
                found=-share.fen,
                sources=share.sources,
            )
        )


def _is_of(held: Held, elements: Elements) -> bool:
    own, wanted = held.line.earmark, elements.earmark
    return (own.book, own.year, own.fund, own.source, own.kind) == (
        wanted.book,
        wanted.year,
        wanted.fund,
        wanted.source,
        wanted.kind,
    )
