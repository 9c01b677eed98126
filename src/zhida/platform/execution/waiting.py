"""待认领支付 waiting: the queue of a region and below, for the rules that judge payments by themselves.

with scope(actor.region):
    for line in waiting_lines(Selection(2025, region="650000"), day):
        …
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence

from zhida.core.execution.payments import Payment, PaymentKind
from zhida.core.execution.quota_desk import PayingUnit
from zhida.core.execution.waiting import PayingPlace, watched_waiting
from zhida.core.execution.watched import WatchedLine
from zhida.platform.execution.desk import lines_and_units
from zhida.platform.execution.models import PaymentRecord
from zhida.platform.execution.selecting import COUNTRY, Selection, parents_of, subtree
from zhida.platform.execution.storing import payment_of
from zhida.platform.regions.models import Agency


def waiting_lines(asked: Selection, day: datetime.date) -> Iterator[WatchedLine]:
    """待认领支付: every payment of a year that waits on a day, each with what came back of it."""
    queued = PaymentRecord.objects.filter(state="queued", year=asked.year, date__lte=day)
    if asked.region != COUNTRY:
        queued = queued.filter(region_id__in=list(subtree(asked.region, parents_of(day))))
    regions: defaultdict[str, list[PaymentRecord]] = defaultdict(list)
    for each in queued.order_by("region_id", "date", "pk"):
        regions[each.region_id].append(each)
    for region, records in regions.items():
        yield from _of_region(region, records)


def _of_region(region: str, records: Sequence[PaymentRecord]) -> Iterator[WatchedLine]:
    place = _place(region)
    if place is None:
        return
    desk = lines_and_units(region)
    back: defaultdict[str, list[Payment]] = defaultdict(list)
    for each in records:
        if each.kind == PaymentKind.REFUND:
            back[each.refunds].append(payment_of(each))
    for each in records:
        if each.kind == PaymentKind.PAYMENT:
            reason = " ".join(filter(None, (each.reason_code, each.reason)))
            payments = [payment_of(each), *back[each.number]]
            yield watched_waiting(payments, reason or "原因不明", place, desk)


def _place(region: str) -> PayingPlace | None:
    """None where the region has no finance department: then nobody imported for it."""
    units = list(Agency.objects.select_related("region").filter(region_id=region))
    finance = next((each for each in units if each.kind == Agency.Kind.FINANCE), None)
    if finance is None:
        return None
    return PayingPlace(
        region,
        finance.region.level,
        PayingUnit(finance.code, finance.name, finance=True),
        {each.code: each.kind for each in units},
    )
