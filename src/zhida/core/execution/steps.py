"""环节用时 steps: how long money took from step to step, from its dated movements.

The mean counts every fen with the days that it stood in a step: the sum of what stood
there at the end of each day, by the fen that ever came in. Which fen went on first
makes no difference to it. What still waits counts up to the day that is asked for.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from zhida.core.calendar import working_days_between
from zhida.core.execution.progress import STEPS, WAITING


@dataclass(frozen=True, slots=True)
class StepMove:
    """环节变动: fen that came into a step, and that left it, with papers of one day."""

    day: datetime.date
    step: str
    came: int
    left: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """等待: how long money stood in a step.

    `fen` came in, `still` stands there; `fen_days` is the sum of fen by calendar
    days, `working_fen_days` by working days, None where the calendar is unknown.
    """

    step: str
    fen: int
    still: int
    fen_days: int
    working_fen_days: int | None

    @property
    def days(self) -> Fraction | None:
        """平均天数: calendar days for each fen, None where nothing came."""
        return Fraction(self.fen_days, self.fen) if self.fen else None

    @property
    def working_days(self) -> Fraction | None:
        """平均工作日: working days for each fen."""
        if not self.fen or self.working_fen_days is None:
            return None
        return Fraction(self.working_fen_days, self.fen)


@dataclass(frozen=True, slots=True)
class Span:
    """用时: from the first receipt to a day, in calendar and in working days."""

    day: datetime.date
    days: int
    working_days: int | None


@dataclass(frozen=True, slots=True)
class StepTimes:
    """各环节用时: the days on which money first came to each point, and how long it waited.

    `received` is the day of the first receipt. `passed`, `registered`,
    `executable` and `paid` are the first days on which money went on its way to
    another holder, was registered, became executable, was paid; `fully_paid`
    that since which nothing is left to pay. None: not yet.
    """

    received: datetime.date | None
    passed: Span | None
    registered: Span | None
    executable: Span | None
    paid: Span | None
    fully_paid: Span | None
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """用时行: of a line with those that refine it, or of a holder; `key` is its digest or code."""

    key: str
    name: str
    times: StepTimes


def step_times(moves: Iterable[StepMove], on: datetime.date) -> StepTimes:
    """各环节用时: from the movements of a line or a holder, up to a day.

    Movements between accounts of one step, and what was undone, must not be
    among them; those after the day don't count.

    >>> day = datetime.date
    >>> moves = [
    ...     StepMove(day(2025, 3, 3), "unallocated", 100, 0),
    ...     StepMove(day(2025, 3, 10), "unallocated", 0, 60),
    ...     StepMove(day(2025, 3, 10), "registered", 60, 0),
    ... ]
    >>> times = step_times(moves, day(2025, 3, 13))
    >>> [(each.step, each.days, each.working_days) for each in times.waiting]
    [('unallocated', Fraction(41, 5), Fraction(31, 5)), ('registered', Fraction(3, 1), Fraction(3, 1))]
    >>> times.registered
    Span(day=datetime.date(2025, 3, 10), days=7, working_days=5)
    """
    counted = sorted((each for each in moves if each.day <= on), key=lambda each: each.day)
    came = [each for each in counted if each.came]
    received = came[0].day if came else None

    def first(step: str) -> Span | None:
        days = [each.day for each in came if each.step == step]
        return _span(received, days[0]) if days else None

    return StepTimes(
        received,
        first("transit"),
        first("registered"),
        first("executable"),
        first("paid"),
        _span(received, _all_paid(counted)),
        tuple(_waiting(step, counted, on) for step in WAITING if _touched(step, counted)),
    )


def _touched(step: str, moves: Sequence[StepMove]) -> bool:
    return any(each.step == step for each in moves)


def _waiting(step: str, moves: Sequence[StepMove], on: datetime.date) -> Waiting:
    here = [each for each in moves if each.step == step]
    stood = 0
    fen_days = 0
    working: int | None = 0
    for each, (start, end) in zip(here, pairwise([*(each.day for each in here), on]), strict=True):
        stood += each.came - each.left
        fen_days += stood * (end - start).days
        if stood and end > start:
            worked = working_days_between(start, end)
            working = None if working is None or worked is None else working + stood * worked
    return Waiting(step, sum(each.came for each in here), stood, fen_days, working)


def _all_paid(moves: Sequence[StepMove]) -> datetime.date | None:
    """The day on which the last fen was paid, if none is left and none was carried or given up."""
    stood = dict.fromkeys(STEPS, 0)
    since: datetime.date | None = None
    for number, each in enumerate(moves):
        stood[each.step] += each.came - each.left
        if number + 1 < len(moves) and moves[number + 1].day == each.day:
            continue
        done = stood["paid"] > 0 and not any(
            fen for step, fen in stood.items() if step not in ("paid", "transit")
        )
        since = (since or each.day) if done else None
    return since


def _span(received: datetime.date | None, day: datetime.date | None) -> Span | None:
    if received is None or day is None:
        return None
    return Span(day, (day - received).days, working_days_between(received, day))
