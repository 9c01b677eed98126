"""机构页 institutions: all of a year with their coverage, one with its measures, and upload latency."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhida.engines.errors import EngineError
from zhida.platform.access.queries import about
from zhida.platform.dip.figures import page_of
from zhida.platform.dip.grids import (
    institutions_table,
    pool_choices,
    pool_name,
    rules_table,
    uploads_table,
)
from zhida.platform.dip.institution_grids import institution_uploads_table, simulated_table
from zhida.platform.dip.institutions import Institutions, institutions_of, monitored_years
from zhida.platform.dip.models import Kind
from zhida.platform.dip.monitoring_grids import years_tables
from zhida.platform.dip.pictures import days_chart, timely_chart
from zhida.platform.dip.queries import newest, years_with
from zhida.platform.dip.recording import record_inpatient
from zhida.platform.dip.sections import sections
from zhida.platform.pages.buttons import button
from zhida.platform.pages.deeds import deed
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.pages.sources import Item, Origin, show_origin
from zhida.platform.pages.tables import Kind as Shown

_LONGEST = 5
"""Years of measures that stand side by side."""


@page("see")
def dip_institutions(looking: Looking) -> HttpResponse:
    """机构: every institution that a result of the year names, and how many are covered."""
    lens = looking.lens
    found = institutions_of(lens.region, lens.year)
    pools = found.measures.pools if found.measures else []
    pool = chosen(looking, "pool", pools)
    at = {part: page_of(lens, "dip-coverage-origin", part=part) for part in ("rate", "settled", "asked")}  # fmt: skip
    context = {
        "sections": sections(looking, "dip-institutions"), "found": found,
        "pools": pool_choices(pools),
        "pool": pool, "at": at, "settled": found.settled if found.covered is not None else None,
        "tell": button(looking, "take_in_result", about(lens.region), _("登记"),
                       f"{reverse('dip-inpatient')}?{lens.query}"),
    }  # fmt: skip
    tables = [institutions_table(lens, found, pool)]
    return show(looking, "dip/institutions.html", context, tables, concept="dip")


@require_POST
@page("see")
def dip_inpatient(looking: Looking) -> HttpResponse:
    """登记住院机构: how many institutions of the region have inpatients in the year."""
    lens = looking.lens

    def act() -> str:
        try:
            number = int(looking.request.POST.get("inpatient", ""))
        except ValueError:
            raise EngineError("请用数字填写开展住院的机构家数，如32") from None
        taken = record_inpatient(
            looking.actor, lens.region, lens.year, number, timezone.localdate()
        )
        if not taken.new:
            return _("与现有的相同，没有新的版次。")
        return _("已登记{year}年开展住院的机构{n}家。").format(year=lens.year, n=number)

    return deed(looking, act, page_of(lens, "dip-institutions"))


@page("see")
def dip_institution(looking: Looking, code: str) -> HttpResponse:
    """一家机构: its uploads and its measures beside those of its pool."""
    lens = looking.lens
    found = institutions_of(lens.region, lens.year)
    institution = next((each for each in found.institutions if each.code == code), None)
    if institution is None:
        raise Http404
    years = monitored_years(lens.region, years_with(lens.region, Kind.MONITORING)[-_LONGEST:])
    pools = sorted({pool for each in years.values() for pool, of, _by in each.rows if of == code})
    pool = chosen(looking, "pool", pools)
    tables = []
    if institution.quality is not None:
        tables.append(institution_uploads_table(lens, found, institution))
    if pool:
        with_it = {year: each for year, each in years.items() if each.of(pool, code)}
        tables += years_tables(lens, with_it, pool, code)
    simulation = newest(lens.region, lens.year, Kind.SIMULATION)
    if simulation is not None:
        tables.append(simulated_table(lens, simulation, code))
    context = {
        "sections": sections(looking, "dip-institutions"), "institution": institution,
        "pools": pool_choices(pools), "pool": pool, "pool_name": pool_name(pool), "keys": [each.key for each in tables],
        "back": page_of(lens, "dip-institutions"),
    }  # fmt: skip
    return show(looking, "dip/institution.html", context, tables, concept="dip")


@page("see")
def dip_uploads(looking: Looking) -> HttpResponse:
    """上传时效: how many days after discharge the lists of each institution came in."""
    lens = looking.lens
    found = institutions_of(lens.region, lens.year)
    result = found.quality
    context: dict[str, object] = {"sections": sections(looking, "dip-uploads"), "result": result}
    tables = []
    if result is not None and result.body["lists"]:
        context |= {"charts": [days_chart(result), timely_chart(lens, result)],
                    "limit": result.body["upload_days"],
                    "least": result.body["timely_percent"]}  # fmt: skip
        tables = [uploads_table(lens, found), rules_table(lens, result)]
    return show(looking, "dip/uploads.html", context, tables, concept="dip")


@page("see")
def dip_coverage_origin(looking: Looking) -> HttpResponse:
    """机构覆盖的来历: the rate, the institutions with a settlement, those that should have one."""
    lens = looking.lens
    part = looking.request.GET.get("part", "rate")
    found = institutions_of(lens.region, lens.year)
    if part not in ("rate", "settled", "asked") or found.asked is None:
        raise Http404
    return show_origin(looking, _coverage(lens, found, part))


def _coverage(lens: Lens, found: Institutions, part: str) -> Origin:
    def to(name: str) -> str:
        return page_of(lens, "dip-coverage-origin", part=name)

    words = {
        "rate": _("机构覆盖率"), "settled": _("有年度清算的机构"), "asked": _("开展住院的机构"),
    }  # fmt: skip
    if part == "rate":
        if found.covered is None:
            raise Http404
        items = [Item(words["settled"], found.settled, to("settled"), Shown.COUNT),
                 Item(words["asked"], found.asked, to("asked"), Shown.COUNT)]  # fmt: skip
        formula = f"{words['settled']} ÷ {words['asked']}"
        return Origin(words[part], found.covered, Shown.RATE, formula, items, adds=False)
    chosen_institutions = [each for each in found.institutions if part == "asked" or each.settled]
    items = [
        Item(each.code, 1, page_of(lens, "dip-institution", each.code), Shown.COUNT)
        for each in chosen_institutions
    ]
    if part == "settled":
        formula = _("结算流程已办年度清算、或登记的清算结果里有的机构")
        return Origin(words[part], found.settled, Shown.COUNT, formula, items)
    rest = (found.asked or 0) - len(items)
    if rest:
        items.append(Item(_("登记的家数与下列机构之差"), rest, "", Shown.COUNT,
                          _("没有上传清单，或不在登记的家数里")))  # fmt: skip
    formula = (
        _("登记的开展住院的定点机构家数")
        if found.inpatient
        else _("没有登记家数，按各结果里出现的机构计")
    )
    return Origin(words[part], found.asked, Shown.COUNT, formula, items)


def chosen(looking: Looking, name: str, choices: list[str]) -> str:
    """所选: what the address asks for, where it is a choice; else the first, "" where there is none."""
    asked = looking.request.GET.get(name, "")
    return asked if asked in choices else next(iter(choices), "")
