"""提醒和上报: when to remind of a due day, when the level above is told."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from zhida.core.calendar import is_workday, working_days_between
from zhida.core.obligations import (
    Side,
    counted,
    escalates_from,
    first_reminder,
    named,
    reminders,
    reminders_on,
)

DAYS = st.dates(datetime.date(2005, 1, 1), datetime.date(2026, 11, 1))


def test_reminders_before_the_national_holiday_fall_on_working_days() -> None:
    """Due on 8 October 2022 (a worked Saturday): five working days before is 26 September."""
    due = datetime.date(2022, 10, 8)
    before = [each.day for each in reminders(due, due) if each.side is Side.BEFORE]
    assert before == [datetime.date(2022, 9, 26), datetime.date(2022, 9, 30)]


def test_after_the_day_one_three_seven_days_and_then_every_week() -> None:
    due = datetime.date(2022, 4, 8)
    after = [each for each in reminders(due, datetime.date(2022, 4, 30)) if each.side is Side.AFTER]
    assert [each.days for each in after] == [1, 3, 7, 14, 21]
    assert [each.escalates for each in after] == [False, False, True, True, True]
    assert escalates_from(due) == datetime.date(2022, 4, 15)


def test_past_the_calendar_reminders_before_are_left_out_not_guessed() -> None:
    due = datetime.date(2030, 4, 8)
    assert first_reminder(due) is None
    assert [each.side for each in reminders(due, due + datetime.timedelta(days=3))] == [
        Side.AFTER,
        Side.AFTER,
    ]


def test_a_named_day_past_the_calendar_stands_with_a_word_of_warning() -> None:
    due = named(datetime.date(2030, 4, 8))
    assert due.day == datetime.date(2030, 4, 8)
    assert "工作日历未知" in due.note


@given(DAYS, st.integers(1, 60))
def test_a_counted_day_is_a_working_day_not_before_its_nominal_one(
    start: datetime.date, days: int
) -> None:
    due = counted(start, days).day
    if due is None:
        return
    nominal = start + datetime.timedelta(days=days)
    assert is_workday(due)
    assert due >= nominal
    between = (nominal + datetime.timedelta(days=n) for n in range((due - nominal).days))
    assert not any(is_workday(each) for each in between)


@given(DAYS, st.integers(1, 30))
def test_working_days_counted_are_so_many(start: datetime.date, days: int) -> None:
    due = counted(start, days, working=True).day
    assert due is None or working_days_between(start, due) == days


@given(DAYS)
def test_every_reminder_falls_on_its_day_and_only_there(due: datetime.date) -> None:
    end = due + datetime.timedelta(days=40)
    for each in reminders(due, end):
        assert each in reminders_on(due, each.day)
        assert (each.day < due) is (each.side is Side.BEFORE)
