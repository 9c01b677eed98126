"""收文日期接口 receipt: a receiver tells the day on which a notice came; its duties are born or dated by it."""

from __future__ import annotations

import datetime

from zhida.platform.api.bearer import Call
from zhida.platform.api.routes import Routes, within_reach
from zhida.platform.api.shapes import Asked, Day, Number, Told
from zhida.platform.inbox.receipt import receive
from zhida.platform.notices.models import Document
from zhida.platform.notices.receiving import receipt_of

routes = Routes("收文日期")


class ReceiptAsked(Asked):
    """写明收文日期."""

    received: Day


class ReceiptTold(Told):
    """收文日期: the day that counts; duties that are new, dated anew, unchanged.

    `strangers` are the codes of those who owe but are registered nowhere.
    """

    received: datetime.date
    new: int
    dated: int
    kept: int
    strangers: list[str]


@routes.write("/notices/{number}/receipt", "take_in")
def tell_receipt(call: Call, number: Number, body: ReceiptAsked) -> ReceiptTold:
    """写明收文日期: what runs from the receipt counts from this day. Twice is the same as once."""
    found: Document = within_reach(
        call, Document.objects.select_related("agency"), "通知", "take_in", pk=number
    )
    births = receive(call.actor, found, body.received)
    return ReceiptTold(
        received=receipt_of(Document.objects.get(pk=number)),
        new=births.new,
        dated=births.dated,
        kept=births.kept,
        strangers=births.strangers,
    )
