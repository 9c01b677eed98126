"""应记金额的来历 origins: the cell of the notice behind what a payee receives."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.core.booking import Share
from zhida.core.ledger import LedgerError
from zhida.platform.ledger import booking
from zhida.platform.notices.addresses import cell_url, notice_url
from zhida.platform.notices.models import Document
from zhida.platform.notices.views import found
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.sources import Item, Origin, show_origin


@page("see")
def notice_shares(looking: Looking, number: int) -> HttpResponse:
    """应记合计: payee by payee."""
    document = found(number)
    shares = _shares(looking, document)
    items = [
        Item(
            "　".join(filter(None, (each.row, each.column))),
            each.fen,
            reverse("notice-share", args=[number, place]),
            note=each.payee.name,
        )
        for place, each in enumerate(shares)
    ]
    title = _("{notice}应记金额合计").format(notice=document)
    return show_origin(looking, Origin(title, sum(each.fen for each in shares), items=items))


@page("see")
def notice_share(looking: Looking, number: int, place: int) -> HttpResponse:
    """一笔应记金额: the cell that prints it."""
    document = found(number)
    shares = _shares(looking, document)
    if place >= len(shares):
        raise Http404
    share = shares[place]
    href, words = _place(document, share)
    origin = Origin(
        _("{notice}：{payee}应记金额").format(notice=document, payee=share.payee.name),
        share.fen,
        items=[Item(words or share.row, share.fen, href)],
        place=words,
        place_href=href,
    )
    return show_origin(looking, origin)


def _place(document: Document, share: Share) -> tuple[str, str]:
    if not share.sources:
        return notice_url(document), ""
    return cell_url(document, share.sources[0]), share.sources[0].describe()


def _shares(looking: Looking, document: Document) -> tuple[Share, ...]:
    try:
        return booking.look(looking.actor, document).booking.shares
    except LedgerError as refused:
        raise Http404 from refused
