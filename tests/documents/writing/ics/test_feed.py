"""到期日历: what is written is read back the same, and keeps to RFC 5545."""

from __future__ import annotations

import datetime

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.obligations import Duty, DutyState, reminders
from zhida.documents.writing.ics import Entry, calendar_bytes, uid_of

STAMP = datetime.datetime(2022, 2, 8, 1, 0, tzinfo=datetime.UTC)
DUE = datetime.date(2022, 4, 8)
# A byte-order mark is no character of a text: who reads a calendar takes it off.
WORDS = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=("Cc", "Cs", "Zl", "Zp"),
        exclude_characters="\ufeff",
    ),
    min_size=1,
    max_size=80,
)


def entry(what: str = "报送季报", due: datetime.date | None = DUE,
          state: DutyState = DutyState.UPCOMING) -> Entry:  # fmt: skip
    unknown = "" if due else "收文日期未知"
    return Entry(Duty("533122-finance", "", "notice", what, due, unknown), state, "梁河县财政局")


def parsed(*entries: Entry) -> icalendar.Calendar:
    found = icalendar.Calendar.from_ical(calendar_bytes(entries, "任务", STAMP))
    assert isinstance(found, icalendar.Calendar)
    return found


@given(WORDS, st.none() | st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 1, 1)))
def test_what_is_written_is_read_back(what: str, due: datetime.date | None) -> None:
    written = entry(what, due)
    (found,) = parsed(written).walk("VEVENT" if due else "VTODO")
    assert str(found["summary"]) == what
    assert str(found["uid"]) == uid_of(written.duty)
    if due:
        assert found.decoded("dtstart") == due
        assert found.decoded("dtend") == due + datetime.timedelta(days=1)
    else:
        assert "收文日期未知" in str(found["description"])


@given(WORDS)
def test_lines_are_of_75_octets_at_most_end_in_crlf_and_break_between_characters(
    what: str,
) -> None:
    made = calendar_bytes([entry(what)], "任务", STAMP)
    lines = made.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    for line in lines:
        assert len(line) <= 75
        line.decode("utf-8")


def test_the_alarms_are_the_reminders_at_nine_in_the_morning_in_shanghai() -> None:
    (event,) = parsed(entry()).walk("VEVENT")
    alarms = [each.decoded("trigger") for each in event.walk("VALARM")]
    days = [each.day for each in reminders(DUE, DUE + datetime.timedelta(days=7))]
    assert alarms == [
        datetime.datetime.combine(each, datetime.time(1), datetime.UTC) for each in days
    ]
    assert b"TRIGGER;VALUE=DATE-TIME:20220331T010000Z" in calendar_bytes([entry()], "x", STAMP)


def test_what_is_filed_rings_no_more() -> None:
    for state in (DutyState.FILED, DutyState.ACCEPTED, DutyState.WAIVED):
        (event,) = parsed(entry(state=state)).walk("VEVENT")
        assert event.walk("VALARM") == []
        assert state.label in str(event["summary"])


def test_the_same_duty_keeps_its_name_when_its_day_is_moved() -> None:
    one, other = entry(), entry(due=DUE + datetime.timedelta(days=3))
    assert uid_of(one.duty) == uid_of(other.duty)
    assert uid_of(one.duty) != uid_of(entry("报送月报").duty)


def test_the_same_duties_give_the_same_bytes() -> None:
    assert calendar_bytes([entry()], "任务", STAMP) == calendar_bytes([entry()], "任务", STAMP)


def test_an_empty_calendar_is_one() -> None:
    assert parsed().walk("VEVENT") == []
