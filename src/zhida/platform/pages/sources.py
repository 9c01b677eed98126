"""数字来历 sources: every figure on a page opens a page that says what it is made of.

A figure is a link with its value in `data-value`; the page that it opens has the same
value, its formula, and the items behind it, which add up to it where they are parts of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from django.http import HttpResponse
from django.template.response import TemplateResponse

from zhida.platform.pages.page import Looking
from zhida.platform.pages.tables import Kind, Value


@dataclass(frozen=True, slots=True)
class Item:
    """组成: a voucher, a payment, a row, a value of the formula; `href` opens it in turn."""

    words: str
    value: Value = None
    href: str = ""
    kind: Kind = Kind.MONEY
    note: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """来历: of one figure. With `adds`, the items are its parts and sum to it.

    `confirmed` says who confirmed it and when, where somebody did; `place` names the cell of
    the notice that it was read from.
    """

    title: str
    value: Value
    kind: Kind = Kind.MONEY
    formula: str = ""
    items: Sequence[Item] = ()
    adds: bool = True
    confirmed: str = ""
    place: str = ""
    place_href: str = ""
    notes: tuple[str, ...] = field(default=())

    @property
    def missing(self) -> Value:
        """差额: what the items lack of the value; None where they sum to it or don't have to."""
        if not self.adds or not isinstance(self.value, int | Decimal | Fraction):
            return None
        parts = [each.value for each in self.items]
        numbers = [Fraction(each) for each in parts if isinstance(each, int | Decimal | Fraction)]
        lacking = Fraction(self.value) - sum(numbers, Fraction(0))
        return lacking or None


def show_origin(looking: Looking, origin: Origin) -> HttpResponse:
    """来历页: a figure and what it is made of; says so where the items don't add up to it."""
    context = {"lens": looking.lens, "origin": origin}
    return TemplateResponse(looking.request, "pages/origin.html", context)
