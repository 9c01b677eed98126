"""期限 deadline: the last day in time for what a rule counts in days, as duties count it.

An alert and a duty of the same law end on the same day: both ask
`core.obligations.calendar`, whose parameters say whether a day off moves it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from zhida.core.calendar import add_days
from zhida.core.execution.alerts.terms import Terms, weaker
from zhida.core.obligations.calendar import counted
from zhida.core.parameters import parameter

WORKING = "工作日"


@dataclass(frozen=True, slots=True)
class Overdue:
    """逾期: `due` the last day that was in time, `days` how long ago it was.

    Both are None where the working days of the year aren't known. `note` says that a
    day off moved it, or that nobody knows; `status` what the last day rests on.
    """

    due: datetime.date | None
    days: int | None
    note: str
    status: str

    @property
    def by(self) -> str:
        """In words: 2025-02-05前, or that it can't be told."""
        return f"{self.due}前" if self.due else "期限内（工作日历未知，到期日未定）"

    @property
    def told(self) -> str:
        """In words: 已超过3天（原到期日2025-02-02不是工作日，顺延）."""
        note = f"（{self.note}）" if self.note else ""
        return f"已超过{self.days}天{note}" if self.due else f"无法计算超过几天{note}"


def overdue(since: datetime.date, terms: Terms, day: datetime.date) -> Overdue | None:
    """逾期: whether a day is past the rule's days after `since`; None while it is in time.

    >>> from zhida.core.execution.alerts.terms import Terms
    >>> three = Terms(3, "天", 0, (), (), "", "attested")
    >>> overdue(datetime.date(2025, 1, 25), three, datetime.date(2025, 2, 5)) is None
    True
    >>> overdue(datetime.date(2025, 1, 25), three, datetime.date(2025, 2, 6)).told
    '已超过1天（原到期日2025-01-28不是工作日，顺延）'
    """
    if day <= add_days(since, terms.limit):
        return None
    last = counted(since, terms.limit, working=terms.unit == WORKING)
    if last.day is None:
        return Overdue(None, None, last.note, terms.status)
    if day <= last.day:
        return None
    rolls = parameter("roll_counted_due", since).status if last.note else terms.status
    return Overdue(last.day, (day - last.day).days, last.note, weaker(terms.status, rolls))
