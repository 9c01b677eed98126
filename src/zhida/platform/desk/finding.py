"""搜索 finding: what a person types at the top of a page leads to regions, duties, pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhida.platform.access.queries import about
from zhida.platform.obligations.models import Duty
from zhida.platform.pages.menu import menu
from zhida.platform.pages.page import Looking
from zhida.platform.regions.queries import search as regions_named

BEST = 8
"""How many answers of a kind are shown."""


@dataclass(frozen=True, slots=True)
class Found:
    """所得: a thing with its address."""

    name: str
    url: str
    note: str = ""


def find(looking: Looking, text: str) -> list[tuple[str, list[Found]]]:
    """搜索: by kind, the first few of each that fit; kinds that found nothing are left out."""
    text = " ".join(text.split())
    if not text:
        return []
    answers = [(str(kind), list(islice(seek(looking, text), BEST))) for kind, seek in _KINDS]
    return [(kind, found) for kind, found in answers if found]


def _pages(looking: Looking, text: str) -> Iterable[Found]:
    for item in menu(looking.request.path):
        if text in str(item.name):
            yield Found(str(item.name), item.url)


def _regions(looking: Looking, text: str) -> Iterable[Found]:
    """By name, letters of pinyin or code; what lies beyond one's reach isn't offered."""
    lens = looking.lens
    for each in regions_named(text):
        if lens.home in about(each.code).reached_from:
            query = urlencode({"year": lens.year, "region": each.code, "unit": lens.unit})
            yield Found(each.full_name, f"{reverse('desk')}?{query}", each.code)


def _duties(looking: Looking, text: str) -> Iterable[Found]:
    """By what is owed, or by the number of the notice that asks for it."""
    named = Q(what__contains=text) | Q(document__contains=text)
    for each in Duty.objects.select_related("owner").filter(named).order_by("due", "pk")[:BEST]:
        yield Found(each.what, reverse("duty", args=[each.pk]), each.owner.name)


_KINDS: tuple[tuple[str | Promise, Callable[[Looking, str], Iterable[Found]]], ...] = (
    (_("页面"), _pages),
    (_("区划"), _regions),
    (_("时限任务"), _duties),
)
