"""经办 act: who does what, when, why and from which paper; the other half of every voucher."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from zhida.core.ledger.errors import LedgerError
from zhida.core.ledger.line import QuotaLine
from zhida.core.ledger.voucher import Identity, Transfer, Voucher
from zhida.core.provenance import Source

RECEIPT = "receipt"
"""Money that comes in, from outside or from the level above, is one piece of business."""


@dataclass(frozen=True, slots=True)
class Act:
    """经办: the paper that an act rests on, and who acts upon it.

    `issuer` is the body that issued the paper, `number` its number, or the mark
    that a person confirmed as new where it has no sound one. `ordinal` tells
    apart what one paper says twice of the same holder, source and purpose, and
    a booking anew after a reversal. The budget year is that of the quota line.
    """

    issuer: str
    number: str
    document_date: datetime.date
    actor: str
    reason: str = ""
    sources: tuple[Source, ...] = ()
    ordinal: int = 1


def between(
    verb: str,
    act: Act,
    line: QuotaLine,
    transfers: tuple[Transfer, ...],
    recipient: str,
    counterpart: str | None = None,
    business: str = "",
    holder: str = "",
) -> Voucher:
    """上下级之间: the voucher of an act that one paper tells to both sides, or to the world.

    `recipient` is the lower side, who is given the money or gives it back. `business` is the verb
    unless two verbs are one business (receipt). `holder` is who acts, the
    line's own unless said.
    """
    identity = Identity(
        business or verb,
        act.issuer,
        act.number,
        line.earmark.year,
        recipient,
        source_of(line),
        purpose_of(line),
        act.ordinal,
    )
    return voucher_of(verb, act, identity, holder or line.holder, transfers, counterpart)


def within(
    verb: str,
    act: Act,
    line: QuotaLine,
    transfers: tuple[Transfer, ...],
    carried_from: bytes | None = None,
) -> Voucher:
    """单位之内: the voucher of an act upon one line; here the line itself is the purpose."""
    identity = Identity(
        verb,
        act.issuer,
        act.number,
        line.earmark.year,
        line.holder,
        source_of(line),
        line.digest.hex(),
        act.ordinal,
    )
    return voucher_of(verb, act, identity, line.holder, transfers, carried_from=carried_from)


def source_of(line: QuotaLine) -> str:
    """来源: source and budget kind as one word of an identity.

    Both are needed: lottery money and budget money of one notice are central alike.
    """
    return f"{line.earmark.source}/{line.earmark.kind}"


def purpose_of(line: QuotaLine) -> str:
    """用途: fund and part of the fund as one word of an identity."""
    return "/".join(filter(None, (line.earmark.fund, line.earmark.purpose)))


def voucher_of(
    verb: str,
    act: Act,
    identity: Identity,
    holder: str,
    transfers: tuple[Transfer, ...],
    counterpart: str | None = None,
    reverses: bytes | None = None,
    carried_from: bytes | None = None,
) -> Voucher:
    """凭证: an act, its identity and its transfers as one voucher.

    Raises `LedgerError` for an amount that is not above zero, a paper without a
    number and an act without a person.
    """
    if not act.number or not act.actor:
        raise LedgerError("凭证必须写明依据文号和经办人。没有文号的，请先由经办人确认为新文件")
    if not transfers or any(each.fen <= 0 for each in transfers):
        raise LedgerError(f"{act.number}：金额必须大于零。减少金额请用追减、退回或冲销")
    return Voucher(
        identity,
        verb,
        holder,
        transfers,
        act.number,
        act.document_date,
        act.actor,
        act.reason,
        counterpart,
        act.sources,
        reverses,
        carried_from,
    )
