"""工作台页 views."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from zhida.platform.accounts.queries import last_sign_in
from zhida.platform.desk.finding import find
from zhida.platform.desk.lights import lights
from zhida.platform.desk.queries import desk_of
from zhida.platform.pages.page import Looking, page


@page("see")
def desk(looking: Looking) -> HttpResponse:
    """工作台."""
    today, last = timezone.localdate(), last_sign_in(looking.actor.name)
    region = looking.lens.region
    context = {
        "lens": looking.lens,
        "today": today,
        "desk": desk_of(looking.actor, region, today, last.at if last else None),
        "lights": lights(looking.lens),
        "last": last,
    }
    return render(looking.request, "desk/desk.html", context)


@page("see")
def search_page(looking: Looking) -> HttpResponse:
    """搜索: regions by name, pinyin or code, offices, notices, vouchers, duties, pages."""
    text = looking.request.GET.get("q", "")[:100]
    context = {"lens": looking.lens, "text": text, "answers": find(looking, text)}
    return render(looking.request, "desk/search.html", context)
