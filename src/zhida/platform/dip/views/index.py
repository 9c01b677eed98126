"""病种付费首页 index: what stands of a region's year, what is missing, and how it is made."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from zhida.core.parameters import parameter
from zhida.platform.access.queries import about
from zhida.platform.dip.institutions import institutions_of
from zhida.platform.dip.models import Kind
from zhida.platform.dip.pictures import shares_chart
from zhida.platform.dip.queries import newest, regions_with_results, standing
from zhida.platform.dip.result_grids import below_table, results_table, shares_of, shares_table
from zhida.platform.dip.sections import sections
from zhida.platform.pages.buttons import button
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show


@page("see")
def dip(looking: Looking) -> HttpResponse:
    """病种付费: the results that stand of the region's year, and what they came to."""
    lens = looking.lens
    found = standing(lens.region, lens.year)
    grouping = newest(lens.region, lens.year, Kind.GROUPING)
    shares = shares_of(lens, institutions_of(lens.region, lens.year), grouping)
    tables = [results_table(lens, found)]
    chart = None
    drawn = [(each.words, each.value, each.page) for each in shares if each.value is not None]
    if shares:
        tables.append(shares_table(lens, shares))
    if drawn:
        target = parameter("dip_share_target", lens.year).value
        chart = shares_chart(drawn, target)
    if lens.below:
        below = regions_with_results(list(lens.below), lens.year)
        if below:
            tables.append(below_table(lens, below))
    url = f"{reverse('dip-take-in')}?{lens.query}"
    take = button(looking, "take_in_result", about(lens.region), _("收取"), url, primary=True)
    context = {"sections": sections(looking, "dip"), "take": take, "chart": chart, "found": found}
    return show(looking, "dip/index.html", context, tables, concept="dip")
