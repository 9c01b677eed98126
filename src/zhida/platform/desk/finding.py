"""搜索 finding: what a person types at the top of a page leads to pages and what is of the money.

Each kind asks the database once. Where row-level security stands before a table, only equality
can use an index, so vouchers, of which there are millions, are found by what equals: a number,
or a paper's whole number however its brackets were typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhida.core.ledger.chart import verb_name
from zhida.documents.parsing.letter.numbers import document_numbers_in
from zhida.platform.ledger.voucher_rows import VoucherRow, vouchers_found
from zhida.platform.notices.addresses import notice_url
from zhida.platform.notices.models import Document, State
from zhida.platform.obligations.models import Duty
from zhida.platform.pages.menu import menu
from zhida.platform.pages.page import Looking
from zhida.platform.regions.queries import agencies
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
    for each in regions_named(text, BEST, within=looking.lens.home):
        yield Found(each.full_name, f"{reverse('desk')}?{_lens(looking, each.code)}", each.code)


def _agencies(looking: Looking, text: str) -> Iterable[Found]:
    """By name or code; it opens the money that the agency holds."""
    for each in agencies(text, looking.lens.home, BEST):
        query = f"{_lens(looking, each.region_id)}&{urlencode({'holder': each.code})}"
        note = f"{each.code} {each.region.full_name}"
        yield Found(each.name, f"{reverse('ledger')}?{query}", note)


def _notices(looking: Looking, text: str) -> Iterable[Found]:
    """By number, however its brackets were typed, or by words of its title."""
    named = Q(number__contains=text) | Q(title__contains=text)
    if number := _number(text):
        named |= Q(number=number)
    found = Document.objects.filter(named).select_related("agency")
    for each in found.defer("notice", "findings", "answers").order_by("-date", "-pk")[:BEST]:
        note = f"{each.agency.name} {State(each.state).label}"
        yield Found(" ".join(filter(None, (each.number, each.title))), notice_url(each), note)


def _vouchers(looking: Looking, text: str) -> Iterable[Found]:
    """By number (2025-17, or 17 of the year looked at), or by the paper they rest on."""
    year, dash, number = text.partition("-")
    if not dash:
        year, number = str(looking.lens.year), text
    if _digits(year, 4) and _digits(number, 18):
        found = vouchers_found(BEST, year=int(year), number=int(number))
    elif paper := _number(text):
        found = vouchers_found(BEST, document=paper)
    else:
        found = []
    return map(_voucher, found)


def _voucher(row: VoucherRow) -> Found:
    url = reverse("ledger-voucher", args=[row.year, row.number])
    return Found(f"{row.name} {verb_name(row.verb)}", url, f"{row.document} {row.holder_name}")


def _number(text: str) -> str:
    """The one number of a paper that was typed, as it is written by the standard."""
    found = document_numbers_in(text)
    return str(found[0].value.number) if len(found) == 1 else ""


def _digits(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= most


def _lens(looking: Looking, region: str) -> str:
    return urlencode({"year": looking.lens.year, "region": region, "unit": looking.lens.unit})


def _duties(looking: Looking, text: str) -> Iterable[Found]:
    """By what is owed, or by the number of the notice that asks for it."""
    named = Q(what__contains=text) | Q(document__contains=text)
    for each in Duty.objects.select_related("owner").filter(named).order_by("due", "pk")[:BEST]:
        yield Found(each.what, reverse("duty", args=[each.pk]), each.owner.name)


_KINDS: tuple[tuple[str | Promise, Callable[[Looking, str], Iterable[Found]]], ...] = (
    (_("页面"), _pages),
    (_("区划"), _regions),
    (_("单位"), _agencies),
    (_("通知"), _notices),
    (_("凭证"), _vouchers),
    (_("时限任务"), _duties),
)
