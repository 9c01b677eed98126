"""支付记录列表 record rows: payments of a region and below by state, page by page, and one of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum

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


@dataclass(frozen=True, slots=True)
class Sums:
    """合计: how many payments there are, and what they paid less what came back, in fen."""

    count: int
    fen: int


def sums_of(wanted: Wanted) -> Sums:
    """合计: of all payments that fit, counted and added up in one go."""
    found = _searched(wanted) if wanted.text else _kept(wanted)
    none = (0, 0)
    paid, back = found.get("payment", none), found.get("refund", none)
    return Sums(paid[0] + back[0], paid[1] - back[1])


def _searched(wanted: Wanted) -> dict[str, tuple[int, int]]:
    added = records_of(wanted).order_by().values("kind").annotate(count=Count("*"), sum=Sum("fen"))
    kinds = added.values_list("kind", "count", "sum")
    return {kind: (count, int(fen)) for kind, count, fen in kinds}


def _kept(wanted: Wanted) -> dict[str, tuple[int, int]]:
    """Of all payments of regions and states: kept by the database with each payment."""
    regions = None if wanted.region == COUNTRY else list(subtree(wanted.region, parents_of(None)))
    with connection.cursor() as cursor:
        cursor.execute(_KEPT, {**asdict(wanted), "regions": regions})
        return {kind: (count, fen) for kind, count, fen in cursor.fetchall() if count}


_KEPT = """
SELECT kind, sum(payments)::bigint, sum(fen)::bigint FROM execution_paymenttotal
WHERE year = %(year)s AND (%(regions)s::text[] IS NULL OR region_id = ANY(%(regions)s))
  AND %(state)s IN ('', state) AND %(kind)s IN ('', kind) GROUP BY kind
"""


def fen_of(wanted: Wanted) -> int:
    """净额: what these payments paid less what came back, in fen."""
    return sums_of(wanted).fen
