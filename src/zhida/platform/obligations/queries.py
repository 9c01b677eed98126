"""查看 queries: duties on a day, reminders and escalations, as screens and commands show them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db.models import Count, Min, Prefetch, QuerySet, Window
from django.db.models.functions import RowNumber

from zhida.core.obligations import (
    Deed,
    DutyState,
    Reminder,
    Step,
    escalates_from,
    office_name,
    reminders,
    reminders_on,
    state_on,
    was_late,
)
from zhida.core.obligations import Duty as CoreDuty
from zhida.core.obligations.obligors import PUBLIC
from zhida.platform.obligations.models import Decision, Duty, Filing, FilingFile
from zhida.platform.obligations.selecting import OPEN, ORDER, selected
from zhida.platform.regions.models import Agency

_MANY = 2000
"""Duties that are fetched at a time, with what was done about them."""
_NEXT_LEVEL = "上一级财政部门"


@dataclass(frozen=True, slots=True)
class DutyRow:
    """任务: a duty on a day, with its number, the names of both sides and the days filed late."""

    number: int
    duty: CoreDuty
    state: DutyState
    owner: str
    receiver: str
    late: int


@dataclass(frozen=True, slots=True)
class Handled:
    """办理: one step on a duty: by whom, when, with which words and files (their content unread)."""

    step: Step
    by: str
    at: datetime.datetime
    words: str = ""
    nothing: bool = False
    files: Sequence[FilingFile] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """逾期事项: what so many offices owe; `first` is the number of one of their duties."""

    what: str
    offices: int
    first: int


@dataclass(frozen=True, slots=True)
class Reminded:
    """提醒: a duty of which somebody is to be reminded; `above` is told where it escalates."""

    row: DutyRow
    reminder: Reminder
    above: str = ""


def duties(
    day: datetime.date, *, agency: Agency | None = None, region: str = ""
) -> tuple[DutyRow, ...]:
    """任务列表: of an agency (what it owes), of a region and below, or all the scope shows.

    In the order of their due days, those without one last.
    """
    return rows_of(selected(day, agency=agency, region=region), day)


def due_between(
    day: datetime.date, region: str, first: datetime.date, last: datetime.date, most: int
) -> dict[datetime.date, tuple[int, tuple[DutyRow, ...]]]:
    """到期的: what falls due in a region and below from one day to another, both included.

    By day how many there are, and the first `most` of them, as they stand on `day`.
    """
    found = selected(day, region=region).filter(due__range=(first, last))
    counts = found.order_by().values_list("due").annotate(Count("pk"))
    place = Window(RowNumber(), partition_by="due", order_by=ORDER[1:])
    shown: dict[datetime.date | None, list[DutyRow]] = {}
    for row in _rows(found.annotate(place=place).filter(place__lte=most), day):
        shown.setdefault(row.duty.due, []).append(row)
    return {due: (count, tuple(shown.get(due, ()))) for due, count in counts if due is not None}


def overdue_of_others(day: datetime.date, agency: Agency, most: int) -> tuple[Matter, ...]:
    """下级逾期的: what others in its region let pass so far that the level above is to know of it."""
    late = selected(day, states=[DutyState.OVERDUE], region=agency.region_id)
    told = late.exclude(owner=agency).filter(due__lte=_told_until(day)).order_by().values("what")
    counted = told.annotate(offices=Count("pk"), first=Min("pk")).order_by("-offices", "what")
    return tuple(Matter(each["what"], each["offices"], each["first"]) for each in counted[:most])


def _told_until(day: datetime.date) -> datetime.date:
    """The last due day of which the level above is told on a day."""
    due = day
    while (since := escalates_from(due)) is None or since > day:
        due -= datetime.timedelta(days=1)
    return due


def owed_to(day: datetime.date, agency: Agency) -> tuple[DutyRow, ...]:
    """应收: what is owed to an agency."""
    return rows_of(Duty.objects.filter(receiver=agency).order_by(*ORDER), day)


def row_of(number: int, day: datetime.date) -> DutyRow | None:
    """一项任务: by its number, None where there is none in the scope."""
    return next(iter(_rows(Duty.objects.filter(pk=number), day)), None)


def reminded(
    day: datetime.date, *, agency: Agency | None = None, region: str = ""
) -> Iterator[Reminded]:
    """当日提醒: what to remind of on a day, and of which the level above is to be told."""
    for row in _rows(selected(day, agency=agency, region=region, states=OPEN), day):
        if row.duty.due is None:
            continue
        for each in reminders_on(row.duty.due, day):
            yield Reminded(row, each, _above(row) if each.escalates else "")


def escalated(day: datetime.date, *, region: str = "") -> Iterator[Reminded]:
    """上报的: overdue duties that the level above is to know of, each with the last reminder."""
    overdue = selected(day, region=region, states=[DutyState.OVERDUE])
    for row in _rows(overdue.filter(due__lte=_told_until(day)), day):
        if row.duty.due is not None:
            yield Reminded(row, reminders(row.duty.due, day)[-1], _above(row))


def deeds_of(duty: Duty) -> tuple[Deed, ...]:
    """经过: filings and decisions of a duty, in the order in which they were recorded."""
    filed = ((each.at, Deed(Step.FILE, each.filed_on)) for each in duty.filings.all())
    decided = ((each.at, Deed(Step(each.step), each.decided_on)) for each in duty.decisions.all())
    return tuple(deed for _, deed in sorted(chain(filed, decided), key=lambda pair: pair[0]))


def history(number: int) -> list[Handled]:
    """经过: what was done about a duty, the newest first."""
    filings = Filing.objects.filter(duty_id=number).prefetch_related(
        Prefetch("files", FilingFile.objects.defer("content"))
    )
    done = [
        Handled(Step.FILE, each.filed_by, each.at, each.words, each.nothing, [*each.files.all()])
        for each in filings
    ]
    done += [
        Handled(Step(each.step), each.decided_by, each.at, each.reason)
        for each in Decision.objects.filter(duty_id=number)
    ]
    return sorted(done, key=lambda each: each.at, reverse=True)


def duty_of(duty: Duty) -> CoreDuty:
    """The duty as `core` knows it."""
    return CoreDuty(
        owner=duty.owner.code,
        receiver=duty.receiver_code,
        rule=duty.rule,
        what=duty.what,
        due=duty.due,
        unknown=duty.unknown,
        form=duty.form,
        period=duty.period,
        document=duty.document,
        year=duty.year,
        basis=duty.basis,
        consequence=duty.consequence,
        note=duty.note,
    )


def rows_of(found: QuerySet[Duty], day: datetime.date) -> tuple[DutyRow, ...]:
    """任务列表: as they stand on a day, in the given order."""
    return tuple(_rows(found, day))


def whole(found: QuerySet[Duty]) -> QuerySet[Duty]:
    """连同经过: with all that `row_on` reads of each."""
    return found.select_related("owner", "receiver").prefetch_related("filings", "decisions")


def row_on(duty: Duty, day: datetime.date) -> DutyRow:
    """任务: as it stands on a day."""
    deeds = deeds_of(duty)
    done = [deed for deed in deeds if deed.day <= day]
    return DutyRow(
        duty.pk,
        duty_of(duty),
        state_on(duty.due, deeds, day),
        duty.owner.name,
        duty.receiver.name if duty.receiver else office_name(duty.receiver_code),
        was_late(duty.due, done),
    )


def _rows(found: QuerySet[Duty], day: datetime.date, at_once: int = _MANY) -> Iterator[DutyRow]:
    for each in whole(found).iterator(chunk_size=at_once):
        yield row_on(each, day)


def _above(row: DutyRow) -> str:
    """The level above: whom the duty is owed to, where that is an agency (the public is none)."""
    if row.duty.receiver == PUBLIC:
        return _NEXT_LEVEL
    return row.receiver or _NEXT_LEVEL
