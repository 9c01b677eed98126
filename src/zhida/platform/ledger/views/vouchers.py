"""凭证页 views: the list, one voucher with its evidence, its reversal; records for another system."""

from __future__ import annotations

import tempfile
from pathlib import Path
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.core.ledger.chart import verb_name
from zhida.core.provenance import Source
from zhida.documents.ledger.record_files import write_records
from zhida.platform.access.queries import about
from zhida.platform.journal.queries import deeds
from zhida.platform.ledger import acting
from zhida.platform.ledger.exchange import records
from zhida.platform.ledger.grids import entries_table, vouchers_table
from zhida.platform.ledger.views.acts import paper, told
from zhida.platform.ledger.views.lines import day_of
from zhida.platform.ledger.voucher_rows import (
    Filter,
    VoucherRow,
    entries_of,
    places_of,
    voucher_row,
)
from zhida.platform.notices.models import Document
from zhida.platform.pages.buttons import button
from zhida.platform.pages.deeds import deed
from zhida.platform.pages.downloads import send_file
from zhida.platform.pages.exporting import XLSX
from zhida.platform.pages.labels import label
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show

_VERBS = (
    *("open", "receive", "release", "reserve", "issue", "accept", "refine", "register", "enable"),
    *("apply", "pay", "refund", "return", "retrieve", "adjust", "reduce", "withdraw"),
    *("carry_over", "carry_in", "write_off", "reverse"),
)


@page("see")
def vouchers(looking: Looking) -> HttpResponse:
    """凭证: by verb, day, paper, holder or number (`?number=2025-17` opens it)."""
    query = looking.request.GET
    year, _dash, number = query.get("number", "").strip().partition("-")
    if _is_number(year, 4) and _is_number(number, 18) and voucher_row(int(year), int(number)):
        return redirect("ledger-voucher", int(year), int(number))
    asked = Filter(
        looking.lens.year,
        looking.lens.region,
        verb=query.get("verb", "").strip()[:40],
        document=query.get("document", "").strip()[:200],
        holder=query.get("holder", "").strip()[:60],
        since=day_of(query.get("since", "")),
        until=day_of(query.get("until", "")),
    )
    context = {
        "asked": asked,
        "number": query.get("number", ""),
        "verbs": [(verb, label(verb_name(verb))) for verb in _VERBS],
        "tab": "vouchers",
    }
    table = vouchers_table(asked, looking.lens)
    return show(looking, "ledger/vouchers.html", context, [table], concept="ledger")


@page("see")
def voucher(looking: Looking, year: int, number: int) -> HttpResponse:
    """一张凭证: its entries, its evidence, who, what the journal says, and its reversal."""
    head = _head(year, number)
    url = f"{reverse('ledger-reverse', args=[year, number])}?{looking.lens.query}"
    notice = Document.objects.filter(booked__contains=[[year, number]]).first()
    context = {
        "head": head,
        "verb": label(verb_name(head.verb)),
        "places": [(each.describe(), _cell_href(notice, each)) for each in places_of(year, number)],
        "notice": notice,
        "notice_href": _notice_href(notice),
        "payment_href": _href("payment-of-voucher", year, number)
        if head.verb in ("pay", "refund")
        else "",
        "deeds": deeds(concept="ledger", subject=head.name)[:20],
        "today": timezone.localdate(),
        "undo": button(
            looking,
            "reverse",
            about(head.region, [head.actor]),
            _("冲销"),
            url,
            off=_not_undoable(looking, head),
            sure=_("冲销不能撤回。确定冲销这张凭证？"),
        ),
    }
    table = entries_table(head, entries_of(year, number), looking.lens)
    return show(looking, "ledger/voucher.html", context, [table], concept="ledger")


@page("see")
def reverse_voucher(looking: Looking, year: int, number: int) -> HttpResponse:
    """冲销: by another person, upon a paper, with a reason."""
    head = _head(year, number)
    back = f"{reverse('ledger-voucher', args=[year, number])}?{looking.lens.query}"
    if looking.request.method != "POST":
        return redirect(back)
    sent = {name: str(value).strip() for name, value in looking.request.POST.items()}
    return deed(
        looking,
        lambda: told(_("冲销"), acting.reverse(looking.actor, head.year, head.number, paper(sent))),
        back,
    )


@page("see")
def export(looking: Looking) -> HttpResponse:
    """导出指标记录: of the year, for another system; all that the person's scope may see."""
    if looking.request.method != "POST":
        return redirect("ledger")
    rows = records(looking.lens.year)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.xlsx"
        write_records(path, rows)
        content = path.read_bytes()
    name = _("指标记录-{year}.xlsx").format(year=looking.lens.year)
    return send_file(looking, name, content, XLSX, concept="ledger", subject=str(looking.lens.year))


def _is_number(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= most


def _head(year: int, number: int) -> VoucherRow:
    head = voucher_row(year, number)
    if head is None:
        raise Http404
    return head


def _not_undoable(looking: Looking, head: VoucherRow) -> str:
    if head.undone_by:
        return _("已由凭证{year}-{undone_by}冲销").format(year=head.year, undone_by=head.undone_by)
    if head.verb == "reverse":
        return _("冲销凭证不能再冲销，请重新办理")
    if head.holder != looking.actor.agency:
        return _("由{holder_name}办理，请由该单位冲销").format(holder_name=head.holder_name)
    return ""


def _notice_href(notice: Document | None) -> str:
    return _href("notice", notice.pk) if notice is not None else ""


def _cell_href(notice: Document | None, place: Source) -> str:
    """The cell of the notice that a figure was read from."""
    url = _href("notice-cell", notice.pk) if notice is not None else ""
    said = {"file": place.file, "block": place.block, "row": place.row, "column": place.column}
    return f"{url}?{urlencode({n: v for n, v in said.items() if v is not None})}" if url else ""


def _href(name: str, *args: int) -> str:
    """The address of a page of another concept, "" where there is none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
