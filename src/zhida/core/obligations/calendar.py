"""到期日 calendar: the last day in time, when to remind of it, when to tell the level above.

Two kinds of deadline meet a day off: one that is counted from an event, and one
that names a day. Whether each moves to the next working day is a parameter with
its basis; a notice's own words (逢节假日顺延) go before it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from zhida.core.calendar import (
    add_days,
    add_working_days,
    is_workday,
    known_years,
    roll_to_workday,
)
from zhida.core.parameters import parameter
from zhida.data import load

UNKNOWN_CALENDAR = "工作日历未知"


@dataclass(frozen=True, slots=True)
class Due:
    """到期日: the last day in time, or None with the reason; `note` is what to know of it."""

    day: datetime.date | None
    unknown: str = ""
    note: str = ""


def counted(
    start: datetime.date, days: int, *, working: bool = False, rolls: bool | None = None
) -> Due:
    """按日计算的到期日: so many days after an event, whose own day doesn't count.

    A last day on a day off moves to the next working day where the parameter
    `roll_counted_due` or, before it, `rolls` says so. Unknown past the calendar.

    >>> counted(datetime.date(2023, 9, 26), 3).day  # 29 September begins the holiday
    datetime.date(2023, 10, 7)
    >>> counted(datetime.date(2022, 2, 8), 3).day
    datetime.date(2022, 2, 11)
    >>> counted(datetime.date(2098, 2, 8), 3).unknown
    '工作日历未知'
    """
    if working:
        day = add_working_days(start, days)
        return Due(day) if day else _beyond()
    return settled(add_days(start, days), _policy("roll_counted_due", start, rolls))


def named(day: datetime.date, *, rolls: bool | None = None) -> Due:
    """固定日期的到期日: a day that a text names (每月10日前, 10月前).

    It stays on a day off unless the parameter `roll_named_due` or, before it,
    `rolls` says otherwise; the note then gives the last working day in time.

    >>> named(datetime.date(2023, 1, 8))
    Due(day=datetime.date(2023, 1, 8), unknown='', note='到期日不是工作日且不顺延，请在2023-01-06前办理')
    """
    return settled(day, _policy("roll_named_due", day, rolls))


def settled(day: datetime.date, rolls: bool) -> Due:
    """落定: a nominal last day as it stands, or moved where it `rolls`."""
    works = is_workday(day)
    if works is None:
        return _beyond() if rolls else Due(day, note=f"{UNKNOWN_CALENDAR}，不知到期日是否工作日")
    if works:
        return Due(day)
    if not rolls:
        before = roll_to_workday(day, backward=True)
        tail = f"，请在{before}前办理" if before else ""
        return Due(day, note=f"到期日不是工作日且不顺延{tail}")
    moved = roll_to_workday(day)
    return Due(moved, note=f"原到期日{day}不是工作日，顺延") if moved else _beyond()


def _beyond() -> Due:
    first, last = known_years()
    return Due(None, UNKNOWN_CALENDAR, f"工作日历只收到{first}至{last}年，公布后重算")


def _policy(name: str, day: datetime.date, rolls: bool | None) -> bool:
    return bool(parameter(name, day).value) if rolls is None else rolls


class Side(StrEnum):
    """先后: whether a reminder comes before the due day or after it."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Reminder:
    """提醒: on what day to remind of a duty, how far from its due day, and whether to tell above.

    `days` counts working days where `working`. `escalates` is true where the
    level above is told as well.
    """

    day: datetime.date
    side: Side
    days: int
    working: bool
    escalates: bool = False

    @property
    def words(self) -> str:
        """In Chinese: 到期前5个工作日, 逾期3天."""
        unit = "个工作日" if self.working else "天"
        return f"{'到期前' if self.side is Side.BEFORE else '逾期'}{self.days}{unit}"


def reminders(due: datetime.date, until: datetime.date) -> tuple[Reminder, ...]:
    """提醒日: every reminder of a duty not yet filed, up to a day, in order.

    One whose day lies past the known calendar is left out.

    >>> [str(each.day) for each in reminders(datetime.date(2022, 4, 8), datetime.date(2022, 4, 20))]
    ['2022-03-31', '2022-04-07', '2022-04-09', '2022-04-11', '2022-04-15']
    """
    found = (each for step in _steps() for each in step.reminders(due, until))
    return tuple(sorted(found, key=lambda each: (each.day, each.side, each.days)))


def reminders_on(due: datetime.date, day: datetime.date) -> tuple[Reminder, ...]:
    """当日提醒: those that fall on a day."""
    return tuple(each for each in reminders(due, day) if each.day == day)


def first_reminder(due: datetime.date) -> datetime.date | None:
    """首次提醒: from what day on a duty counts as near, None past the calendar."""
    days = [step.one(due, step.days) for step in _steps() if step.side is Side.BEFORE]
    known = [each for each in days if each is not None]
    return min(known) if known else None


def escalates_from(due: datetime.date) -> datetime.date | None:
    """上报日: from what day on the level above is told of an overdue duty."""
    days = [step.one(due, step.days) for step in _steps() if step.escalates]
    known = [each for each in days if each is not None]
    return min(known) if known else None


@dataclass(frozen=True, slots=True)
class _Step:
    side: Side
    days: int
    working: bool
    every: int  # 0: once
    escalates: bool

    def one(self, due: datetime.date, days: int) -> datetime.date | None:
        signed = -days if self.side is Side.BEFORE else days
        return add_working_days(due, signed) if self.working else add_days(due, signed)

    def reminders(self, due: datetime.date, until: datetime.date) -> Iterator[Reminder]:
        days = self.days
        while (day := self.one(due, days)) is not None and day <= until:
            yield Reminder(day, self.side, days, self.working, self.escalates)
            if not self.every:
                return
            days += self.every


@cache
def _steps() -> tuple[_Step, ...]:
    return tuple(
        _Step(
            Side(row["side"]),
            int(row["days"]),
            bool(row["working"]),
            int(row["every"] or 0),
            bool(row["escalates"]),
        )
        for row in load("duty_reminders")
    )
