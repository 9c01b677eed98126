"""收文日期 receiving: on which day a notice reached its agency, as told or as registered."""

from __future__ import annotations

import datetime

from django.utils import timezone

from zhida.core.ledger import LedgerError
from zhida.core.obligations import receipt_day
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.journal.actions import record
from zhida.platform.notices.actions import CONCEPT
from zhida.platform.notices.models import Document
from zhida.platform.scope import scope


def receipt_of(document: Document) -> datetime.date:
    """收文日期: of a notice at its agency (see `core.obligations.receipt_day`)."""
    registered = timezone.localdate(document.registered_at)
    return receipt_day(document.received, registered, document.date) or registered


def tell_receipt(actor: Actor, document: Document, day: datetime.date) -> Document:
    """写明收文日期: the day on which the notice came; what was told before is told anew.

    Raises `Forbidden`, and `LedgerError` for a day before the notice's own, or one that
    hasn't come yet.
    """
    with scope(actor.region):
        found = Document.objects.select_for_update().get(pk=document.pk)
        require(actor, "take_in", about(found.region_id))
        if found.date is not None and day < found.date:
            raise LedgerError(f"{found}：收文日期{day}早于通知的成文日期{found.date}，请核对")
        if day > timezone.localdate():
            raise LedgerError(f"{found}：收文日期{day}还没有到，请核对")
        if found.received != day:
            before, found.received = found.received, day
            found.save(update_fields=["received"])
            subject = found.number or f"收文{found.pk}"
            record(actor, "take_in", CONCEPT, subject, _told(before), _told(day))
        document.received = day
        return found


def _told(day: datetime.date | None) -> dict[str, object]:
    return {"received": day.isoformat() if day else None}
