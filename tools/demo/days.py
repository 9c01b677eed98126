"""日子 days: the demonstration's budget year is the running one, and nothing in it lies ahead."""

from __future__ import annotations

import datetime

from django.utils.timezone import localdate

TODAY = localdate()
YEAR = TODAY.year
_FIRST = datetime.date(YEAR, 1, 1)


def day(share: int) -> datetime.date:
    """The day when so many hundredths of the year until today were over.

    >>> day(100) == TODAY, day(0).month
    (True, 1)
    """
    return _FIRST + (TODAY - _FIRST) * share // 100
