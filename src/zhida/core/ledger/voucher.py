"""凭证 voucher: one act of one holder upon one piece of business, all or nothing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from zhida.core.ledger.chart import Relation
from zhida.core.ledger.encoding import digest
from zhida.core.provenance import Source


@dataclass(frozen=True, slots=True)
class Identity:
    """业务标识: what a voucher is about, whatever file it was read from.

    The same notice as docx, PDF and scan has one identity, so it books once.
    `act` tells the acts on one piece of business apart ("issue", "receipt").
    `number` is the document's number, or the mark that a person confirmed as
    new. `ordinal` tells apart what is otherwise alike: several instalments, or
    a booking anew after a reversal.
    """

    act: str
    issuer: str
    number: str
    year: int
    recipient: str
    source: str = ""
    purpose: str = ""
    ordinal: int = 1

    @property
    def key(self) -> bytes:
        """幂等键: 32 bytes.

        >>> Identity("receipt", "财政部", "财社〔2024〕142号", 2025, "650000-finance").key.hex()[:8]
        '3bbe3ebe'
        """
        return digest(
            self.act,
            self.issuer,
            self.number,
            self.year,
            self.recipient,
            self.source,
            self.purpose,
            self.ordinal,
        )


@dataclass(frozen=True, slots=True)
class AccountKey:
    """账户: a kind of account of a quota line (its digest), with the receiver where in transit."""

    line: bytes
    kind: str
    counterpart: str | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    """分录行: fen > 0 from the credit account (贷) to the debit account (借)."""

    credit: AccountKey
    debit: AccountKey
    fen: int
    relation: Relation = Relation.SAME


@dataclass(frozen=True, slots=True)
class Voucher:
    """凭证: transfers that hold together, with who, when, why and from which document.

    `holder` is the agency that acts, `counterpart` the other party, if any.
    `document` is the number of the paper that the act rests on and
    `document_date` its day. `reverses` and `carried_from` are keys of the
    vouchers that this one undoes or continues in the next year.
    """

    identity: Identity
    verb: str
    holder: str
    transfers: tuple[Transfer, ...]
    document: str
    document_date: datetime.date
    actor: str
    reason: str = ""
    counterpart: str | None = None
    sources: tuple[Source, ...] = ()
    reverses: bytes | None = None
    carried_from: bytes | None = None

    @property
    def content(self) -> bytes:
        """内容摘要: what a replay must say again, 32 bytes; not who says it, nor from which file."""
        rows = [
            part
            for each in self.transfers
            for part in (
                each.credit.line,
                each.credit.kind,
                each.credit.counterpart,
                each.debit.line,
                each.debit.kind,
                each.debit.counterpart,
                each.fen,
                each.relation,
            )
        ]
        return digest(
            self.verb, self.holder, self.counterpart, self.reverses, self.carried_from, *rows
        )
