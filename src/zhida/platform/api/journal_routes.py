"""日志接口 journal: who did what; as a list to search, as a feed of events, as a file."""

from __future__ import annotations

import csv
import datetime
import io
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query
from pydantic import AwareDatetime, Field

from zhida.platform.api.bearer import Call
from zhida.platform.api.events import events_after
from zhida.platform.api.files import download
from zhida.platform.api.paging import MOST, Page, Paged, cursor_of, newest, place_of
from zhida.platform.api.refusing import Refused
from zhida.platform.api.routes import Routes, one
from zhida.platform.api.shapes import Asked, Code, Number, Told, Words
from zhida.platform.journal.models import Deed
from zhida.platform.journal.queries import audits, deeds, readable

routes = Routes("日志")

MOST_EXPORTED = 100_000


class DeedsFilter(Asked):
    """日志筛选: `since` is included, `until` is not."""

    concept: Code = ""
    subject: Words = ""
    actor: Code = ""
    verb: Code = ""
    region: Code = ""
    text: Words = ""
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None


class DeedsAsked(Paged):
    """日志筛选与分页."""

    concept: Code = ""
    subject: Words = ""
    actor: Code = ""
    verb: Code = ""
    region: Code = ""
    text: Words = ""
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None


class DeedTold(Told):
    """行为: one act, with the state before and after."""

    number: int
    at: datetime.datetime
    actor: str
    agency: str
    region: str
    verb: str
    concept: str
    subject: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    reason: str
    source: str


class EventsAsked(Asked):
    """取事件: those after a cursor; without one, from the first on."""

    after: Words = ""
    limit: Annotated[int, Field(ge=1, le=MOST)] = 100


class EventTold(DeedTold):
    """事件: a deed with the cursor behind it."""

    cursor: str


class EventsTold(Told):
    """事件: in the order in which they happened; `after` is what to ask for next time."""

    items: list[EventTold]
    after: str


@routes.read("/journal")
def journal(call: Call, asked: Query[DeedsAsked]) -> Page[DeedTold]:
    """日志: the newest first; of the region and below for who audits, else the actor's own deeds."""
    call.region(asked.region)
    found = deeds(**asked.model_dump(exclude={"limit", "cursor"}))
    return newest(readable(call.actor, found), asked, "journal", _told)


@routes.read("/journal/{number}")
def journal_deed(call: Call, number: Number) -> DeedTold:
    """一件事: what it was before and after."""
    return _told(one(readable(call.actor, Deed.objects.all()), "日志", pk=number))


@routes.read("/journal/export", "export")
def export_journal(call: Call, asked: Query[DeedsFilter]) -> HttpResponse:
    """导出日志: as csv; the export itself is a deed."""
    region = call.region(asked.region, "export")
    asked_for = readable(call.actor, deeds(**asked.model_dump()))
    found = list(asked_for[: MOST_EXPORTED + 1])
    if len(found) > MOST_EXPORTED:
        raise Refused(
            413, "too_large", f"超过{MOST_EXPORTED}条，不能一次导出", "请缩短时间范围", "since"
        )
    return download(call, "日志.csv", _csv(found), "journal", "export", region)


@routes.read("/events")
def events(call: Call, asked: Query[EventsAsked]) -> EventsTold:
    """事件: a feed to poll; none is left out, however many write at the same time.

    What another did is told without its states, reason and source, but to who audits.
    """
    at, number = None, 0
    if asked.after:
        moment, place = place_of(asked.after, "events", "after")
        at, number = datetime.datetime.fromisoformat(str(moment)), int(place)
    rows = events_after(at, number, asked.limit)
    whole = audits(call.actor)
    items = [
        EventTold(
            **_outlined(each, whole or each.actor == call.actor.name).model_dump(),
            cursor=cursor_of((each.at.isoformat(), each.pk), "events"),
        )
        for each in rows
    ]
    return EventsTold(items=items, after=items[-1].cursor if items else asked.after)


def _outlined(each: Deed, whole: bool) -> DeedTold:
    told = _told(each)
    if whole:
        return told
    return told.model_copy(update={"before": None, "after": None, "reason": "", "source": ""})


def _told(each: Deed) -> DeedTold:
    return DeedTold(
        number=each.pk,
        at=each.at,
        actor=each.actor,
        agency=each.agency,
        region=each.region_id,
        verb=each.verb,
        concept=each.concept,
        subject=each.subject,
        before=each.before,
        after=each.after,
        reason=each.reason,
        source=each.source,
    )


_HEADS = ("at", "actor", "agency", "region", "verb", "concept", "subject", "reason", "source")


def _csv(found: list[Deed]) -> bytes:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(_HEADS)
    for each in found:
        told = _told(each).model_dump(mode="json")
        rows.writerow([_safe(str(told[name])) for name in _HEADS])
    return text.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
