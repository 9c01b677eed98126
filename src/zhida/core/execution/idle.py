"""闲置资金 idle: money that has stood where it is for so many days."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arrival:
    """到达: fen that came into a step with papers of one day."""

    day: datetime.date
    fen: int


@dataclass(frozen=True, slots=True)
class Stood:
    """停留: fen that have stood since a day."""

    since: datetime.date
    fen: int


@dataclass(frozen=True, slots=True)
class IdleRow:
    """闲置行: money of a line that has stood in a step for some days; `fen` is that part of `stands`.

    `since` is the day on which the oldest of it came, `days` how long ago, `moved`
    the last day on which anything in that step moved.
    """

    key: str
    name: str
    document: str
    step: str
    stands: int
    fen: int
    since: datetime.date
    days: int
    moved: datetime.date
    stood: tuple[Stood, ...]


def standing_since(fen: int, arrivals: Iterable[Arrival]) -> tuple[Stood, ...]:
    """停留: since when the fen of a balance stand there, oldest first.

    Fen are alike; the rule is first in, first out: what is left came last. The
    arrivals must be at least the balance, else `ValueError`.

    >>> day = datetime.date
    >>> standing_since(70, [Arrival(day(2025, 1, 6), 50), Arrival(day(2025, 3, 3), 40)])
    ... # doctest: +NORMALIZE_WHITESPACE
    (Stood(since=datetime.date(2025, 1, 6), fen=30),
     Stood(since=datetime.date(2025, 3, 3), fen=40))
    """
    found: list[Stood] = []
    left = fen
    for each in sorted(arrivals, key=lambda each: each.day, reverse=True):
        if left <= 0:
            break
        found.append(Stood(each.day, min(left, each.fen)))
        left -= each.fen
    if left > 0:
        raise ValueError(f"{left} fen never arrived")
    return tuple(reversed(found))


def idle_fen(fen: int, arrivals: Iterable[Arrival], on: datetime.date, days: int) -> int:
    """闲置: how much of a balance had stood for at least so many days at the end of a day.

    >>> came = [Arrival(datetime.date(2025, 1, 6), 50), Arrival(datetime.date(2025, 3, 3), 40)]
    >>> [idle_fen(70, came, datetime.date(2025, 4, 1), days) for days in (0, 29, 30, 90)]
    [70, 70, 30, 0]
    """
    latest = on - datetime.timedelta(days=days)
    return sum(each.fen for each in standing_since(fen, arrivals) if each.since <= latest)
