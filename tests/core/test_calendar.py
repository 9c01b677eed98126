"""工作日历: deadlines on real working days, and never a guess."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core import calendar as c

FIRST, LAST = c.known_years()
known = st.dates(datetime.date(FIRST + 1, 1, 1), datetime.date(LAST - 1, 12, 31))
steps = st.integers(-40, 40)
Day = datetime.date


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (Day(2022, 2, 7), True),  # Monday after Spring Festival
        (Day(2022, 2, 6), False),  # its last day
        (Day(2022, 1, 29), True),  # a Saturday worked in exchange
        (Day(2023, 10, 1), False),
        (Day(2023, 10, 7), True),
        (Day(2020, 4, 26), True),  # a Sunday worked before Labour Day
        (Day(2021, 6, 30), True),
    ],
)
def test_days_of_the_state_councils_notices(day: Day, works: bool) -> None:
    assert c.is_workday(day) is works


def test_past_the_table_the_calendar_is_unknown_not_guessed() -> None:
    past, before = Day(LAST + 1, 1, 4), Day(FIRST - 1, 12, 31)
    assert (c.is_workday(past), c.is_workday(before)) == (None, None)
    assert c.roll_to_workday(past) is None
    assert c.add_working_days(Day(LAST, 12, 30), 5) is None
    assert c.add_working_days(Day(FIRST, 1, 2), -5) is None
    assert c.working_days_between(Day(LAST, 12, 1), past) is None
    assert not c.is_known(past)


def test_three_days_after_a_county_notice() -> None:
    assert c.add_working_days(Day(2022, 2, 8), 3) == Day(2022, 2, 11)
    assert c.add_days(Day(2022, 2, 8), 3) == Day(2022, 2, 11)


def test_a_deadline_in_a_holiday_moves_past_it_or_before_it() -> None:
    assert c.roll_to_workday(Day(2023, 10, 1)) == Day(2023, 10, 7)
    assert c.roll_to_workday(Day(2023, 10, 1), backward=True) == Day(2023, 9, 28)
    assert c.roll_to_workday(Day(2023, 9, 28)) == Day(2023, 9, 28)


@pytest.mark.parametrize(
    ("year", "month", "last"), [(2024, 2, 29), (2023, 2, 28), (2021, 6, 30), (2022, 12, 31)]
)
def test_the_end_of_a_month(year: int, month: int, last: int) -> None:
    assert c.last_day_of_month(year, month) == Day(year, month, last)


def test_the_last_working_day_of_a_month() -> None:
    assert c.last_workday_of_month(2022, 12) == Day(2022, 12, 30)
    assert c.last_workday_of_month(LAST + 1, 1) is None


@given(known, steps)
def test_steps_of_working_days_end_on_one_and_count_right(day: Day, days: int) -> None:
    reached = c.add_working_days(day, days)
    assert reached is not None
    if days > 0:
        assert c.is_workday(reached)
        assert c.working_days_between(day, reached) == days
    elif days < 0:
        assert c.is_workday(reached)
        assert reached < day
    else:
        assert reached == day


@given(known, steps)
def test_steps_there_and_back_from_a_working_day(day: Day, days: int) -> None:
    start = c.roll_to_workday(day)
    assert start is not None
    reached = c.add_working_days(start, days)
    assert reached is not None
    assert c.add_working_days(reached, -days) == start


@given(known)
def test_rolling_stops_at_the_nearest_working_day(day: Day) -> None:
    later, earlier = c.roll_to_workday(day), c.roll_to_workday(day, backward=True)
    assert later is not None
    assert earlier is not None
    assert earlier <= day <= later
    assert (later == day) is (c.is_workday(day) is True)


@given(st.dates(), st.integers(-400, 400))
def test_calendar_days_need_no_table(day: Day, days: int) -> None:
    try:
        reached = c.add_days(day, days)
    except OverflowError:
        return
    assert (reached - day).days == days
