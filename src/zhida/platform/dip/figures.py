"""数字 figures: a number of a result by its place in the file, and the address of its origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from zhida.data import load
from zhida.engines.dip.result_columns import INDICES
from zhida.platform.dip.models import Result
from zhida.platform.pages.labels import label
from zhida.platform.pages.lens import Lens
from zhida.platform.pages.tables import Cell, Kind, Value

MONEY = ("fund_ratio", "own_pay", "self_pay")
"""Measures whose numerator and denominator are fen."""

NO_LEVEL = "-"
"""How an address names the level of institutions of which none is known."""


def origin(lens: Lens, result: Result, of: str, **place: str) -> str:
    """来历网址: of a figure of a result; `of` names the table that it stands in."""
    asked = {"of": of, **{name: value for name, value in place.items() if value}}
    address = reverse("dip-origin", args=[result.pk])
    return f"{address}?{urlencode(asked)}&{lens.query}"


def page_of(lens: Lens, name: str, *args: object, **asked: str) -> str:
    """页面网址: with the lens."""
    query = f"{urlencode(asked)}&{lens.query}" if asked else lens.query
    return f"{reverse(name, args=list(args))}?{query}"


def measured(row: Mapping[str, Any], part: str = "value") -> tuple[Value, Kind]:
    """指标值: the value, numerator or denominator of a measure, and how it is written.

    >>> measured({"name": "grouped", "numerator": 9, "denominator": 10, "value": 9000})
    (Fraction(9, 10), <Kind.RATE: 'rate'>)
    >>> measured({"name": "cmi", "numerator": 21_000, "denominator": 2, "value": 10_500})
    (Decimal('1.0500'), <Kind.NUMBER: 'number'>)
    """
    index = row["name"] in INDICES
    if part == "value":
        if index:
            return Decimal(row["value"]).scaleb(-4), Kind.NUMBER
        return Fraction(row["numerator"], row["denominator"]), Kind.RATE
    if part == "numerator" and index:
        return Decimal(row["numerator"]).scaleb(-4), Kind.NUMBER
    return row[part], Kind.MONEY if row["name"] in MONEY else Kind.COUNT


@dataclass(frozen=True, slots=True)
class Choice:
    """政策选择: what a plan chose otherwise, with the name that the table of policies has it by."""

    name: str
    title: str
    value: str


def policies(said: Sequence[str]) -> list[Choice]:
    """方案的政策: of `name=value` as the result's file has them, in words where the value has any.

    >>> policies(["low_percent=40"])
    [Choice(name='low_percent', title='费用低于支付标准的百分之几为偏低', value='40')]
    """
    titles = {row["name"]: row["title"] for row in load("dip_policies")}
    words = {row["choice"]: row["name"] for row in load("dip_choices")}
    pairs = (each.partition("=") for each in said)
    return [
        Choice(name, label(titles.get(name, name)), label(words.get(value, value)))
        for name, _, value in pairs
    ]


def simulated_href(lens: Lens, result: Result, row: Mapping[str, Any], field: str) -> str:
    """模拟数字的来历: of a row of an institution, or of a level where it names none."""
    of = {"pool": row["pool"], "insutype": row["insutype"], "field": field}
    if row["fixmedins_code"]:
        place = {"table": "institutions", "institution": row["fixmedins_code"]}
    else:
        place = {"table": "levels", "level": row["level"] or NO_LEVEL}
    return origin(lens, result, "simulated", **of, **place)


def share(part: int, whole: int) -> Fraction | None:
    """比例: None of nothing."""
    return Fraction(part, whole) if whole else None


def figure(value: Value, href: str, tone: str = "") -> Cell:
    """数字格: with its origin where there is a value."""
    return Cell(value, href if value is not None else "", tone=tone)
