"""事件 events: deeds in the order in which they were written, none left out.

A deed becomes visible when its transaction ends, which may be after a later deed is. What
was written before the oldest transaction that still runs began can't be joined by another.
"""

from __future__ import annotations

import datetime

from django.db import connection
from django.db.models import Q

from zhida.platform.journal.models import Deed


def events_after(at: datetime.datetime | None, number: int, limit: int) -> list[Deed]:
    """事件: the first deeds after one (its moment and number) that are settled, in order."""
    horizon = _oldest_transaction()  # asked first: what ends after it, is left for the next time
    found = Deed.objects.filter(at__lt=horizon)
    if at is not None:
        found = found.filter(Q(at__gt=at) | Q(at=at, pk__gt=number))
    return list(found.order_by("at", "pk")[:limit])


def _oldest_transaction() -> datetime.datetime:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(min(xact_start), clock_timestamp()) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        found: datetime.datetime = cursor.fetchone()[0]
        return found
