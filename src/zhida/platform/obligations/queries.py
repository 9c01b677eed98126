"""查看 queries: duties on a day, reminders and escalations, as screens and commands show them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db.models import Prefetch, Q, QuerySet

from zhida.core.obligations import (
    Deed,
    DutyState,
    Reminder,
    Step,
    office_name,
    reminders_on,
    state_on,
    was_late,
)
from zhida.core.obligations import Duty as CoreDuty
from zhida.core.obligations.obligors import PUBLIC
from zhida.platform.obligations.models import Decision, Duty, Filing, FilingFile
from zhida.platform.regions.models import Agency

_NEXT_LEVEL = "上一级财政部门"

OPEN = (DutyState.UPCOMING, DutyState.DUE, DutyState.OVERDUE, DutyState.SENT_BACK)
"""Not yet handed in: what reminders speak of."""


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
    found = Duty.objects.select_related("owner", "receiver")
    if agency is not None:
        found = found.filter(owner=agency)
    if region:
        found = found.filter(owner__region__reached_from__ancestor_id=region)
    return tuple(_rows(found, day))


def mine_and_overdue(
    day: datetime.date, agency: Agency
) -> tuple[tuple[DutyRow, ...], tuple[DutyRow, ...]]:
    """我的与下级逾期的: what an agency owes, and what others in the scope let pass."""
    wanted = Q(owner=agency) | Q(due__lt=day)
    rows = tuple(_rows(Duty.objects.filter(wanted), day))
    own = tuple(each for each in rows if each.duty.owner == agency.code)
    others = (each for each in rows if each.duty.owner != agency.code)
    return own, tuple(each for each in others if each.state is DutyState.OVERDUE)


def owed_to(day: datetime.date, agency: Agency) -> tuple[DutyRow, ...]:
    """应收: what is owed to an agency."""
    return tuple(_rows(Duty.objects.filter(receiver=agency), day))


def row_of(number: int, day: datetime.date) -> DutyRow | None:
    """一项任务: by its number, None where there is none in the scope."""
    return next(iter(_rows(Duty.objects.filter(pk=number), day)), None)


def reminded(
    day: datetime.date, *, agency: Agency | None = None, region: str = ""
) -> Iterator[Reminded]:
    """当日提醒: what to remind of on a day, and of which the level above is to be told."""
    for row in duties(day, agency=agency, region=region):
        if row.state not in OPEN or row.duty.due is None:
            continue
        for each in reminders_on(row.duty.due, day):
            yield Reminded(row, each, _above(row) if each.escalates else "")


def escalated(day: datetime.date, *, region: str = "") -> Iterator[Reminded]:
    """上报的: overdue duties that the level above is to know of, each with the last reminder."""
    overdue = (each for each in duties(day, region=region) if each.state is DutyState.OVERDUE)
    yield from told_above(overdue, day)


def told_above(overdue: Iterable[DutyRow], day: datetime.date) -> Iterator[Reminded]:
    """上报的: those of overdue duties that are so far gone that the level above is to know."""
    from zhida.core.obligations import escalates_from, reminders

    for row in overdue:
        due = row.duty.due
        since = escalates_from(due) if due is not None else None
        if due is not None and since is not None and since <= day:
            yield Reminded(row, reminders(due, day)[-1], _above(row))


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


def _rows(found: QuerySet[Duty], day: datetime.date) -> Iterator[DutyRow]:
    ordered = found.select_related("owner", "receiver").prefetch_related("filings", "decisions")
    for each in ordered.order_by("due", "region_id", "what", "pk"):
        deeds = deeds_of(each)
        done = [deed for deed in deeds if deed.day <= day]
        yield DutyRow(
            each.pk,
            duty_of(each),
            state_on(each.due, deeds, day),
            each.owner.name,
            each.receiver.name if each.receiver else office_name(each.receiver_code),
            was_late(each.due, done),
        )


def _above(row: DutyRow) -> str:
    """The level above: whom the duty is owed to, where that is an agency (the public is none)."""
    if row.duty.receiver == PUBLIC:
        return _NEXT_LEVEL
    return row.receiver or _NEXT_LEVEL
