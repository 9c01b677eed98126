"""指标值语法 grammar: what the grammar of values makes of a text.

`values.lark` holds the grammar; the units come from the table of units.
"""

from __future__ import annotations

import datetime
from calendar import monthrange
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import TypeAlias

import cn2an
import regex
from lark import Lark, Token, Transformer
from lark.exceptions import LarkError

from zhida.data import load


@dataclass(frozen=True, slots=True)
class Figure:
    """数: a number with its unit and the comparator around it."""

    value: Decimal
    unit: str | None = None
    comparator: str | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """时限: the last day, as far as it is printed.

    A missing year is the table's; without a day the month's last one counts;
    without a month the day comes back every month. `since` is the month in
    which the printed stretch of time begins; `before` is true where that
    stretch no longer counts itself (10月前).
    """

    year: int | None
    month: int | None
    day: int | None = None
    since: int | None = None
    before: bool = False

    def resolve(self, year: int | None) -> datetime.date | None:
        """The day in a year; None where there is no year or no such day."""
        whole = self.year or year
        if whole is None or self.month is None:
            return None
        if self.before and self.since is not None:
            return datetime.date(whole, self.since, 1) - datetime.timedelta(days=1)
        last = monthrange(whole, self.month)[1]
        day = last if self.day is None else self.day
        return datetime.date(whole, self.month, day) if day <= last else None


@dataclass(frozen=True, slots=True)
class Template:
    """待填: a value left for the receiver; comparator and unit may be printed already."""

    comparator: str | None = None
    unit: str | None = None


Reading: TypeAlias = Figure | Day | Template

_COMPARATORS = {"GE": "≥", "GT": ">", "LE": "≤", "LT": "<", "EQ": "="}
_AROUND = {"ABOVE": "≥", "WITHIN": "≤"}
_SCALES = ("百", "千", "万", "亿")
_BEFORE = ("前", "之前", "以前")


def read_whole(value: str) -> Reading | None:
    """What the whole of a value (clean, without blanks) says; None for mere words.

    >>> read_whole("不少于3万人次")
    Figure(value=Decimal('3'), unit='万人次', comparator='≥')
    >>> read_whole("明显提高") is None
    True
    """
    parser = _parser()
    try:
        reading: object = parser.parse(value)
    except (LarkError, ValueError):
        return None
    return reading if isinstance(reading, Figure | Day | Template) else None


def is_unit(word: str) -> bool:
    """Whether a word is a unit of the table (人次, 万元, %), or one with a scale (万人次)."""
    return word in _units() or (word[:1] in _SCALES and word[1:] in _units())


@cache
def is_rate(unit: str) -> bool:
    """Whether a unit makes a rate of a figure (%, ‰, 个百分点)."""
    return any(row["unit"] == unit and row["kind"] == "rate" for row in load("value_units"))


