"""收文办理动作 actions: a notice onto the books, with the duties that it asks for."""

from __future__ import annotations

from dataclasses import dataclass

from zhida.core.ledger import LedgerError
from zhida.core.notice import Notice
from zhida.platform.access.policy import Actor
from zhida.platform.ledger import booking
from zhida.platform.ledger.booking import Booked
from zhida.platform.notices.models import Document
from zhida.platform.obligations.births import give_birth


@dataclass(frozen=True, slots=True)
class Entered:
    """入账结果: what was booked, how many duties came of it, and why none where none could."""

    booked: Booked
    duties: int = 0
    undutied: str = ""

    @property
    def done(self) -> bool:
        """Whether it stands on the books, now or before."""
        return bool(self.booked.again or self.booked.posted)


def enter(actor: Actor, document: Document, notice: Notice | None = None) -> Entered:
    """入账: as `ledger.booking.book` does; the booking stands where its duties can't be born yet."""
    return bear(actor, booking.book(actor, document, notice), notice)


def bear(actor: Actor, booked: Booked, notice: Notice | None = None) -> Entered:
    """产生时限任务: of a notice that has just been booked."""
    entered = Entered(booked)
    if not entered.done or booked.document is None:
        return entered
    try:
        births = give_birth(actor, booked.document, notice=notice)
    except LedgerError as reason:
        return Entered(booked, 0, str(reason))
    return Entered(booked, births.new)
