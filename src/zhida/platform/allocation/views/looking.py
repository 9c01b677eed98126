"""方案页 views: the list of plans, one plan with its arithmetic, and the origin of a figure."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.core.allocation.comparison import Change
from zhida.core.allocation.states import OPEN, State
from zhida.documents.allocation.planned import PlannedAllocation, what_if
from zhida.platform.access.queries import about
from zhida.platform.allocation import grids, queries
from zhida.platform.allocation.models import Plan
from zhida.platform.allocation.origins import Asked, UnknownFigure, origin_of
from zhida.platform.allocation.pictures import waterfall_chart
from zhida.platform.allocation.views.found import plan_with
from zhida.platform.allocation.views.steps import buttons_of
from zhida.platform.allocation.working import planned_of, sheet
from zhida.platform.pages.buttons import button
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.pages.sources import show_origin
from zhida.platform.pages.tables import Table


@page("see")
def allocation(looking: Looking) -> HttpResponse:
    """分配: the plans of the year in the region that is looked at and below."""
    lens = looking.lens
    found = queries.listed(lens.year, lens.region)
    new = button(
        looking, "draft", about(looking.actor.region), _("新方案"), reverse("allocation-new")
    )
    tables = [grids.plans_table(found, lens)]
    return show(looking, "allocation/plans.html", {"new": new}, tables, concept="allocation")


@page("see")
def plan_page(looking: Looking, number: int) -> HttpResponse:
    """方案: its state and steps, the result, how one recipient's total came about (`?row=`)."""
    plan, lens = plan_with(number), looking.lens
    planned = planned_of(plan)
    context: dict[str, object] = {
        "plan": plan,
        "state": State(plan.state),
        "open": State(plan.state) in OPEN and sheet(plan) is not None,
        "buttons": buttons_of(looking, plan),
        "pool": list(plan.pool.order_by("ordinal")),
        "papers": list(plan.papers.order_by("stage", "name").defer("content")),
    }
    tables: list[Table] = []
    if planned is None:
        tables.append(grids.awards_table(plan, queries.awards(plan.pk), lens))
    else:
        tables.append(grids.result_table(planned, lens, plan))
        context |= _explained(looking, plan, planned, tables)
    if (changes := _compared(plan, planned)) is not None and plan.copied_from and planned:
        names = {each.code: each.name for each in planned.recipients.records}
        tables.append(grids.changes_table(changes, names, lens, plan.copied_from, plan))
    editions = list(plan.editions.order_by("-number"))
    tables.append(grids.editions_table(editions, lens))
    return show(looking, "allocation/plan.html", context, tables, concept="allocation")


@page("see")
def origin(looking: Looking, number: int) -> HttpResponse:
    """来历: of a figure of a plan; see `allocation.origins`."""
    asked = looking.request.GET
    plan = plan_with(number)
    named = {key: asked.get(key, "") for key in ("row", "column", "step")}
    try:
        found = origin_of(plan, Asked(**named, part=asked.get("part") or "issued"))
    except UnknownFigure:
        raise Http404 from None
    return show_origin(looking, found)


def _explained(
    looking: Looking, plan: Plan, planned: PlannedAllocation, tables: list[Table]
) -> dict[str, object]:
    """The recipient whose arithmetic is shown, what must be looked at, and whether all adds up."""
    records = planned.recipients.records
    wanted = looking.request.GET.get("row", "")
    at = next((i for i, each in enumerate(records) if each.name == wanted), 0)
    tables.append(grids.waterfall_table(planned, at, looking.lens, plan))
    stored = {each.recipient: each.total_fen for each in queries.awards(plan.pk)}
    issued = planned.allocation.issued()
    now = sorted(sum(issued[i]) * planned.unit.fen for i in planned.allocation.recipients)
    return {
        "chart": waterfall_chart(planned, at, looking.lens),
        "recipients": [each.name for each in records],
        "shown": records[at].name,
        "questions": planned.questions(timezone.localdate()),
        "fault": planned.allocation.table.fault(),
        "differs": sorted(stored.values()) != [each for each in now if each],
    }


def _compared(plan: Plan, planned: PlannedAllocation | None) -> tuple[Change, ...] | None:
    if plan.copied_from is None or planned is None:
        return None
    before = planned_of(plan.copied_from)
    return None if before is None else what_if(before, planned)
