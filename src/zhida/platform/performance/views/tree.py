"""指标树页 views: the goals of a region, an agency or a fund, and one set's score."""

from __future__ import annotations

import datetime

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.core.ledger import LedgerError
from zhida.platform.ledger.views.lines import day_of
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.pages.sources import show_origin
from zhida.platform.performance.actions import CONCEPT
from zhida.platform.performance.goals import Held, held, money_of, one_held, scored, sets_of
from zhida.platform.performance.grids import score_table, tree_table
from zhida.platform.performance.points_origins import (
    execution_origin,
    row_origin,
    rows_origin,
    total_origin,
)


@page("see")
def performance(looking: Looking) -> HttpResponse:
    """指标树: of the region that is looked at, with those below it by `?below=1`."""
    lens, query = looking.lens, looking.request.GET
    lower, on = query.get("below") == "1", looked_on(looking)
    every = sets_of(lens.year, lens.region, lower=lower)
    agency, fund = query.get("agency", "")[:100], query.get("fund", "")[:200]
    sets = [
        each
        for each in every
        if agency in ("", each.agency.code) and fund in ("", each.fund or each.subject)
    ]
    shown = held(sets, on)
    context = {
        "tab": "goals",
        "on": on,
        "lower": lower,
        "agency": agency,
        "fund": fund,
        "agencies": sorted({(each.agency.code, each.agency.name) for each in every}),
        "funds": sorted({each.fund or each.subject for each in every}),
        "sets": sets,
    }
    table = tree_table(shown, lens, on)
    return show(looking, "performance/goals.html", context, [table], concept=CONCEPT)


@page("see")
def target_score(looking: Looking, number: int) -> HttpResponse:
    """得分页: the score of a set as arithmetic: each row, the execution, the total."""
    on = looked_on(looking)
    found = set_or_404(number, on)
    score = scored(found, money_of(found.set, on))
    context = {"tab": "goals", "on": on, "held": found, "score": score, "fault": ""}
    if score is None:
        context["fault"] = _("{year} 年度没有计分办法，不能计分。").format(year=found.set.year)
        return show(looking, "performance/score.html", context)
    tables = [score_table(found, score, looking.lens, on)]
    return show(looking, "performance/score.html", context, tables, concept=CONCEPT)


@page("see")
def target_score_origin(looking: Looking, number: int) -> HttpResponse:
    """得分的来历: of a row, of a level, of the execution or of the total."""
    query, on = looking.request.GET, looked_on(looking)
    found = set_or_404(number, on)
    what = query.get("what", "points")
    if what in ("execution", "execution-weight", "total", "full"):
        score = scored(found, money_of(found.set, on))
        if score is None:
            raise Http404
        of = execution_origin if what.startswith("execution") else total_origin
        return show_origin(looking, of(found, score, what, on))
    if what not in ("points", "weight"):
        raise Http404
    if target := query.get("target"):
        goal = next((each for each in found.goals if str(each.target.pk) == target), None)
        origin = None if goal is None else row_origin(found, goal, what, on)
        if origin is None:
            raise Http404
        return show_origin(looking, origin)
    goals = [
        each
        for each in found.goals
        if query.get("level1", each.target.level1) == each.target.level1
        and query.get("level2", each.target.level2) == each.target.level2
    ]
    return show_origin(looking, rows_origin(found, goals, what, on))


def looked_on(looking: Looking) -> datetime.date:
    """数据日期: that of the address, else today, at most the last day of the year looked at."""
    asked = day_of(looking.request.GET.get("on", ""))
    return asked or min(timezone.localdate(), datetime.date(looking.lens.year + 1, 12, 31))


def set_or_404(number: int, on: datetime.date) -> Held:
    """一张目标表; beyond one's reach it isn't there."""
    try:
        return one_held(number, on)
    except LedgerError:
        raise Http404 from None
