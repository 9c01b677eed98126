"""下达记账 passing: the notice at its issuer, who passes money down to each payee."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from zhida.core.booking.elements import Elements
from zhida.core.booking.faults import fault
from zhida.core.booking.known import Known
from zhida.core.booking.matching import Purse, coarser, purses, refines, root_line
from zhida.core.booking.paper import Paper
from zhida.core.booking.shares import Share
from zhida.core.findings import Finding
from zhida.core.ledger import QuotaLine, Voucher
from zhida.core.ledger.act import source_of
from zhida.core.ledger.verbs import issue, receive, release, retrieve
from zhida.core.money import format_fen


@dataclass(slots=True)
class Entries:
    """所记: lines to open and vouchers to post, in order, and what stands in the way."""

    lines: list[QuotaLine] = field(default_factory=list)
    vouchers: list[Voucher] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    returning: list[Voucher] = field(default_factory=list)


def pass_down(
    paper: Paper, elements: tuple[Elements, ...], shares: tuple[Share, ...], known: Known
) -> Entries:
    """下达: first receipts where a person said so, releases, and an issue for each share."""
    entries = Entries()
    for back in known.returning:
        parent = known.line(back.line.parent)
        if parent is not None:
            act = replace(paper.act(), issuer=back.issuer, ordinal=paper.nth(back.ordinal))
            entries.returning.append(retrieve(act, back.line, parent, back.fen, back.expected))
    if known.issued:
        sentence = f"{paper.number}已由本单位下达{format_fen(known.issued)}（按方案签发或已入账）。"
        entries.findings.append(fault("B312", sentence))
        return entries
    for index, each in enumerate(elements):
        own = [share for share in shares if share.appropriation == index]
        _pass_part(paper, each, own, known, entries)
    entries.vouchers += entries.returning
    return entries


def _pass_part(
    paper: Paper, elements: Elements, shares: list[Share], known: Known, entries: Entries
) -> None:
    going = [share for share in shares if share.fen > 0 and not share.payee.own]
    for share in shares:
        _check_taken(paper, share, known, entries)
        _check_advance(elements, share, known, entries)
    found, findings = purses(elements, known.held, paper.upstream)
    entries.findings += findings
    if findings and not found:
        return
    need = sum(share.fen for share in going)
    free = sum(purse.free(paper.early) for purse in found)
    if not found or (need > free and paper.answers.from_outside):
        found += _from_outside(paper, elements, shares, need - free, known, entries)
        free = sum(purse.free(paper.early) for purse in found)
    if not found or not going:
        return
    if need > free:
        entries.findings.append(_short(paper, elements, found, need, free))
        return
    if not refines(found[0].line, elements.function):
        entries.findings.append(coarser(elements, found[0].line))
    issues = _issues(paper, going, found)
    for purse in found:
        entries.lines.append(purse.line)
        if purse.released:
            entries.vouchers.append(release(paper.act(), purse.line, purse.released))
    entries.vouchers += issues


def _issues(paper: Paper, shares: list[Share], found: list[Purse]) -> list[Voucher]:
    """One voucher for each share, two where it takes from two lines."""
    ordinals: dict[tuple[str, str], int] = defaultdict(int)
    vouchers = []
    for share in shares:
        left = share.fen
        preferred = sorted(
            found,
            key=lambda p, s=share: p.line.implementing_project != s.purpose,  # type: ignore[misc]
        )
        for purse in preferred:
            fen = min(left, purse.free(paper.early))
            if not fen:
                continue
            expected = purse.take(fen, paper.early)
            place = (share.payee.code, source_of(purse.line))
            ordinals[place] += 1
            act = paper.act(share, paper.nth(ordinals[place]))
            vouchers.append(issue(act, purse.line, share.payee.code, fen, expected=expected))
            left -= fen
    return vouchers


def _from_outside(
    paper: Paper,
    elements: Elements,
    shares: list[Share],
    lacking: int,
    known: Known,
    entries: Entries,
) -> list[Purse]:
    """首次接收: by a person's decision, what the notice above must have brought.

    The first time that is the letter's amount of this money; where a notice
    before this one has used that up, what is lacking.
    """
    own_money = paper.is_own(elements.earmark.source)
    number = paper.number if own_money else next(iter(paper.upstream), "")
    if not paper.answers.from_outside or not number:
        entries.findings.append(_not_booked(paper, elements, own_money))
        return []
    before = known.receipts.get((number, elements.source), 0)
    stated = paper.stated_fen(shares)
    fen = lacking if before or stated is None else stated
    line = root_line(elements, paper.at, number)
    entries.lines.append(line)
    if fen <= 0:
        return []
    entries.vouchers.append(receive(paper.act_above(number, own_money, before + 1), line, fen))
    return [Purse(line, 0, fen) if line.advance else Purse(line, fen, 0)]


def _not_booked(paper: Paper, elements: Elements, own_money: bool) -> Finding:
    if own_money:
        return fault(
            "B301",
            f"“{elements.label}”是本级资金，账上没有这项预算指标。",
            mend="先登记本级预算指标；确为首次记账的，由经办人写明作首次接收的理由"
            "（入账页，或 zhida book --from-outside 理由）",
        )
    names = "、".join(paper.upstream)
    if not names:
        return fault(
            "B301",
            f"通知没有写明“{elements.label}”的上级文号，不知钱从哪里来。",
            mend="写明上级文号（入账页，或 zhida book --upstream 文号）",
        )
    return fault(
        "B301",
        f"上级{names}尚未入账（“{elements.label}”），本单位没有可以下达的指标。",
        mend=f"先把{names}入账；上级不在本账内的，写明作首次接收的理由"
        "（入账页，或 zhida book --from-outside 理由）",
    )


def _short(paper: Paper, elements: Elements, found: list[Purse], need: int, free: int) -> Finding:
    waiting = [purse for purse in found if purse.expected and purse.line.condition]
    if waiting and not paper.early:
        return fault(
            "B311",
            f"“{elements.label}”有{format_fen(sum(p.expected for p in waiting))}还是预计指标，"
            f"条件是“{waiting[0].line.condition}”。",
        )
    number = "、".join(dict.fromkeys(purse.line.document for purse in found))
    return fault(
        "B302",
        f"“{elements.label}”要下达{format_fen(need)}，{number}可下达的只有{format_fen(free)}，"
        f"差{format_fen(need - free)}。",
        expected=free,
        found=need,
    )


def _check_taken(paper: Paper, share: Share, known: Known, entries: Entries) -> None:
    if share.payee.code in known.taken:
        entries.findings.append(
            fault(
                "B305",
                f"{share.payee.name}已把{paper.number}按首次接收入账，再下达就是两次。",
                sources=share.sources,
            )
        )


def _check_advance(elements: Elements, share: Share, known: Known, entries: Entries) -> None:
    """已提前下达: what the notice says was issued in advance against what the ledger issued."""
    if share.fen < 0:
        entries.findings.append(
            fault(
                "B309",
                f"“{share.row}”“{share.column}”为{format_fen(share.fen)}，"
                f"要从{share.payee.name}追减{format_fen(-share.fen)}。",
                found=share.fen,
                sources=share.sources,
            )
        )
    if share.advanced_fen is None or not known.advanced:
        return
    booked = known.advanced.get((share.payee.code, elements.source), 0)
    if booked != share.advanced_fen:
        entries.findings.append(
            fault(
                "B108",
                f"“{share.row}”已提前下达写为{format_fen(share.advanced_fen)}，"
                f"账上为{format_fen(booked)}。",
                expected=booked,
                found=share.advanced_fen,
                sources=share.sources,
            )
        )
