"""工作台内容 queries: duties that press, alerts that are open, what I did; within the running scope."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, islice

from django.db.models import QuerySet

from zhida.core.calendar import working_days_between
from zhida.platform.access.policy import Actor
from zhida.platform.accounts.queries import deed_names
from zhida.platform.accounts.receivers import CONCEPT as SIGNING_IN
from zhida.platform.desk.tasks import Task, started, to_do
from zhida.platform.execution.alert_queries import AlertRow, alerts_found, rows_of
from zhida.platform.journal.models import Deed
from zhida.platform.journal.queries import deeds
from zhida.platform.obligations.queries import DutyRow, Matter, overdue_of_others
from zhida.platform.obligations.queries import rows_of as rows_of_duties
from zhida.platform.obligations.selecting import OPEN, selected
from zhida.platform.regions.models import Agency
from zhida.platform.regions.queries import within

SHOWN = 10
LOOKED_AT = 200
"""Deeds that are looked at for those to show."""
AHEAD = 30
"""Days that the calendar of the desk looks ahead."""


@dataclass(frozen=True, slots=True)
class Pressing:
    """待办: a duty of mine, with the working days that are left (negative: late; None: unknown)."""

    row: DutyRow
    left: int | None


_KEY = re.compile(r"([a-z]+ )?\d+")


@dataclass(frozen=True, slots=True)
class Did:
    """办过的: a deed with its name in words, and how many of the kind were done in one go."""

    deed: Deed
    name: str
    times: int

    @property
    def about(self) -> str:
        """对象: as people call it, "" where the journal has only a key for it."""
        named = (self.deed.after or {}).get("name")
        if isinstance(named, str) and named:
            return named
        return "" if _KEY.fullmatch(self.deed.subject) else self.deed.subject


@dataclass(frozen=True, slots=True)
class Desk:
    """工作台: the first few of each, and how many there are in all.

    `to_do` waits for this person, `copied` are duties below that the level above is told of,
    `coming` the duties of the next 30 days by day, `changed` what others did since `since`.
    """

    to_do: tuple[Task, ...]
    started: tuple[Task, ...]
    copied: tuple[Matter, ...]
    pressing: tuple[Pressing, ...]
    coming: tuple[tuple[datetime.date, tuple[Pressing, ...]], ...]
    duties: int
    late: int
    alerts: tuple[AlertRow, ...]
    alerts_in_all: int
    did: tuple[Did, ...]
    changed: tuple[Did, ...]


def desk_of(
    actor: Actor, region: str, day: datetime.date, since: datetime.datetime | None = None
) -> Desk:
    """工作台: of a person on a day; alerts are those of `region` and below."""
    agency = Agency.objects.get(code=actor.agency)
    mine = rows_of_duties(selected(day, agency=agency, states=OPEN), day)
    alerts, others = alerts_found(region), within(deeds(since=since), actor.region)
    return Desk(
        tuple(to_do(actor)),
        tuple(started(actor)),
        overdue_of_others(day, agency, SHOWN),
        tuple(Pressing(each, days_left(each, day)) for each in mine[:SHOWN]),
        _coming(mine, day),
        len(mine),
        sum(1 for each in mine if each.duty.due and each.duty.due < day),
        tuple(rows_of(alerts[:SHOWN])),
        alerts.count(),
        _did(deeds(actor=actor.name)),
        _did(others.exclude(actor=actor.name).exclude(concept=SIGNING_IN)),
    )


def _did(found: QuerySet[Deed]) -> tuple[Did, ...]:
    """The newest, those of one kind done by one person within a minute as one."""
    names = deed_names()
    together = groupby(found[:LOOKED_AT], key=_occasion)
    runs = (list(deeds) for _, deeds in islice(together, SHOWN))
    return tuple(Did(run[0], names.get(run[0].verb, run[0].verb), len(run)) for run in runs)


def _occasion(deed: Deed) -> tuple[object, ...]:
    return deed.actor, deed.verb, deed.concept, deed.at.replace(second=0, microsecond=0)


def _coming(
    mine: Iterable[DutyRow], day: datetime.date
) -> tuple[tuple[datetime.date, tuple[Pressing, ...]], ...]:
    """The next 30 days on which something is due, in order."""
    last = day + datetime.timedelta(days=AHEAD)
    by_day: dict[datetime.date, list[Pressing]] = {}
    for each in mine:
        if each.duty.due is not None and day <= each.duty.due <= last:
            by_day.setdefault(each.duty.due, []).append(Pressing(each, days_left(each, day)))
    return tuple((due, tuple(found)) for due, found in sorted(by_day.items()))


def days_left(row: DutyRow, day: datetime.date) -> int | None:
    """剩余工作日: until the due day, that day included; negative where it has passed."""
    due = row.duty.due
    if due is None:
        return None
    if due >= day:
        return working_days_between(day, due)
    passed = working_days_between(due, day)
    return None if passed is None else -passed
