"""工作台内容 queries: duties that press, alerts that are open, what I did; within the running scope."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from zhida.core.calendar import working_days_between
from zhida.platform.access.policy import Actor
from zhida.platform.accounts.queries import deed_names
from zhida.platform.execution.alert_queries import AlertRow, alert_rows
from zhida.platform.journal.models import Deed
from zhida.platform.journal.queries import deeds
from zhida.platform.obligations.queries import OPEN, DutyRow, duties
from zhida.platform.regions.models import Agency

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Pressing:
    """待办: a duty of mine, with the working days that are left (negative: late; None: unknown)."""

    row: DutyRow
    left: int | None


@dataclass(frozen=True, slots=True)
class Did:
    """我办的: a deed with its name in words."""

    deed: Deed
    name: str


@dataclass(frozen=True, slots=True)
class Desk:
    """工作台: the first few of each, and how many there are in all."""

    pressing: tuple[Pressing, ...]
    duties: int
    late: int
    alerts: tuple[AlertRow, ...]
    alerts_in_all: int
    did: tuple[Did, ...]


def desk_of(actor: Actor, region: str, day: datetime.date) -> Desk:
    """工作台: of a person on a day; alerts are those of `region` and below."""
    agency = Agency.objects.get(code=actor.agency)
    mine = [each for each in duties(day, agency=agency) if each.state in OPEN]
    alerts = tuple(alert_rows(region))
    names = deed_names()
    return Desk(
        tuple(Pressing(each, days_left(each, day)) for each in mine[:SHOWN]),
        len(mine),
        sum(1 for each in mine if each.duty.due and each.duty.due < day),
        alerts[:SHOWN],
        len(alerts),
        tuple(
            Did(each, names.get(each.verb, each.verb)) for each in deeds(actor=actor.name)[:SHOWN]
        ),
    )


def days_left(row: DutyRow, day: datetime.date) -> int | None:
    """剩余工作日: until the due day, that day included; negative where it has passed."""
    due = row.duty.due
    if due is None:
        return None
    if due >= day:
        return working_days_between(day, due)
    passed = working_days_between(due, day)
    return None if passed is None else -passed
