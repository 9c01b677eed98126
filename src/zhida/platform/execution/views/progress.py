"""执行进度页 views: progress by region, holder, level, fund or source; days in each step; idle money."""

from __future__ import annotations

import datetime
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhida.core.execution.pace import time_share
from zhida.core.execution.progress import Progress
from zhida.core.notice.appropriations import FundingSource
from zhida.platform.execution.grids import (
    HEADS,
    Standing,
    days_table,
    idle_table,
    progress_table,
)
from zhida.platform.execution.moving import idle, step_days
from zhida.platform.execution.plan_queries import PlanInForce, plan_in_force
from zhida.platform.execution.progress import Grouping, progress_rows, total
from zhida.platform.execution.selecting import Selection
from zhida.platform.execution.tiles import Tile, has_places, laid_out
from zhida.platform.ledger.figures import Asked, by_step
from zhida.platform.ledger.origins import rate_href, source_name
from zhida.platform.ledger.queries import numbers_of_keys
from zhida.platform.ledger.views.lines import choices_of, day_of
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.regions.queries import fiscal_children

BARS = 40
"""Rows that have a bar above the table; the table has all."""
IDLE_DAYS = (30, 60, 90, 180)
_FILTERS = ("fund", "source", "flag")


@page("see")
def progress(looking: Looking) -> HttpResponse:
    """执行进度: against the time passed, by what `?by=` says; each figure opens its origin."""
    asked, day = _asked(looking.request, looking)
    try:
        grouping = Grouping(looking.request.GET.get("by", "region"))
    except ValueError:
        grouping = Grouping.REGION
    if grouping is Grouping.LINE:
        grouping = Grouping.HOLDER
    rows = _standings(looking, asked, grouping)
    whole = Standing("", looking.lens.region_name, asked, total(_selection(asked)))
    share = time_share(asked.year, day)
    context = {
        "asked": asked,
        "by": grouping,
        "groupings": [(each.value, str(words)) for each, words in HEADS.items()],
        "whole": whole,
        "bars": [each for each in rows if each.rate is not None][:BARS],
        "time": share,
        "tick": f"{float(share) * 100:.1f}",
        "time_href": f"{reverse('execution-origin-time')}?fy={asked.year}&day={day}",
        "rate_href": rate_href(asked),
        "day": day,
        "tab": "progress",
        **choices_of(asked.year),
    }
    plan = _plan(asked, grouping)
    context["plan"] = plan
    table = progress_table(rows, whole, day, str(HEADS[grouping]), looking.lens, plan)
    return show(looking, "execution/progress.html", context, [table], concept="execution")


def _plan(asked: Asked, grouping: Grouping) -> PlanInForce | None:
    """The plan in force, where all money is asked for; a plan isn't of a part of it."""
    if any(getattr(asked, name) for name in _FILTERS):
        return None
    return plan_in_force(asked.region, asked.year, grouping)


@page("see")
def tiles(looking: Looking) -> HttpResponse:
    """方格图: the regions right below, coloured by their rate; a click goes down; the table below."""
    asked, day = _asked(looking.request, looking)
    lens = looking.lens
    rows = {each.key: each for each in _standings(looking, asked, Grouping.REGION)}
    below = fiscal_children(lens.region, timezone.localdate())
    found = [
        Tile(
            each.code,
            each.name,
            rows[each.code].rate if each.code in rows else None,
            rate_href(replace(asked, region=each.code)),
            _drill("execution-tiles", looking, each.code),
        )
        for each in below
    ]
    whole = Standing("", lens.region_name, asked, total(_selection(asked)))
    context = {
        "asked": asked,
        "tiles": laid_out(lens.region, found) if found else [],
        "placed": has_places(lens.region),
        "shades": [(n, f"{(n - 1) * 20}%–{n * 20}%" if n < 5 else "≥80%") for n in range(1, 6)],
        "whole": whole,
        "tab": "tiles",
        **choices_of(asked.year),
    }
    table = progress_table(list(rows.values()), whole, day, str(_("区划")), lens)
    return show(looking, "execution/tiles.html", context, [table], concept="execution")


