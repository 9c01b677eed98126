"""工作日历 calendar: working days of the State Council's yearly notice, and date steps.

The calendar of a year is published in November of the year before. Outside the
years it knows, every answer is None, "calendar unknown": nothing is guessed.
"""

from __future__ import annotations

import calendar as _months
import datetime
from functools import cache

from chinese_calendar import is_workday as _is_workday  # type: ignore[import-untyped]
from chinese_calendar.constants import holidays as _holidays  # type: ignore[import-untyped]


@cache
def known_years() -> tuple[int, int]:
    """The first and the last year whose calendar is known.

    >>> known_years()[0]
    2004
    """
    years = {day.year for day in _holidays}
    return min(years), max(years)


def is_known(day: datetime.date) -> bool:
    """Whether the calendar knows this day's year."""
    first, last = known_years()
    return first <= day.year <= last


def is_workday(day: datetime.date) -> bool | None:
    """工作日: whether offices work that day, None where the calendar is unknown.

    >>> is_workday(datetime.date(2023, 10, 7))  # a Saturday worked for the holiday
    True
    >>> is_workday(datetime.date(2022, 2, 9)), is_workday(datetime.date(2099, 1, 5))
    (True, None)
    """
    return bool(_is_workday(day)) if is_known(day) else None


def add_days(day: datetime.date, days: int) -> datetime.date:
    """日历日: the day so many calendar days later (earlier if negative).

    >>> add_days(datetime.date(2020, 3, 27), 30)
    datetime.date(2020, 4, 26)
    """
    return day + datetime.timedelta(days=days)


def add_months(day: datetime.date, months: int) -> datetime.date:
    """月: the same day so many months later, or the last of that month (民法典第二百零二条).

    >>> add_months(datetime.date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = last_day_of_month(year, month + 1)
    return last.replace(day=min(day.day, last.day))


def add_working_days(day: datetime.date, days: int) -> datetime.date | None:
    """工作日推算: the n-th working day after (n < 0: before) a day, which is not counted.

    None where the way leads out of the known calendar. Zero gives the day itself.

    >>> add_working_days(datetime.date(2022, 2, 8), 3)
    datetime.date(2022, 2, 11)
    """
    step = datetime.timedelta(days=1 if days >= 0 else -1)
    left = abs(days)
    while left:
        day += step
        works = is_workday(day)
        if works is None:
            return None
        left -= works
    return day


def working_days_between(start: datetime.date, end: datetime.date) -> int | None:
    """工作日数: how many working days lie after `start` up to and including `end`.

    None where the calendar is unknown for one of them; 0 if `end` is not later.

    >>> working_days_between(datetime.date(2022, 2, 8), datetime.date(2022, 2, 11))
    3
    """
    answers = [is_workday(add_days(start, n)) for n in range(1, (end - start).days + 1)]
    return None if None in answers else sum(map(bool, answers))


def roll_to_workday(day: datetime.date, *, backward: bool = False) -> datetime.date | None:
    """顺延: the day itself if it is worked, else the next (or previous) one that is.

    None where the calendar is unknown.

    >>> roll_to_workday(datetime.date(2023, 10, 1))
    datetime.date(2023, 10, 7)
    """
    works = is_workday(day)
    if works is None:
        return None
    return day if works else add_working_days(day, -1 if backward else 1)


def last_day_of_month(year: int, month: int) -> datetime.date:
    """月末: the last day of a month.

    >>> last_day_of_month(2024, 2)
    datetime.date(2024, 2, 29)
    """
    return datetime.date(year, month, _months.monthrange(year, month)[1])


def last_workday_of_month(year: int, month: int) -> datetime.date | None:
    """月末工作日: the last working day of a month, None where the calendar is unknown."""
    return roll_to_workday(last_day_of_month(year, month), backward=True)
