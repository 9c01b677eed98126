"""支付记录列表 record rows: payments of a region and below by state, page by page, and one of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from zhida.platform.execution.models import PaymentRecord
from zhida.platform.execution.selecting import COUNTRY, parents_of, subtree


@dataclass(frozen=True, slots=True)
class Wanted:
    """筛选: payments of a budget year in a region and below; "" asks for nothing."""

    year: int
    region: str
    state: str = ""
    kind: str = ""
    text: str = ""


def records_of(wanted: Wanted) -> QuerySet[PaymentRecord]:
    """支付记录: those that fit, the latest first; `text` is a number, a unit or a payee."""
    found = PaymentRecord.objects.filter(year=wanted.year)
    if wanted.region != COUNTRY:
        found = found.filter(region_id__in=list(subtree(wanted.region, parents_of(None))))
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.text:
        text = wanted.text
        found = found.filter(Q(number=text) | Q(unit__contains=text) | Q(payee__contains=text))
    return found.order_by("-date", "-pk")


def fen_of(wanted: Wanted) -> int:
    """净额: what these payments paid less what came back, in fen."""
    sums = dict(records_of(wanted).order_by().values_list("kind").annotate(fen=Sum("fen")))
    return int(sums.get("payment") or 0) - int(sums.get("refund") or 0)