@page("see")
def days(looking: Looking) -> HttpResponse:
    """各环节用时: of each agency of the region itself, or of all below it (`?below=1`)."""
    asked, day = _asked(looking.request, looking)
    below = looking.request.GET.get("below") == "1"
    rows = step_days(_selection(replace(asked, own=not below)), day, by_holder=True)
    said = {
        "fy": str(asked.year),
        "on": day.isoformat(),
        **{name: getattr(asked, name) for name in _FILTERS},
    }
    context = {"asked": asked, "below": below, "tab": "days", **choices_of(asked.year)}
    table = days_table(rows, said, looking.lens)
    return show(looking, "execution/days.html", context, [table], concept="execution")


@page("see")
def idle_money(looking: Looking) -> HttpResponse:
    """闲置资金: what has stood in one step for at least `?days=`."""
    asked, day = _asked(looking.request, looking)
    wanted = looking.request.GET.get("days", "")
    least = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 5 else 90
    below = looking.request.GET.get("below", "1") == "1"
    asked = replace(asked, own=not below)
    rows = idle(_selection(asked), day, least)
    numbers = numbers_of_keys(each.key for each in rows)
    context = {
        "asked": asked,
        "days": least,
        "choices_of_days": IDLE_DAYS,
        "below": below,
        "tab": "idle",
        **choices_of(asked.year),
    }
    table = idle_table(rows, numbers, asked, day, least, looking.lens)
    return show(looking, "execution/idle.html", context, [table], concept="execution")


def _asked(request: HttpRequest, looking: Looking) -> tuple[Asked, datetime.date]:
    """What is asked, and the day to which the time is counted: the year's last at most."""
    said = {name: request.GET.get(name, "").strip()[:200] for name in _FILTERS}
    if said["source"] not in set(FundingSource):
        said["source"] = ""
    on = day_of(request.GET.get("on", ""))
    asked = Asked(
        looking.lens.year,
        region=looking.lens.region,
        on=on,
        fund=said["fund"],
        source=said["source"],
        flag=said["flag"],
    )
    return asked, on or timezone.localdate()


def _selection(asked: Asked) -> Selection:
    return Selection(
        asked.year,
        region=asked.region,
        fund=asked.fund,
        source=FundingSource(asked.source) if asked.source else None,
        flag=asked.flag,
        own=asked.own,
        on=asked.on,
    )


def _standings(looking: Looking, asked: Asked, grouping: Grouping) -> list[Standing]:
    """A row for each of a grouping; together they are the whole, each fen once."""
    if grouping is Grouping.HOLDER:
        return _holders(asked)
    found = []
    for each in progress_rows(_selection(asked), grouping):
        own = grouping is Grouping.REGION and not each.depth
        stood = each.rolled.own if own else each.rolled.subtree
        if stood == Progress():
            continue
        if grouping is Grouping.REGION:
            part = replace(asked, own=True) if own else replace(asked, region=each.key)
            name = _("{region}本级").format(region=each.name) if own else each.name
            href = "" if own else _drill("execution", looking, each.key)
        elif grouping is Grouping.LEVEL:
            part, name, href = replace(asked, level=int(each.key)), each.name, ""
        elif grouping is Grouping.FUND:
            part, name, href = replace(asked, fund=each.key), each.name, ""
        else:
            part, name, href = replace(asked, source=each.key), source_name(each.key), ""
        found.append(Standing(each.key, name, part, stood, href))
    return found


def _holders(asked: Asked) -> list[Standing]:
    """Each agency with what stands in its own accounts, by region and code."""
    found = by_step(asked, "a.region_id", "g.code", "g.name")
    rows = []
    for (_region, code, name), steps in sorted(found.items()):
        if any(steps.values()):
            part = replace(asked, region="", holder=code)
            rows.append(Standing(code, name, part, Progress(**steps)))
    return rows


def _drill(name: str, looking: Looking, region: str) -> str:
    query = looking.request.GET.copy()
    query["region"] = region
    return f"{reverse(name)}?{query.urlencode()}"
