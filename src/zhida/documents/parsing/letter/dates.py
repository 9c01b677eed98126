"""日期 dates: days as notices print them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lark import Token, Transformer

from zhida.documents.parsing.letter.islands import Island, Islands
from zhida.documents.parsing.letter.numerals import integer_of, year_of


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """日期: year and month as printed; `day` is None where only the month is."""

    year: int
    month: int
    day: int | None = None

    @property
    def date(self) -> datetime.date | None:
        """The day, None where it is not printed or does not exist."""
        if self.day is None:
            return None
        try:
            return datetime.date(self.year, self.month, self.day)
        except ValueError:
            return None


class _Reader(Transformer[Token, "PrintedDate | None"]):
    def year(self, found: list[Token]) -> int | None:
        return year_of(found[0])

    def month(self, found: list[Token]) -> int | None:
        return integer_of(found[0])

    day = month

    def full(self, found: list[int | None]) -> PrintedDate | None:
        return _printed(found[0], found[1], found[2])

    def month_of_year(self, found: list[int | None]) -> PrintedDate | None:
        return _printed(found[0], found[1], None)

    def dotted(self, found: list[Token]) -> PrintedDate | None:
        year, month, day = (int(part) for part in re.split(r"[-./ ]+", found[0]))
        return _printed(year, month, day)

    def compact(self, found: list[Token]) -> PrintedDate | None:
        return _printed(int(found[0][:4]), int(found[0][4:6]), int(found[0][6:]))


@lru_cache(maxsize=1)
def _grammar() -> Islands[PrintedDate | None]:
    return Islands(
        "dates",
        _Reader(),
        r"(?<![\d.])(19|20)\d\d(?= ?[年./-] ?\d|年[一二三四五六七八九十]|(0[1-9]|1[0-2])[0-3]\d(?!\d))"
        r"|[一二][〇○零ΟO0九一二三四五六七八]{3}(?=年)",
    )


@lru_cache(maxsize=4096)
def dates_in(text: str) -> tuple[Island[PrintedDate], ...]:
    """Every date in a clean text, from left to right.

    >>> [d.value.date for d in dates_in("二〇二〇年十二月七日，2022.2.9，2021年13月1日")]
    [datetime.date(2020, 12, 7), datetime.date(2022, 2, 9)]
    """
    return tuple(_dates(text))


def _dates(text: str) -> Iterator[Island[PrintedDate]]:
    for island in _grammar().find(text):
        if island.value is not None:
            yield Island(island.start, island.end, island.value)


def _printed(year: int | None, month: int | None, day: int | None) -> PrintedDate | None:
    if year is None or month is None or not 1 <= month <= 12:
        return None
    found = PrintedDate(year, month, day)
    return found if day is None or found.date else None
