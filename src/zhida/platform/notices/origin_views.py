"""通知金额的来历 origins: the total that a notice prints, and the sum of a list of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.platform.notices.addresses import cell_url, notice_url, place_of
from zhida.platform.notices.grids import total_of
from zhida.platform.notices.listing import listed
from zhida.platform.notices.models import Document
from zhida.platform.notices.views import found, wanted_of
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.sources import Item, Origin, show_origin


@page("see")
def notices_total(looking: Looking) -> HttpResponse:
    """清单合计: notice by notice."""
    rows = [each for each in listed(wanted_of(looking)) if total_of(each) is not None]
    items = [
        Item(
            f"{each.number or _('无文号')} {each.title}",
            total_of(each),
            reverse("notice-total", args=[each.pk]),
        )
        for each in rows
    ]
    whole = sum(each for each in map(total_of, rows) if each is not None)
    title = _("{region} {year}年度通知总额合计").format(
        region=looking.lens.region_name, year=looking.lens.year
    )
    return show_origin(looking, Origin(title, whole, items=items))


@page("see")
def notice_total(looking: Looking, number: int) -> HttpResponse:
    """通知总额: the place that prints it, and the appropriations that it is made of."""
    document = found(number)
    stored: Mapping[str, Any] = document.notice
    fen = stored["total"]["fen"]
    place = (stored.get("places") or {}).get("total")
    items = [
        Item(each["label"] or _("资金"), each["total"]["fen"], _href(document, each))
        for each in stored.get("appropriations", ())
        if each["total"]["fen"] is not None
    ]
    adds = bool(items) and sum(int(str(each.value)) for each in items) == fen
    origin = Origin(
        _("{notice}总额").format(notice=document.number or document.title),
        fen,
        items=items,
        adds=adds,
        formula=_("正文所载：{printed}").format(printed=stored["total"]["printed"] or "—"),
        place=place["text"] if place else "",
        place_href=cell_url(document, place_of(place)) if place else notice_url(document),
        confirmed="" if not document.number else _("文号 {n}").format(n=document.number),
    )
    return show_origin(looking, origin)


def _href(document: Document, appropriation: Mapping[str, Any]) -> str:
    place = appropriation.get("place")
    return cell_url(document, place_of(place)) if place else notice_url(document)
