"""编报页 views: which form, what it would say, and its making, filing and reasons."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhida.core.forms.shapes import shape
from zhida.core.ledger import LedgerError
from zhida.platform.access.queries import about
from zhida.platform.pages.buttons import button
from zhida.platform.pages.deeds import deed
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.pages.sources import show_origin
from zhida.platform.performance.evaluations import self_evaluations
from zhida.platform.regions.models import Agency
from zhida.platform.regions.queries import below
from zhida.platform.reports.asking import KINDS, Wanted, made, wanted
from zhida.platform.reports.grids import form_table, reports_table, self_evaluations_table
from zhida.platform.reports.jobs import start_making
from zhida.platform.reports.models import Report
from zhida.platform.reports.origins import UnknownFigure, origin_of
from zhida.platform.reports.reasons import give_reason, reason_history


@page("see")
def reports(looking: Looking) -> HttpResponse:
    """报告: which form is to be made, and those that were made of the year."""
    lens = looking.lens
    found = Report.objects.filter(year=lens.year, region_id__in=below(lens.region))
    context = {
        "kinds": [(each, shape(each).title.format(place="")) for each in KINDS],
        "agencies": _agencies(looking),
        "home": looking.actor.agency,
        "today": timezone.localdate(),
    }
    tables = [
        reports_table(found.select_related("agency").order_by("-pk"), lens),
        self_evaluations_table(self_evaluations(lens.year, lens.region), lens),
    ]
    return show(looking, "reports/reports.html", context, tables, concept="reports")


@page("see")
def preview(looking: Looking) -> HttpResponse:
    """预览: the form as the ledger has it now, each figure with its origin; nothing is kept."""
    try:
        asked = _wanted(looking)
        built = made(asked, timezone.localdate())
    except LedgerError as wrong:
        messages.error(looking.request, str(wrong))
        return redirect(reverse("reports"))
    subject = about(asked.agency.region_id)
    url = f"{reverse('report-make')}?{asked.query}"
    own = asked.agency.code == looking.actor.agency and not asked.children
    context = {
        "asked": asked,
        "form": built.form,
        "findings": built.findings,
        "buttons": [
            button(looking, "make_report", subject, _("生成"), url, primary=True),
            button(
                looking,
                "file_duty",
                subject,
                _("生成并报送"),
                f"{reverse('report-file')}?{asked.query}",
                off="" if asked.agency.code == looking.actor.agency else _("由责任单位自己报送"),
                sure=_("报送后要改须由接收单位退回。确认报送吗？"),
            ),
        ],
        "own": own,
        "reasons": reason_history(asked.agency, asked.period.last.year) if own else [],
    }
    tables = [form_table(built.form, asked)]
    return show(looking, "reports/preview.html", context, tables, concept="reports")


@page("see")
def origin(looking: Looking) -> HttpResponse:
    """来历: of a figure of a form, as the ledger has it now."""
    asked = looking.request.GET
    try:
        this = _wanted(looking)
        form = made(this, timezone.localdate()).form
        found = origin_of(form, this, asked.get("row", ""), asked.get("column", ""))
    except (LedgerError, UnknownFigure):
        raise Http404 from None
    return show_origin(looking, found)


@require_POST
@page("see")
def make_page(looking: Looking) -> HttpResponse:
    """生成: as a job, which keeps the form with its files."""
    return _started(looking, filing=False)


@require_POST
@page("see")
def file_page(looking: Looking) -> HttpResponse:
    """生成并报送: as a job, on every open duty that the form answers."""
    return _started(looking, filing=True)


@require_POST
@page("see")
def reason_page(looking: Looking) -> HttpResponse:
    """未支出原因: said once, for all forms from then on."""
    sent = looking.request.POST
    back = f"{reverse('report-preview')}?{looking.request.GET.urlencode()}"

    def act() -> str:
        asked = _wanted(looking)
        told = give_reason(
            looking.actor, sent.get("document", ""), sent.get("text", ""), asked.period
        )
        return _("已记下{document}的未支出原因。").format(document=told[0].document)

    return deed(looking, act, back)


def _started(looking: Looking, *, filing: bool) -> HttpResponse:
    """To the job that makes it; refused, back to the preview."""
    to: list[int] = []

    def act() -> str:
        to.append(start_making(looking.actor, _wanted(looking), filing=filing).pk)
        return _("已排队。")

    answer = deed(looking, act, f"{reverse('report-preview')}?{looking.request.GET.urlencode()}")
    return redirect(reverse("job", args=to)) if to else answer


def _wanted(looking: Looking) -> Wanted:
    asked = {name: str(value) for name, value in looking.request.GET.items()}
    home = Agency.objects.get(code=looking.actor.agency)
    found = wanted(asked, home)
    if found.agency.code not in {each.code for each in _agencies(looking)}:
        raise LedgerError(f"{found.agency.name}不在查看范围内")
    return found


def _agencies(looking: Looking) -> list[Agency]:
    """Whose forms may be made: one's own, and those of the region that is looked at."""
    regions = {looking.actor.region, looking.lens.region}
    found = Agency.objects.filter(region_id__in=regions).order_by("region_id", "code")
    return sorted(found, key=lambda each: each.code != looking.actor.agency)
