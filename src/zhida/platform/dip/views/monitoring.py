"""监测页与模拟页 monitoring and simulation: measures over years, and a plan beside what stands."""

from __future__ import annotations

from django.http import HttpResponse

from zhida.engines.dip.result_columns import MEASURES
from zhida.platform.dip.figures import policies
from zhida.platform.dip.grids import measure_title, pool_choices
from zhida.platform.dip.institutions import monitored_years
from zhida.platform.dip.models import Kind
from zhida.platform.dip.monitoring_grids import measure_table, spread_table, years_tables
from zhida.platform.dip.pictures import (
    gains_chart,
    institutions_chart,
    levels_chart,
    spread_chart,
    years_chart,
)
from zhida.platform.dip.queries import of_kind, years_with
from zhida.platform.dip.queries import result as result_of
from zhida.platform.dip.sections import sections
from zhida.platform.dip.simulation_grids import compared_table
from zhida.platform.dip.views.institutions import chosen
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show

_LONGEST = 5
"""Years that stand side by side."""


@page("see")
def dip_monitoring(looking: Looking) -> HttpResponse:
    """监测: the measures of a pool over years, one of them by institution, and the spread of costs."""
    lens = looking.lens
    years = [each for each in years_with(lens.region, Kind.MONITORING) if each <= lens.year]
    found = monitored_years(lens.region, years[-_LONGEST:])
    here = found.get(lens.year)
    pools = sorted({pool for each in found.values() for pool in each.pools})
    pool = chosen(looking, "pool", pools)
    names = [name for name in MEASURES if here and (pool, "", name) in here.rows]
    asked = looking.request.GET.get("measure", "")
    name = asked if asked in names else "cmi" if "cmi" in names else next(iter(names), "")
    context: dict[str, object] = {
        "sections": sections(looking, "dip-monitoring"), "pools": pool_choices(pools),
        "pool": pool,
        "names": [(each, measure_title(each)) for each in names], "name": name,
        "any": bool(found), "result": here.result if here else None,
    }  # fmt: skip
    tables = []
    if found:
        tables += [*years_tables(lens, found, pool), spread_table(lens, found, pool)]
        context["spread"] = spread_chart(found, pool)
    if here is not None and name:
        context["years"] = years_chart(found, pool, name)
        context["institutions"] = institutions_chart(lens, here, pool, name)
        tables.append(measure_table(lens, here, pool, name))
    return show(looking, "dip/monitoring.html", context, tables, concept="dip")


@page("see")
def dip_simulation(looking: Looking) -> HttpResponse:
    """模拟: a plan of the year, what it gives each institution and level beside what stands."""
    lens = looking.lens
    plans = of_kind(lens.region, lens.year, Kind.SIMULATION)
    asked = chosen(looking, "plan", [str(each.pk) for each in plans])
    result = result_of(int(asked)) if asked else None
    context: dict[str, object] = {
        "sections": sections(looking, "dip-simulation"), "plans": plans, "result": result,
    }  # fmt: skip
    tables = []
    if result is not None:
        context |= {
            "charts": [levels_chart(lens, result), gains_chart(lens, result)],
            "policy": policies(result.body["policy"]), "files": sorted(result.body["files"].items()),
        }  # fmt: skip
        tables = [compared_table(lens, result, name) for name in ("levels", "institutions")]
    return show(looking, "dip/simulation.html", context, tables, concept="dip")
