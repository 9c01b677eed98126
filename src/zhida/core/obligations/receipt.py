"""收文日期 receipt: the day from which a receiver's days are counted."""

from __future__ import annotations

import datetime


def receipt_day(
    told: datetime.date | None,
    registered: datetime.date | None,
    paper: datetime.date | None,
) -> datetime.date | None:
    """收文日期: the day that was told, else that of the registration, else the paper's.

    What a receiver owes runs from the day on which the paper reached it. It knows that
    day itself, so what it tells counts (`zhida due born --received`). Untold, the
    registration is the first day that shows the paper there. A notice that is only
    read, in no installation, has nothing but its own date. None where that is missing too.

    Duties and forms count from this day. Alerts don't fall back on the registration:
    they count from the day that was told, else from the paper's (`notices_told`). Books
    are often brought in years later, and a clock that began with the import would
    hide every delay of that history; a clock that begins with the paper can at most
    ask too early, and the receiver answers by telling its day.

    >>> day = datetime.date
    >>> receipt_day(day(2025, 3, 6), day(2025, 3, 10), day(2025, 3, 3))
    datetime.date(2025, 3, 6)
    >>> receipt_day(None, day(2025, 3, 10), day(2025, 3, 3))
    datetime.date(2025, 3, 10)
    >>> receipt_day(None, None, day(2025, 3, 3))
    datetime.date(2025, 3, 3)
    """
    return told or registered or paper
