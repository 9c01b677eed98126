"""绩效监控页 views: goals and money from January to the month that monitoring looks at."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from zhida.platform.ledger.figures import Asked
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.performance.actions import CONCEPT
from zhida.platform.performance.goals import sets_of
from zhida.platform.performance.monitoring_grids import money_table, monitoring_table
from zhida.platform.performance.month_ends import (
    YEAR_END,
    money_months,
    monitored,
    month_ends,
    through_month,
)


@page("see")
def monitoring(looking: Looking) -> HttpResponse:
    """绩效监控: by month, through July unless another month is asked for (`?month=9`)."""
    lens, query = looking.lens, looking.request.GET
    asked = query.get("month", "")
    months = {str(each): each for each in range(1, YEAR_END + 1)}
    through = months.get(asked) or through_month(lens.year)
    lower, fund = query.get("below") == "1", query.get("fund", "")[:200]
    every = sets_of(lens.year, lens.region, lower=lower)
    sets = [each for each in every if fund in ("", each.fund or each.subject)]
    days = month_ends(lens.year, through)
    context = {
        "tab": "monitoring",
        "through": through,
        "months": [(each, _("{month}月").format(month=each)) for each in months.values()],
        "lower": lower,
        "fund": fund,
        "funds": sorted({each.fund or each.subject for each in every}),
        "day": days[-1],
    }
    tables = [
        monitoring_table(monitored(sets, days), days, lens),
        money_table(
            money_months(lens.year, lens.region, fund, days),
            Asked(lens.year, region=lens.region, fund=fund),
            lens,
        ),
    ]
    return show(looking, "performance/monitoring.html", context, tables, concept=CONCEPT)
