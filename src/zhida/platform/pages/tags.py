"""模板标签 tags: how figures, tables, buttons and charts are written on pages."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django import template
from django.template.context import RequestContext

from zhida.core.masking import masked_text
from zhida.platform.pages import labels, tables
from zhida.platform.pages.buttons import Button
from zhida.platform.pages.charts import Chart
from zhida.platform.pages.tables import Cell, Column, Kind, Table, Value

register = template.Library()


@register.filter
def money(fen: int | None, unit: str) -> str:
    """金额: fen in the unit of the lens, to the hundredth, half up; — where there is none.

    >>> money(306_453_00_00, "wan")
    '3,064.53'
    >>> money(-50, "yuan"), money(None, "yuan")
    ('-0.50', '—')
    """
    return "—" if fen is None else tables.money(fen, unit)


@register.filter
def label(of: object) -> str:
    """标签: a word of core's in the language of the page."""
    return labels.label(of)


@register.filter
def masked(text: str) -> str:
    """遮盖: telephones, identity numbers, accounts and persons in running words."""
    return masked_text(text)


@register.simple_tag
def said(value: Value, kind: Kind, unit: str) -> str:
    """写法: a value as a column of its kind writes it."""
    return tables.words(value, kind, unit)


@register.inclusion_tag("pages/figure.html")
def figure(value: Value, href: str, unit: str, kind: str = "money") -> dict[str, object]:
    """数字: a figure that opens its origin."""
    words = tables.words(value, Kind(kind), unit)
    return {"value": value, "href": href, "words": words}


@register.inclusion_tag("pages/table.html", takes_context=True)
def table(context: RequestContext, shown: Table) -> dict[str, object]:
    """表: a page of it, with its unit, its day, its total and the way to the workbook."""
    request: Any = context["request"]
    number = _page(request.GET.get(f"{shown.key}-page", ""), shown.pages)
    part = shown.page(number)
    return {
        "table": shown,
        "unit_name": dict(context["lens"].units)[shown.unit],
        "heads": _heads(shown),
        "rows": [(row, _cells(shown, row.cells)) for row in part.rows],
        "total": _cells(shown, shown.total.cells) if shown.total else None,
        "misses": _misses(shown),
        "number": number,
        "before": _with(request, shown.key, number - 1) if number > 1 else "",
        "after": _with(request, shown.key, number + 1) if number < shown.pages else "",
        "export": _query(request, export=shown.key),
    }


@register.inclusion_tag("pages/button.html", takes_context=True)
def deed_button(context: RequestContext, shown: Button) -> dict[str, object]:
    """按钮: a form of one button; off, it stands there with the reason."""
    return {"button": shown, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("pages/chart.html")
def chart(shown: Chart) -> dict[str, object]:
    """图: a place for the script to draw in; empty without one."""
    return {"chart": shown}


def _misses(shown: Table) -> list[tuple[str, str]]:
    """What the rounded rows miss of the rounded total, by the names of the columns."""
    names = {each.key: each.name for each in shown.columns}
    missed = tables.rounding(shown)
    return [(names[key], tables.hundredths(Fraction(n, 100))) for key, n in missed.items()]


def _heads(shown: Table) -> list[tuple[str, int]]:
    """The upper head: names with how many columns each spans; no name where none is."""
    spans: list[tuple[str, int]] = []
    for column in shown.columns:
        if spans and column.group and spans[-1][0] == column.group:
            spans[-1] = (column.group, spans[-1][1] + 1)
        else:
            spans.append((column.group, 1))
    return spans


def _cells(shown: Table, cells: tuple[Cell, ...]) -> list[tuple[Column, Cell, str]]:
    return [
        (column, cell, tables.words(cell.value, column.kind, shown.unit, cell.state))
        for column, cell in zip(shown.columns, cells, strict=True)
    ]


def _page(asked: str, pages: int) -> int:
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    return min(max(number, 1), pages)


def _with(request: Any, key: str, number: int) -> str:
    return _query(request, **{f"{key}-page": str(number)})


def _query(request: Any, **changed: str) -> str:
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = value
    return f"?{query.urlencode()}"
