"""表格 tables: what every table of a page has: unit, day, heads in two rows, totals of the whole filter.

A table is a value. The same value is shown on the page (`{% table %}`), a hundred rows at a
time, and written whole to a workbook with formulas (`exporting`).
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from zhida.core.figures import FigureState
from zhida.platform.pages.lens import UNITS

PAGE = 100
"""Rows that are shown at a time."""

Value: TypeAlias = int | Decimal | Fraction | str | datetime.date | None


class Kind(StrEnum):
    """列的种类: how a value is written, and on which side it stands."""

    TEXT = "text"
    MONEY = "money"  # fen
    RATE = "rate"  # a share of 1: Fraction(1, 2) is 50.00 %
    COUNT = "count"
    NUMBER = "number"  # as it stands, with its own decimals
    DATE = "date"

    @property
    def figure(self) -> bool:
        """Whether it stands on the right."""
        return self not in (Kind.TEXT, Kind.DATE)


@dataclass(frozen=True, slots=True)
class Column:
    """列: `group` is the head above several columns; `meaning` defines it in the workbook.

    `formula` computes it from its neighbours, named by key in braces: "{paid}/{issued}".
    `adds` tells whether a total may be formed by adding the rows up.
    """

    key: str
    name: str
    kind: Kind = Kind.TEXT
    group: str = ""
    meaning: str = ""
    formula: str = ""
    adds: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """格: `href` leads to what the value is made of; `state` tells 0, — and ／ apart.

    `tone` is a word of the stylesheet (late, ok, red, orange …).
    """

    value: Value = None
    href: str = ""
    state: FigureState | None = None
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """行: one cell for each column; `depth` indents in a tree; a `subtotal` is not added again."""

    cells: tuple[Cell, ...]
    depth: int = 0
    subtotal: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """表: all rows that the filter left, in their order; `total` is of all of them.

    `key` names it in an address (`?export=key`, `?key-page=2`). `rows` may be lazy: its length
    and slices are all that is asked for. `folded`: many columns of which a row fills few; the
    page writes what a row says one after the other, the workbook keeps the columns.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    unit: str
    as_of: datetime.date | None = None
    total: Row | None = None
    notes: tuple[str, ...] = ()
    empty: str = ""
    folded: bool = False

    @property
    def money(self) -> bool:
        """Whether there is money in it, which wants its unit told."""
        return any(each.kind is Kind.MONEY for each in self.columns)

    @property
    def grouped(self) -> bool:
        """Whether its head has two rows."""
        return any(each.group for each in self.columns)

    def page(self, number: int) -> Table:
        """一页: the same table with the rows of one page; the total stays that of the whole."""
        first = (number - 1) * PAGE
        return replace(self, rows=self.rows[first : first + PAGE])

    @property
    def pages(self) -> int:
        """页数: one for a table without rows."""
        return max(1, -(-len(self.rows) // PAGE))


def words(value: Value, kind: Kind, unit: str, state: FigureState | None = None) -> str:
    """写法: a value as it stands on the page.

    >>> words(306_453_00_00, Kind.MONEY, "wan"), words(0, Kind.MONEY, "wan")
    ('3,064.53', '0.00')
    >>> words(Fraction(2, 3), Kind.RATE, "wan"), words(None, Kind.RATE, "wan")
    ('66.67%', '—')
    >>> words(None, Kind.COUNT, "wan", FigureState.NOT_APPLICABLE)
    '／'
    """
    if value is None:
        return str(_ABSENT[state or FigureState.BLANK])
    if kind is Kind.MONEY:
        assert isinstance(value, int)
        return money(value, unit)
    if kind is Kind.RATE:
        assert isinstance(value, int | Decimal | Fraction)
        return f"{hundredths(Fraction(value) * 100)}%"
    if kind is Kind.COUNT:
        return f"{value:,}"
    return str(value)


def money(fen: int, unit: str) -> str:
    """金额: fen in a unit, to the hundredth, half away from zero.

    >>> money(306_453_00_00, "wan"), money(-50, "yuan")
    ('3,064.53', '-0.50')
    """
    return hundredths(Fraction(fen, UNITS[unit].value))


def hundredths(number: Fraction) -> str:
    """两位小数: half away from zero; no zero is below zero.

    >>> hundredths(Fraction(-1, 200)), hundredths(Fraction(-1, 201))
    ('-0.01', '0.00')
    """
    rounded = _rounded(number)
    sign = "-" if rounded < 0 else ""
    return f"{sign}{abs(rounded) // 100:,}.{abs(rounded) % 100:02}"


def rounding(table: Table) -> dict[str, int]:
    """尾差: by column, in hundredths of the unit, what the rounded rows miss of the rounded total.

    Only for columns that add up, in tables that are shown whole.
    """
    if table.total is None or len(table.rows) > PAGE:
        return {}
    size = UNITS[table.unit].value
    missed = {}
    for place, column in enumerate(table.columns):
        whole = table.total.cells[place].value
        if column.kind is not Kind.MONEY or not column.adds or not isinstance(whole, int):
            continue
        parts = [each.cells[place].value for each in table.rows if not each.subtotal]
        fen = [each for each in parts if isinstance(each, int)]
        if sum(fen) != whole:
            continue
        shown = sum(_rounded(Fraction(each, size)) for each in fen)
        if shown != _rounded(Fraction(whole, size)):
            missed[column.key] = _rounded(Fraction(whole, size)) - shown
    return missed


def _rounded(number: Fraction) -> int:
    doubled = abs(number) * 200
    half_up = (doubled + 1) // 2
    return int(half_up if number >= 0 else -half_up)


_ABSENT: dict[FigureState, str | Promise] = {
    FigureState.NUMBER: "—",
    FigureState.BLANK: "—",
    FigureState.NOTHING: gettext_lazy("无"),
    FigureState.NOT_APPLICABLE: "／",
    FigureState.MASKED: "＊＊＊",
}