class _Values(Transformer[Token, object]):
    """Turns the tree of the grammar into a Figure, a Day or a Template."""

    def figure(self, parts: list[object]) -> Figure:
        found = next(part for part in parts if isinstance(part, Figure))
        return replace(found, comparator=_comparator(parts))

    def range(self, parts: list[object]) -> Figure:
        """A range promises at least its lower end."""
        low, high = (part for part in parts if isinstance(part, Figure))
        return Figure(low.value, high.unit or low.unit, _comparator(parts) or "≥")

    def template(self, parts: list[object]) -> Template:
        unit = next((str(p) for p in parts if isinstance(p, Token) and p.type == "UNIT"), None)
        return Template(_comparator(parts), unit)

    def counted(self, parts: list[Token]) -> Figure:
        """A scale goes with the unit, as printed: 3万人次 is 3 of 万人次."""
        return Figure(_number(parts), _unit(parts))

    def bare(self, parts: list[Token]) -> Figure:
        return Figure(_number(parts), _unit(parts))

    def percent(self, parts: list[Token]) -> Figure:
        return Figure(_number(parts), "%")

    def permille(self, parts: list[Token]) -> Figure:
        return Figure(_number(parts), "‰")

    def bounds(self, parts: list[Token]) -> str | None:
        return next((_COMPARATORS[p.type] for p in parts if p.type in _COMPARATORS), None)

    def edging(self, parts: list[Token]) -> str | None:
        return _AROUND.get(parts[0].type)

    def after(self, _: list[Token]) -> None:
        return None

    def edge(self, parts: list[Token]) -> str:
        return str(parts[0])

    def deadline(self, parts: list[object]) -> Day:
        day = next(part for part in parts if isinstance(part, Day))
        return replace(day, before=parts[-1] in _BEFORE)

    def period(self, parts: list[object]) -> Day:
        first, last = (part for part in parts if isinstance(part, Day))
        return replace(last, year=last.year or first.year)

    def recurring(self, _: list[object]) -> Day:
        return Day(None, None)

    def year_month_day(self, parts: list[Token]) -> Day:
        return Day(_year(parts[0]), _ordinal(parts[1]), _ordinal(parts[2]))

    def year_month(self, parts: list[Token]) -> Day:
        return Day(_year(parts[0]), _ordinal(parts[1]), since=_ordinal(parts[1]))

    def year_quarter(self, parts: list[Token]) -> Day:
        return replace(self.quarter(parts[1:]), year=_year(parts[0]))

    def year_half(self, parts: list[Token]) -> Day:
        return replace(self.half(parts[1:]), year=_year(parts[0]))

    def year(self, parts: list[Token]) -> Day:
        return Day(_year(parts[0]), 12, since=1)

    def month_day(self, parts: list[Token]) -> Day:
        return Day(None, _ordinal(parts[0]), _ordinal(parts[1]))

    def month(self, parts: list[Token]) -> Day:
        return Day(None, _ordinal(parts[0]), since=_ordinal(parts[0]))

    def quarter(self, parts: list[Token]) -> Day:
        place = regex.search(r"[一二三四1-4]", parts[0])
        number = "一二三四1234".index(place[0]) % 4 + 1 if place else 4
        return Day(None, 3 * number, since=3 * number - 2)

    def half(self, parts: list[Token]) -> Day:
        first = parts[0].startswith("上")
        return Day(None, 6 if first else 12, since=1 if first else 7)

    def year_end(self, _: list[Token]) -> Day:
        return Day(None, 12)

    def dotted(self, parts: list[Token]) -> Day:
        year, month, *day = (int(part) for part in regex.findall(r"\d+", parts[0]))
        return Day(year, month, day[0] if day else None, since=None if day else month)


def _comparator(parts: list[object]) -> str | None:
    """The first comparator around a figure: signs before it go before words behind it."""
    return next((part for part in parts if isinstance(part, str) and part in "≥≤><="), None)


def _number(parts: list[Token]) -> Decimal:
    value = Decimal(0)
    for part in parts:
        if part.type == "NUMBER":
            value = Decimal(part.replace(",", ""))
        elif part.type == "HANZI":
            value = Decimal(str(cn2an.cn2an(str(part), "smart")))
    return value


def _unit(parts: list[Token]) -> str | None:
    return "".join(part for part in parts if part.type in ("SCALE", "UNIT")) or None


def _year(token: Token) -> int | None:
    digits = regex.match(r"\d{4}", token)
    return int(digits[0]) if digits else None


def _ordinal(token: Token) -> int:
    return int("".join(character for character in token if character.isdigit()))


@cache
def _parser() -> Lark:
    grammar = files("zhida.documents.parsing.performance").joinpath("values.lark")
    units = "|".join(regex.escape(unit) for unit in sorted(_units(), key=len, reverse=True))
    unit = f"UNIT.7: /(?:{units})(?:[\\/每·](?:{units}))*/\n"
    text = grammar.read_text("utf-8") + unit
    return Lark(text, parser="lalr", transformer=_Values(), regex=True)


@cache
def _units() -> frozenset[str]:
    return frozenset(row["unit"] for row in load("value_units"))
