"""支付数据的列 payment columns: which field of a payment a column of the treasury's data holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from zhida.core.money import Unit
from zhida.data import load


@dataclass(frozen=True, slots=True)
class PaymentColumn:
    """支付列: a field of a payment with the headers by which it is known.

    `kind` says how its cells are read: money, date, year, number, kind, class
    (a code of a classification, with or without its name), or text.
    """

    field: str
    title: str
    kind: str
    required: bool
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaymentMapping:
    """对应表: what a site says of its own files, before our own words are asked.

    `columns` gives a field for a header, `kinds` and so on a meaning for a word of
    「业务类型」. `unit` and `year` hold where the file itself says nothing; `sheet`
    and `header_row` (from 1) say where the table is.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    unit: Unit | None = None
    year: int | None = None
    sheet: str = ""
    header_row: int | None = None


NO_MAPPING = PaymentMapping()
"""Our own words alone."""


@cache
def payment_columns() -> Mapping[str, PaymentColumn]:
    """支付列: every column by its field, in the order of the table.

    >>> payment_columns()["amount"].required
    True
    """
    return MappingProxyType(
        {
            row["field"]: PaymentColumn(
                row["field"],
                row["title"],
                row["kind"],
                row["required"] == "yes",
                tuple(row["headers"].split("|")),
            )
            for row in load("payment_columns")
        }
    )


@cache
def words(name: str) -> Mapping[str, str]:
    """词: the meanings of the words of one list: kind, total or flag."""
    return MappingProxyType(
        {row["word"]: row["means"] for row in load("payment_words") if row["list"] == name}
    )


def plain(text: str) -> str:
    """One spelling of a header or word: half width, no blanks, no line ends.

    >>> plain("支付金额（ 万元 ）")
    '支付金额(万元)'
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def field_of(header: str, mapping: PaymentMapping = NO_MAPPING) -> str | None:
    """列名的字段: the field that a header names, None for one that we don't know.

    What stands in brackets or after a colon is asked for last.

    >>> field_of("支付金额（万元）"), field_of("*预算单位 名称"), field_of("备注")
    ('amount', 'unit', None)
    """
    text = plain(header).lstrip("*").rstrip("*:")
    own = {plain(name): each for name, each in mapping.columns.items()}
    bare = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", text)
    for name in (text, bare):
        if found := own.get(name):
            return found
    # A field that the site has named has no other column.
    named = set(own.values())
    for name in (text, bare):
        found = _headers().get(name.upper())
        if found is not None:
            return None if found in named else found
    return None


_UNITS = {each.label: each for each in Unit}
_UNIT = re.compile(r"(?:百万|千|万|亿)?元")


def unit_of(header: str) -> Unit | None:
    """列名的单位: the unit that a header or a line above the table gives for money.

    >>> unit_of("支付金额（万元）"), unit_of("单位：元"), unit_of("金额")
    (<Unit.WAN_YUAN: 1000000>, <Unit.YUAN: 100>, None)
    """
    found = _UNIT.search(plain(header))
    return _UNITS[found.group()] if found else None


@cache
def _headers() -> Mapping[str, str]:
    known: dict[str, str] = {}
    for each in payment_columns().values():
        for name in (each.field, each.title, *each.headers):
            known.setdefault(plain(name).upper(), each.field)
    return MappingProxyType(known)
