"""分组解释页 explaining: one case tried by the directory in force; nothing of it is kept."""

from __future__ import annotations

from django.http import HttpResponse

from zhida.platform.dip import installed
from zhida.platform.dip.explaining import FIELDS, Explained, Faulty, explained, sample
from zhida.platform.dip.sections import sections
from zhida.platform.errors import NotReady
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show


@page("see")
def dip_explain(looking: Looking) -> HttpResponse:
    """分组解释: why a case is in its group, what one code would change, and what it stands for."""
    given = {name: looking.request.GET.get(name, "").strip()[:1000] for name in FIELDS}
    faults: dict[str, str] = {}
    found: Explained | None = None
    why = ""
    try:
        ready = installed.in_force()
    except NotReady as wrong:
        ready, why = None, str(wrong)
    if ready is not None and "dx" in looking.request.GET:
        try:
            found = explained(looking.lens, ready, given)
        except Faulty as wrong:
            faults = dict(wrong.faults)
    context = {
        "sections": sections(looking, "dip-explain"), "why": why, "found": found,
        "fields": [(name, FIELDS[name], given[name], faults.get(name, "")) for name in FIELDS],
        "version": ready.version if ready else None,
        "sample": sample(looking.lens, ready) if ready else "",
    }  # fmt: skip
    return show(looking, "dip/explain.html", context, found.tables if found else (), concept="dip")
