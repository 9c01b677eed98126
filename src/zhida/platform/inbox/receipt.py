"""收文日期 receipt: a receiver tells the day on which a notice came; what runs from it is dated anew."""

from __future__ import annotations

import datetime

from zhida.core.ledger import LedgerError
from zhida.platform.access.policy import Actor
from zhida.platform.notices.models import OPEN, OVER, Document, State
from zhida.platform.notices.receiving import tell_receipt
from zhida.platform.obligations.births import Births, give_birth


def receive(actor: Actor, document: Document, day: datetime.date) -> Births:
    """写明收文日期: and the duties of a booked notice, which are born or dated by it.

    Those of a notice that isn't booked yet are born with its booking, by the same day.
    Raises `LedgerError` where nothing can be told, `Forbidden`.
    """
    if reason := untold(document):
        raise LedgerError(f"{document}：{reason}")
    if document.state in OPEN:
        tell_receipt(actor, document, day)
        return Births()
    return give_birth(actor, document, day)


def untold(document: Document) -> str:
    """不能写明: why no day of receipt is told of a notice here; "" where one is."""
    if document.state in OVER:
        return f"通知{State(document.state).label}，不再计算期限"
    if document.issuer == document.agency.name:
        return "本单位是发文单位，收文日期由各收文单位写明"
    return ""
