"""指标行页 views: the list of lines, one line with its accounts, one account's statement, the trace."""

from __future__ import annotations

import datetime
from dataclasses import replace

from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhida.core.ledger.chart import kinds
from zhida.core.ledger.gathering import gather
from zhida.core.ledger.proving import differences
from zhida.core.notice.appropriations import FundingSource
from zhida.documents.ledger.headings import heading
from zhida.documents.writing.words import FUNDING
from zhida.platform.ledger.balances import statement
from zhida.platform.ledger.figures import Asked, sums
from zhida.platform.ledger.grids import accounts_table, lines_table, statement_table
from zhida.platform.ledger.line_rows import LineRow, line_row
from zhida.platform.ledger.lines import quota_lines
from zhida.platform.ledger.tracing import trace_lines
from zhida.platform.ledger.tree_rows import trace_rows
from zhida.platform.ledger.views.acts import act_buttons
from zhida.platform.pages.labels import label
from zhida.platform.pages.page import Looking, page
from zhida.platform.pages.showing import show
from zhida.platform.regions.models import Agency


@page("see")
def lines(looking: Looking) -> HttpResponse:
    """指标账: the lines of the region and below, by fund, source, flag, paper or holder."""
    lens, query = looking.lens, looking.request.GET
    asked = Asked(
        lens.year,
        region=lens.region,
        own=query.get("own") == "1",
        on=day_of(query.get("on", "")),
        **{name: query.get(name, "").strip()[:200] for name in FILTERS},  # type: ignore[arg-type]
    )
    context = {"asked": asked, "tab": "lines", **choices_of(lens.year)}
    return show(looking, "ledger/lines.html", context, [lines_table(asked, lens)], concept="ledger")


FILTERS = ("fund", "source", "flag", "document", "holder")


@page("see")
def line(looking: Looking, number: int) -> HttpResponse:
    """一行指标: its elements, its accounts, where it hangs, and what may be done with it."""
    asked = Asked(looking.lens.year, line=number, on=day_of(looking.request.GET.get("on", "")))
    row, asked = _found(asked)
    quota = quota_lines([number])[number]
    accounts = _accounts(asked)
    context = {
        "row": row,
        "asked": asked,
        "quota": quota,
        "heading": heading(quota.earmark),
        "buttons": act_buttons(looking, row, quota),
    }
    table = accounts_table(accounts, row, asked, looking.lens)
    return show(looking, "ledger/line.html", context, [table], concept="ledger")


@page("see")
def line_statement(looking: Looking, number: int, kind: str) -> HttpResponse:
    """明细账: every movement of one account (`?to=` for whom, where in transit)."""
    to = looking.request.GET.get("to", "")
    if kind not in kinds():
        raise Http404
    row, asked = _found(Asked(looking.lens.year, line=number))
    found = sums(replace(asked, kind=kind, counterpart=to), "a.id")
    if len(found) != 1:
        raise Http404
    ((account,),) = found
    names = Agency.objects.filter(code=to).values_list("name", flat=True)
    name = label(kinds()[kind].name) + (_("（往{unit}）").format(unit=names[0]) if names else "")
    table = statement_table(statement(account), row, kind, to, name, looking.lens)
    context = {"row": row, "name": name}
    return show(looking, "ledger/statement.html", context, [table], concept="ledger")


@page("see")
def line_trace(looking: Looking, number: int) -> HttpResponse:
    """追踪: up to the first receipt, down to the payments; each figure opens its origin."""
    row, asked = _found(Asked(looking.lens.year, line=number))
    (trace,) = trace_lines([number])
    context = {
        "lens": looking.lens,
        "row": row,
        "trace": trace,
        "above": trace.above,
        "rows": trace_rows(gather(trace.node), asked),
        "faults": [each.sentence for each in differences(trace.node)],
    }
    return render(looking.request, "ledger/trace.html", context)


def day_of(text: str) -> datetime.date | None:
    """截至日: of an address; what is no day is none."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def choices_of(year: int) -> dict[str, object]:
    """可选: the funds and flags that the year's money has, and the sources of money."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT fund, flag FROM ledger_earmark WHERE year = %s AND book = 'quota'"
            " ORDER BY 1, 2",
            [year],
        )
        rows = cursor.fetchall()
    funds = sorted({fund for fund, _ in rows})
    flags = sorted({flag for _, flag in rows if flag})
    sources = [(each.value, label(FUNDING[each])) for each in FundingSource]
    return {"choices": {"funds": funds, "flags": flags}, "sources": sources}


def _found(asked: Asked) -> tuple[LineRow, Asked]:
    """The line, and the same question in the line's own budget year."""
    assert asked.line is not None
    row = line_row(asked.line, asked)
    if row is None:
        raise Http404
    return row, replace(asked, year=row.year)


def _accounts(asked: Asked) -> list[tuple[str, str, str, int]]:
    """Kind, counterpart's code and name, fen; in the order of the chart."""
    found = sums(asked, "a.kind", "a.counterpart_id")
    to = {agency for _, agency in found if agency is not None}
    known = {each.pk: (each.code, each.name) for each in Agency.objects.filter(pk__in=to)}
    order = list(kinds())
    rows = [
        (kind, *(known.get(agency, ("", "")) if agency else ("", "")), fen)
        for (kind, agency), fen in found.items()
    ]
    return sorted(rows, key=lambda each: (order.index(each[0]), each[1]))
