"""工作台 views: a new plan, the figures of an open one, and what two people changed at once."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhida.core.allocation import AllocationError
from zhida.core.allocation.states import OPEN, State
from zhida.core.allocation.units import RoundingUnit
from zhida.core.ledger import LedgerError
from zhida.documents.allocation.faults import Fault, FaultyInput
from zhida.documents.allocation.sheet import TABLE_FILE, Sheet, Use
from zhida.documents.allocation.sheet_difference import Item, differences, merged
from zhida.documents.parsing.normalise import clean
from zhida.platform.access.policy import Forbidden, may
from zhida.platform.access.queries import about
from zhida.platform.allocation import actions, grids, working
from zhida.platform.allocation.copying import copied, paying
from zhida.platform.allocation.form import Filled, filled
from zhida.platform.allocation.models import Plan
from zhida.platform.allocation.pool import HeldLine, held_lines
from zhida.platform.allocation.views.found import plan_with
from zhida.platform.pages.deeds import deed
from zhida.platform.pages.labels import label, labelled
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.uploads import UploadRefused

_EMPTY = (("名称",),)
_REFUSALS = (LedgerError, AllocationError, FaultyInput, Forbidden)


@page("see")
def new(looking: Looking) -> HttpResponse:
    """新方案: of money that the agency holds, and a table of factors."""
    return _workbench(looking, None)


@page("see")
def edit(looking: Looking, number: int) -> HttpResponse:
    """工作台: the figures of a plan that is open to change."""
    plan = plan_with(number)
    if State(plan.state) not in OPEN:
        messages.error(
            looking.request, _("方案在“{state}”，不能修改。").format(state=label(State(plan.state)))
        )
        return redirect(reverse("allocation-plan", args=[number]))
    return _workbench(looking, plan)


@require_POST
@page("see")
def copy(looking: Looking, number: int) -> HttpResponse:
    """假设方案: a draft with the same figures, to be changed and compared with the plan."""
    plan, to = plan_with(number), []

    def act() -> str:
        made = copied(looking.actor, plan)
        to.append(made.pk)
        done = _("已复制为方案{plan}。改动权重或数据并保存后，与原方案的差别列在方案页。")
        return done.format(plan=made.pk)

    answer = deed(looking, act, reverse("allocation-plan", args=[number]))
    return redirect(reverse("allocation-edit", args=to)) if to else answer


def _workbench(looking: Looking, plan: Plan | None) -> HttpResponse:
    held = held_lines(looking.actor.agency, plan.year if plan else looking.lens.year)
    version = _version(looking, plan)
    base = _base(looking, plan, version)
    form = Filled(base, paying(plan) if plan else {}, plan.upstream_document if plan else "")
    faults: tuple[Fault, ...] = ()
    try:
        if looking.request.method == "POST":
            form = filled(looking.request, base, held)
    except FaultyInput as wrong:
        faults = wrong.faults
    except UploadRefused as wrong:
        messages.error(looking.request, str(wrong))
    context = _shown(looking, plan, form, held, faults) | {"version": version}
    asked = looking.request.POST.get("do", "")
    if looking.request.GET.get("live"):
        return render(looking.request, "allocation/result.html", context)
    if asked in ("save", "choose") and not faults and not context["faults"]:
        return _saved(looking, plan, form, base, version, context)
    return render(looking.request, "allocation/workbench.html", context)


def _version(looking: Looking, plan: Plan | None) -> int:
    """The edition that the person began from."""
    sent = looking.request.POST.get("version", "")
    began = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 5 else 0
    if plan is None:
        return 0
    return began if 1 <= began <= plan.version else plan.version


def _base(looking: Looking, plan: Plan | None, version: int) -> Sheet:
    if plan is None:
        return Sheet("", looking.lens.year, "", RoundingUnit.HUNDRED_YUAN.value, (), _EMPTY, {})
    found = working.sheet(plan, version)
    if found is None:
        raise Http404
    return found


def _shown(
    looking: Looking,
    plan: Plan | None,
    form: Filled,
    held: tuple[HeldLine, ...],
    faults: tuple[Fault, ...],
) -> dict[str, object]:
    """The form, with what its figures come to or what is wrong with them, cell by cell."""
    sheet = form.sheet
    planned = None
    if not faults and sheet.pool and len(sheet.cells) > 1:
        try:
            planned = working.planned(sheet.written())
        except FaultyInput as wrong:
            faults = wrong.faults
    head = sheet.cells[0]
    wrong_at = {
        (each.line - 1, column): each
        for each in faults
        if each.file.name == TABLE_FILE and each.line
        for column in [_column(head, each.column)]
    }
    subject = about(looking.actor.region)
    context: dict[str, object] = {
        "lens": looking.lens,
        "plan": plan,
        "form": form,
        "sheet": sheet,
        "pool": form.pool_choices(held),
        "units": [each.value for each in RoundingUnit],
        "uses": labelled(Use),
        "rows": [
            (i, [(j, cell, wrong_at.get((i, j))) for j, cell in enumerate(row)])
            for i, row in enumerate(sheet.cells[1:], 1)
        ],
        "faults": [
            (each, f"cell-{each.line - 1}-{_column(head, each.column)}" if each.line else "")
            for each in faults
        ],
        "planned": planned,
        "off": may(looking.actor, "draft", subject).reason,
        "tables": {},
    }
    if planned is not None:
        table = grids.result_table(planned, looking.lens)
        context |= {
            "tables": {table.key: table},
            "fault": planned.allocation.table.fault(),
            "questions": planned.questions(timezone.localdate()),
        }
    return context


def _column(head: tuple[str, ...], name: str | None) -> int:
    return next((at for at, each in enumerate(head) if clean(each).text == name), 0)


def _saved(
    looking: Looking,
    plan: Plan | None,
    form: Filled,
    base: Sheet,
    version: int,
    context: dict[str, object],
) -> HttpResponse:
    """Saved, or the same page with what speaks against it; nothing that was typed is lost."""
    region, today = looking.actor.region, timezone.localdate()
    if plan is not None and plan.version != version:
        stored = working.sheet(plan)
        if stored is not None:
            return _settled(looking, plan, form, base, stored, context)
    try:
        with transaction.atomic():
            proposal = working.proposal(form.sheet, region, form.upstream, today)
            if plan is None:
                made = actions.draft(looking.actor, proposal, form.chosen)
            else:
                made = actions.revise(looking.actor, plan.pk, proposal, version, form.chosen)
    except _REFUSALS as refused:
        messages.error(looking.request, str(refused))
        return render(looking.request, "allocation/workbench.html", context)
    done = _("已保存为方案{plan}第{version}版。").format(plan=made.pk, version=made.version)
    messages.success(looking.request, done)
    return redirect(reverse("allocation-plan", args=[made.pk]))


def _settled(
    looking: Looking,
    plan: Plan,
    form: Filled,
    base: Sheet,
    stored: Sheet,
    context: dict[str, object],
) -> HttpResponse:
    """Somebody saved before: the difference is shown; chosen, both sides' changes are saved."""
    items = differences(base, stored, form.sheet)
    sent = looking.request.POST
    if sent.get("do") != "choose" or sent.get("against") != str(plan.version):
        edition = plan.editions.get(number=plan.version)
        context |= {
            "items": [(at, each) for at, each in enumerate(items)],
            "edition": edition,
            "began": plan.editions.get(number=int(str(context["version"]))),
            "sent": [
                (name, value) for name in sent for value in sent.getlist(name) if name not in _OWN
            ],
        }
        return render(looking.request, "allocation/difference.html", context, status=409)
    mine = {each.key: sent.get(f"keep-{at}") == "mine" for at, each in enumerate(items)}
    return _merged(looking, plan, form, merged(base, stored, form.sheet, mine), items, context)


_OWN = frozenset({"do", "against", "csrfmiddlewaretoken"})


def _merged(
    looking: Looking,
    plan: Plan,
    form: Filled,
    sheet: Sheet,
    items: tuple[Item, ...],
    context: dict[str, object],
) -> HttpResponse:
    try:
        with transaction.atomic():
            proposal = working.proposal(
                sheet, looking.actor.region, form.upstream, timezone.localdate()
            )
            chosen = paying(plan) | dict(form.chosen)
            made = actions.revise(looking.actor, plan.pk, proposal, plan.version, chosen)
    except _REFUSALS as refused:
        messages.error(looking.request, str(refused))
        return render(looking.request, "allocation/workbench.html", context)
    done = _("两边的{n}处改动已合并，保存为第{version}版。")
    messages.success(looking.request, done.format(n=len(items), version=made.version))
    return redirect(reverse("allocation-plan", args=[plan.pk]))
