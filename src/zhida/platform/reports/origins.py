"""报表数字来历 origins: what a figure of a form rests on: vouchers, payments, filings, or its rows."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from zhida.core.figures import Evidence, EvidenceKind, Figure
from zhida.core.forms import form as forms
from zhida.core.forms.shapes import shape
from zhida.documents.writing.forms.origins import KIND_NAMES
from zhida.platform.pages.labels import label
from zhida.platform.pages.sources import Item, Origin
from zhida.platform.pages.tables import Kind
from zhida.platform.reports.asking import Wanted
from zhida.platform.reports.grids import KINDS, origin_href, value_of


class UnknownFigure(LookupError):
    """没有这个数字: the form has none in that row and column."""


def origin_of(form: forms.FormTable, asked: Wanted, row: str, column: str) -> Origin:
    """来历: of the figure in a row (its place from 0, or "total") and a column by its key."""
    try:
        at = form.column(column)
    except KeyError:
        raise UnknownFigure from None
    head = form.columns[at]
    cell = _row(form, row)[at]
    value = value_of(cell, head.kind)
    if not isinstance(cell, Figure) or value is None:
        raise UnknownFigure
    name = "".join(head.header[-1].split())
    title = f"{form.title} {_named(form, row)} {name}"
    formula = cell.formula or shape(form.kind).formula(column)
    if row == "total" and head.adds:
        return Origin(
            title, value, KINDS[head.kind], formula or _("各行之和"), _of_rows(form, asked, at)
        )
    items = [_item(each) for each in cell.evidence]
    money = head.kind is forms.CellKind.MONEY
    adds = money and bool(items) and sum(each.fen or 0 for each in cell.evidence) == value
    return Origin(title, value, KINDS[head.kind], formula, items, adds=adds)


def _row(form: forms.FormTable, row: str) -> tuple[forms.Cell, ...]:
    if row == "total" and form.total is not None:
        return form.total
    if not (row.isascii() and row.isdigit() and len(row) < 7 and int(row) < len(form.rows)):
        raise UnknownFigure
    return form.rows[int(row)]


def _named(form: forms.FormTable, row: str) -> str:
    """What a row is of: its first words."""
    if row == "total":
        return _("合计")
    words = [each.text for each in form.rows[int(row)] if isinstance(each, forms.Words)]
    return next(filter(None, words), _("第{n}行").format(n=int(row) + 1))


def _of_rows(form: forms.FormTable, asked: Wanted, at: int) -> list[Item]:
    """The rows that a total sums."""
    head = form.columns[at]
    items = []
    for place, row in enumerate(form.rows):
        value = value_of(row[at], head.kind)
        if isinstance(row[at], Figure) and value is not None:
            href = origin_href(asked, str(place), head.key)
            items.append(Item(_named(form, str(place)), value, href, KINDS[head.kind]))
    return items


def _item(each: Evidence) -> Item:
    words = " ".join(
        filter(None, (label(KIND_NAMES[each.kind]), each.key if len(each.key) < 40 else ""))
    )
    note = each.words or (each.source.describe() if each.source is not None else "")
    return Item(words, each.fen, _href(each), Kind.MONEY, note)


def _href(each: Evidence) -> str:
    """The page of a voucher; other things have no page of their own here."""
    if each.kind is not EvidenceKind.VOUCHER:
        return ""
    year, _, number = each.key.partition("-")
    try:
        return reverse("ledger-voucher", args=[int(year), int(number)])
    except (ValueError, NoReverseMatch):
        return ""
