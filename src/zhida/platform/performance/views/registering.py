"""登记目标页 registering: the performance tables of a notice or a file, looked at and then registered."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.core.ledger import LedgerError
from zhida.platform.access.queries import about
from zhida.platform.pages.buttons import button
from zhida.platform.pages.deeds import deed
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.pages.uploads import received
from zhida.platform.performance import registering
from zhida.platform.performance.actions import CONCEPT, set_targets
from zhida.platform.performance.models import TargetSet
from zhida.platform.performance.registering_grids import (
    changes_table,
    editions_table,
    notices_table,
    planned_table,
    preview_href,
)
from zhida.platform.performance.storing import Origin

_SHOWN = 50


@page("see")
def targets_register(looking: Looking) -> HttpResponse:
    """登记绩效目标: chosen by notice or by file, previewed beside the edition in force, registered."""
    if looking.request.method == "POST":
        return _registered(looking) if "confirm" in looking.request.POST else _taken_in(looking)
    lens = looking.lens
    here = reverse("targets-register")
    context: dict[str, object] = {
        "tab": "goals",
        "upload": button(looking, "set_targets", about(lens.region), _("读取并预览"), here),
    }
    name, number, origin = _chosen(looking, looking.request.GET.dict())
    if origin is not None:
        agency, year = _named(looking.request.GET.dict())
        try:
            found = registering.planned(looking.actor, origin, agency=agency, year=year)
        except LedgerError as wrong:
            return show(looking, "performance/register.html", context | {"fault": str(wrong)})
        context |= {
            "chosen": name, "number": number, "agency": agency, "year": year or "",
            "files": list(origin.files), "found": found,
            "ready": any(not each.fault for each in found),
            "confirm": button(looking, "set_targets", about(lens.region), _("登记"), here),
        }  # fmt: skip
        tables = [planned_table(lens, found), changes_table(lens, found)]
        return show(looking, "performance/register.html", context, tables, concept=CONCEPT)
    notices = registering.notices_of(looking.actor)
    of_year = notices.filter(Q(year=lens.year) | Q(year=None))[:_SHOWN]
    sets = TargetSet.objects.filter(year=lens.year, region_id=lens.region)
    sets = sets.select_related("agency", "document").prefetch_related("files").order_by("-pk")
    tables = [notices_table(lens, of_year), editions_table(lens, sets[:_SHOWN])]
    return show(looking, "performance/register.html", context, tables, concept=CONCEPT)


def _chosen(looking: Looking, asked: dict[str, str]) -> tuple[str, int, Origin | None]:
    ways = {"notice": registering.origin_of_notice, "file": registering.origin_of_stored}
    for name, origin_of in ways.items():
        number = asked.get(name, "")
        if number:
            found = (
                origin_of(looking.actor, int(number))
                if number.isascii() and number.isdigit()
                else None
            )
            if found is None:
                raise Http404
            return name, int(number), found
    return "", 0, None


def _named(asked: dict[str, str]) -> tuple[str, int | None]:
    """The agency and the year, where the tables don't tell them."""
    year = asked.get("target_year", "")
    return asked.get("agency", "")[:100], int(year) if year.isdigit() and len(year) == 4 else None


def _taken_in(looking: Looking) -> HttpResponse:
    lens, kept = looking.lens, []

    def keep() -> str:
        for each in received(looking.request, "files")[:1]:
            kept.append(registering.take_in(looking.actor, each.name, each.content).pk)
        return _("已读取，还没有登记。核对后登记") if kept else _("没有选文件")

    answer = deed(looking, keep, f"{reverse('targets-register')}?{lens.query}")
    return redirect(preview_href(lens, file=kept[0])) if kept else answer


def _registered(looking: Looking) -> HttpResponse:
    asked = looking.request.POST.dict()
    _name, _number, origin = _chosen(looking, asked)
    if origin is None:
        raise Http404
    agency, year = _named(asked)

    def register() -> str:
        made = set_targets(looking.actor, origin, agency=agency, year=year)
        return _("已登记{n}张目标表，{rows}项指标。").format(
            n=len(made), rows=sum(each.targets.count() for each in made)
        )

    return deed(looking, register, f"{reverse('targets-register')}?{looking.lens.query}")
