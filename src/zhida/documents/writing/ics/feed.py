"""到期日历 feed: duties as all-day events with their alarms, those without a day as to-dos.

icalendar writes the format: folding at 75 octets between characters, CRLF, escaping.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Todo

from zhida.core.obligations import Duty, DutyState, Reminder, reminders

ZONE = ZoneInfo("Asia/Shanghai")
_AT = datetime.time(9)
_ALARMS_UNTIL = datetime.timedelta(days=7)
_OVER = (DutyState.FILED, DutyState.ACCEPTED, DutyState.WAIVED)


@dataclass(frozen=True, slots=True)
class Entry:
    """日历条目: a duty, its state, and the names of who owes and who receives."""

    duty: Duty
    state: DutyState
    owner: str
    receiver: str = ""


def calendar_bytes(entries: Iterable[Entry], title: str, stamp: datetime.datetime) -> bytes:
    """到期日历: the calendar of some duties as UTF-8, the same bytes for the same input.

    `stamp` is when it is made (with a zone). Alarms sound at nine in the morning
    of Asia/Shanghai on the days of the reminders; what is filed has none.
    """
    made = Calendar()
    made.add("prodid", "-//zhida//obligations//ZH")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", title)
    made.add("x-wr-timezone", ZONE.key)
    for each in entries:
        made.add_component(_component(each, stamp.astimezone(datetime.UTC)))
    return bytes(made.to_ical(sorted=False))


def uid_of(duty: Duty) -> str:
    """日历标识: the same for the same duty, whenever and wherever it is written.

    >>> one = Duty("530000-finance", "", "notice", "报送", None)
    >>> uid_of(one) == uid_of(Duty("530000-finance", "x", "notice", "报送", None, "未知"))
    True
    """
    return f"{duty.key[:40]}@zhida"


def _component(entry: Entry, stamp: datetime.datetime) -> Event | Todo:
    duty = entry.duty
    made = Event() if duty.due else Todo()
    made.add("uid", uid_of(duty))
    made.add("dtstamp", stamp)
    if duty.due:
        made.add("dtstart", duty.due)
        made.add("dtend", duty.due + datetime.timedelta(days=1))
        made.add("transp", "TRANSPARENT")
    else:
        made.add("status", "COMPLETED" if entry.state in _OVER else "NEEDS-ACTION")
    made.add("summary", _summary(entry))
    made.add("description", _description(entry))
    made.add("categories", [entry.state.label])
    if duty.due and entry.state not in _OVER:
        for each in reminders(duty.due, duty.due + _ALARMS_UNTIL):
            made.add_component(_alarm(each, entry))
    return made


def _alarm(reminder: Reminder, entry: Entry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    moment = datetime.datetime.combine(reminder.day, _AT, ZONE).astimezone(datetime.UTC)
    alarm.add("trigger", moment, parameters={"VALUE": "DATE-TIME"})
    alarm.add("description", f"{reminder.words}：{_summary(entry)}")
    return alarm


def _summary(entry: Entry) -> str:
    duty = entry.duty
    period = f"（{duty.period}）" if duty.period else ""
    mark = f"［{entry.state.label}］" if entry.state in (*_OVER, DutyState.OVERDUE) else ""
    return f"{mark}{duty.what}{period}"


def _description(entry: Entry) -> str:
    duty = entry.duty
    lines = (
        ("责任单位", entry.owner),
        ("接收单位", entry.receiver),
        ("来文", duty.document),
        ("依据", duty.basis),
        ("日期", duty.unknown or (duty.due.isoformat() if duty.due else "")),
        ("说明", duty.note),
        ("后果", duty.consequence),
    )
    return "\n".join(f"{head}：{words}" for head, words in lines if words)
