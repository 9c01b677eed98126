"""自评办理页 views: an agency's year is evaluated by the books, or from a form that was filled in."""

from __future__ import annotations

import datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.core.ledger import LedgerError
from zhida.core.performance.points import points_text
from zhida.platform.access.queries import about
from zhida.platform.pages.buttons import button
from zhida.platform.pages.deeds import deed
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.pages.uploads import received
from zhida.platform.regions.models import Agency
from zhida.platform.reports.self_evaluating import Filed, file_form, file_own, one_form


@page("see")
def evaluation_file(looking: Looking) -> HttpResponse:
    """办理自评: the form to be filed, and its filing; what is wrong with it stands on its page."""
    here = f"{reverse('evaluation-file')}?{looking.lens.query}"
    if looking.request.method == "POST":
        made: list[Filed] = []

        def act() -> str:
            made.extend(_filed(looking))
            return "".join(map(_told, made))

        answer = deed(looking, act, here)
        if len(made) == 1:
            page_of = reverse("evaluation", args=[made[0].evaluation.pk])
            return redirect(f"{page_of}?{looking.lens.query}")
        return redirect(f"{reverse('evaluations')}?{looking.lens.query}") if made else answer
    agencies = Agency.objects.filter(region_id=looking.lens.region).order_by("code")
    home = looking.actor.agency
    context = {
        "tab": "evaluations",
        "agencies": [(each.code, each.name) for each in agencies],
        "home": home,
        "evaluate": button(
            looking, "evaluate", about(looking.lens.region), _("自评并报送"), here, primary=True
        ),
    }
    return show(looking, "reports/evaluation.html", context)


def _filed(looking: Looking) -> tuple[Filed, ...]:
    sent, actor, year = looking.request.POST, looking.actor, looking.lens.year
    agency = Agency.objects.filter(code=sent.get("agency") or actor.agency).first()
    if agency is None:
        raise LedgerError(_("没有这个单位，请重新选择。"))
    fund, opinion = sent.get("fund", "").strip()[:200], sent.get("opinion", "")[:2000]
    files = received(looking.request, "form")
    if not files:
        until = datetime.date(year, 12, 31)
        return file_own(actor, agency, year, until, fund=fund, opinion=opinion)
    form = one_form(files[0].name, files[0].content)
    file = (files[0].name, files[0].content)
    return (file_form(actor, agency, form, file, fund=fund, year=year, opinion=opinion),)


def _told(filed: Filed) -> str:
    score = filed.found.score
    total = "" if score.total is None else points_text(score.total)
    return _("“{fund}”自评{total}分（{grade}）。").format(
        fund=filed.fund, total=total, grade=score.grade
    )
