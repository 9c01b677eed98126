"""日志页 views: who did what; auditors see their reach, everybody else what they did themselves."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from zhida.platform.access.policy import why
from zhida.platform.access.queries import about
from zhida.platform.accounts.queries import deed_names
from zhida.platform.journal.models import Deed
from zhida.platform.journal.queries import deeds, readable
from zhida.platform.pages.csv_files import CSV, csv_of
from zhida.platform.pages.downloads import send_file
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.regions.queries import within
from zhida.platform.system.deed_rows import CONCEPTS, changes, deed_table

CONCEPT = "journal"
_WORDS = ("by", "verb", "concept", "subject", "text")
_DAYS = ("since", "until")


@page("see")
def journal(looking: Looking) -> HttpResponse:
    """日志: `?by=&verb=&concept=&subject=&text=&since=&until=`; `?export=csv` writes it to a file."""
    asked = _asked(looking)
    table = deed_table(_found(looking, asked), looking.lens)
    if looking.request.GET.get("export") == "csv":
        name = f"{table.title}-{timezone.localdate():%Y%m%d}.csv"
        subject = looking.request.get_full_path()
        return send_file(looking, name, csv_of(table), CSV, concept=CONCEPT, subject=subject)
    context = {
        "asked": asked,
        "verbs": sorted(deed_names().items(), key=lambda each: each[1]),
        "concepts": sorted(CONCEPTS.items()),
        "audit": why(looking.actor, "audit", about(looking.lens.region)),
        "csv": _csv_query(looking),
    }
    return show(looking, "system/journal.html", context, [table], concept=CONCEPT)


@page("see")
def journal_deed(looking: Looking, number: int) -> HttpResponse:
    """一件事: what it was before and after."""
    deed = readable(looking.actor, Deed.objects.filter(pk=number)).first()
    if deed is None:
        raise Http404
    context = {
        "lens": looking.lens,
        "deed": deed,
        "verb": deed_names().get(deed.verb, deed.verb),
        "changes": changes(deed),
    }
    return render(looking.request, "system/deed.html", context)


def _found(looking: Looking, asked: dict[str, str]) -> QuerySet[Deed]:
    found = deeds(
        actor=asked["by"],
        verb=asked["verb"],
        concept=asked["concept"],
        subject=asked["subject"],
        text=asked["text"],
        since=_moment(asked["since"]),
        until=_moment(asked["until"], days=1),
    )
    return readable(looking.actor, within(found, looking.lens.region))


def _asked(looking: Looking) -> dict[str, str]:
    sent = looking.request.GET
    asked = {name: sent.get(name, "").replace("\0", "")[:200].strip() for name in _WORDS}
    return asked | {name: day if _day(day := sent.get(name, "")) else "" for name in _DAYS}


def _csv_query(looking: Looking) -> str:
    query = looking.request.GET.copy()
    query["export"] = "csv"
    return query.urlencode()


def _day(text: str) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None


def _moment(text: str, days: int = 0) -> datetime.datetime | None:
    day = _day(text)
    if day is None:
        return None
    beginning = datetime.datetime.combine(day + datetime.timedelta(days=days), datetime.time())
    return timezone.make_aware(beginning)
