"""时限页 views: what is due, in the region that is looked at and below."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from zhida.core.obligations import DutyState
from zhida.platform.obligations.queries import OPEN, duties
from zhida.platform.pages.page import Looking, page

ROWS = 100


@page("see")
def due(looking: Looking) -> HttpResponse:
    """时限: those of a year that are open, or of one state (`?state=overdue`), or all."""
    today, lens = timezone.localdate(), looking.lens
    state = looking.request.GET.get("state", "")
    rows = [
        each
        for each in duties(today, region=lens.region)
        if each.duty.year in (None, lens.year)
        and (state == "all" or (each.state == state if state in _STATES else each.state in OPEN))
    ]
    context = {
        "lens": lens,
        "today": today,
        "state": state if state in _STATES or state == "all" else "",
        "states": [(each.value, each.label) for each in DutyState],
        "total": len(rows),
        "rows": Paginator(rows, ROWS).get_page(looking.request.GET.get("page")),
    }
    return render(looking.request, "obligations/due.html", context)


_STATES = {each.value for each in DutyState}
