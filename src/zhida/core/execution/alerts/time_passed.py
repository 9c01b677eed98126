"""时间和支出 time_passed: how much of a line's time and of its money has gone, in whole percent."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from zhida.core.execution.watched import WatchedLine


class Gone(NamedTuple):
    """已过: percent of the time from `since` to the year's end, and percent paid, rounded down."""

    since: datetime.date
    time: int
    money: int


def gone(facts: WatchedLine, day: datetime.date) -> Gone | None:
    """已过: of a line on a day; None where nothing is available or nobody knows since when.

    The time of money that might be used from November on begins in November.
    """
    since = facts.usable_since
    rate = facts.progress.rate
    if since is None or rate is None:
        return None
    start = max(since, datetime.date(facts.line.earmark.year, 1, 1))
    end = datetime.date(facts.line.earmark.year, 12, 31)
    whole = max((end - start).days, 1)
    passed = min(max((day - start).days, 0), whole)
    return Gone(start, passed * 100 // whole, int(rate * 100))
