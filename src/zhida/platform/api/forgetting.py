"""清理 forgetting: idempotency records that are older than the parameters say."""

from __future__ import annotations

import datetime

from django.db import connection
from django.utils import timezone

from zhida.core.parameters import parameter
from zhida.platform.regions.fiscal_tree import COUNTRY
from zhida.platform.scope import scope


def forget_old(day: datetime.date) -> int:
    """清理幂等记录: those older on a day than `idempotency_days` go; answers how many.

    Their keys may be used anew. The database keeps those of the last week, whatever the parameter.
    """
    days = datetime.timedelta(days=parameter("idempotency_days", day).value)
    before = timezone.make_aware(datetime.datetime.combine(day - days, datetime.time()))
    with scope(COUNTRY), connection.cursor() as cursor:
        cursor.execute("SELECT api_forget_keys(%s)", [before])
        (number,) = cursor.fetchone()
        return int(number)
