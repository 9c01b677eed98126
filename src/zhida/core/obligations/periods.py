"""报送期 periods: the months, quarters and years that a recurring report is about, and their days."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhida.core.calendar import last_day_of_month
from zhida.core.notice import Deadline
from zhida.core.obligations.calendar import Due, counted, named
from zhida.core.rules.deadlines.duties import day_in_month, says_when

_MONTHS = 12
_STEPS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
_WITHIN = re.compile(r"(\d{1,2})(?:个)?(工作日|日|天)(?:之|以)?内")
_OF_YEAR = re.compile(r"(?<!\d)(\d{1,2})月")
_YEAR_END = ("年底", "年末")
_NEXT_MONTH = ("次月", "下月", "下个月", "下一月", "上月", "上一月", "上个月", "上季", "上一季")
"""The month after the one reported on; who reports on the last one says the same."""
_NEXT_YEAR = ("次年", "下年", "翌年", "第二年", "上年", "上一年")
_ROLLING = "顺延"


@dataclass(frozen=True, slots=True)
class Period:
    """报送期: what a report is about: "2025-03", "2025Q1", "2025H1" or "2025"; both days included."""

    name: str
    first: datetime.date
    last: datetime.date


def periods(recurrence: str, year: int) -> tuple[Period, ...]:
    """一年的报送期: those of a budget year, in order; () for an unknown recurrence.

    >>> [each.name for each in periods("quarterly", 2025)]
    ['2025Q1', '2025Q2', '2025Q3', '2025Q4']
    >>> str(periods("monthly", 2024)[1].last)
    '2024-02-29'
    """
    step = _STEPS.get(recurrence)
    if step is None:
        return ()
    return tuple(
        Period(
            _name(year, month, step),
            datetime.date(year, month - step + 1, 1),
            last_day_of_month(year, month),
        )
        for month in range(step, _MONTHS + 1, step)
    )


def _name(year: int, month: int, step: int) -> str:
    return {
        1: f"{year}-{month:02d}",
        3: f"{year}Q{month // 3}",
        6: f"{year}H{month // 6}",
        12: f"{year}",
    }[step]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """报送周期: on which day each period's report is due.

    By the `day` (31: the last) of the month that lies `after` months past the
    period's end, or `within` days (working ones where `working`) of its end.
    """

    recurrence: str
    day: int | None = None
    after: int = 0
    within: int | None = None
    working: bool = False
    rolls: bool | None = None

    def nominal(self, period: Period) -> datetime.date | None:
        """The named day, before any shift; None where days are counted."""
        if self.day is None:
            return None
        year, month = divmod(period.last.year * _MONTHS + period.last.month - 1 + self.after, 12)
        last = last_day_of_month(year, month + 1)
        return last.replace(day=min(self.day, last.day))

    def due(self, period: Period) -> Due:
        """到期日: when a period's report is due."""
        if self.within is not None:
            return counted(period.last, self.within, working=self.working, rolls=self.rolls)
        day = self.nominal(period)
        assert day is not None, "a rhythm has a day or a span"
        return named(day, rolls=self.rolls)


def rhythm_of(deadline: Deadline, about: str = "") -> Rhythm | None:
    """报送周期: of a recurring deadline as worded, None where it names no day.

    `about` is what is to be reported (将上月资金使用情况…): it may tell the month.

    >>> from zhida.core.notice import DeadlineKind
    >>> rhythm_of(Deadline(DeadlineKind.RECURRING, "每季度后次月8日前", recurrence="quarterly"))
    Rhythm(recurrence='quarterly', day=8, after=1, within=None, working=False, rolls=None)
    >>> rhythm_of(Deadline(DeadlineKind.RECURRING, "每季度", recurrence="quarterly")) is None
    True
    """
    said = says_when(deadline.text)
    recurrence = deadline.recurrence or ("half-yearly" if "半年" in said else "")
    if recurrence not in _STEPS:
        return None
    rolls = True if _ROLLING in said + about else None
    span = _WITHIN.search(said)
    if span:
        days, working = int(span[1]), span[2] == "工作日"
        return Rhythm(recurrence, within=days, working=working, rolls=rolls)
    day = day_in_month(said)
    if recurrence == "yearly":
        return _yearly(said, day, rolls)
    if day is None:
        return None
    later = any(word in said + about for word in _NEXT_MONTH)
    return Rhythm(recurrence, day, int(later), rolls=rolls)


def _yearly(said: str, day: int | None, rolls: bool | None) -> Rhythm | None:
    """The end of the year, or a month of it or of the next one."""
    later = _MONTHS if any(word in said for word in _NEXT_YEAR) else 0
    month = _OF_YEAR.search(said)
    if month is None or not 1 <= int(month[1]) <= _MONTHS:
        return Rhythm("yearly", 31, rolls=rolls) if any(w in said for w in _YEAR_END) else None
    shift = int(month[1]) - _MONTHS + later
    if day is None:  # 每年3月前 ends before March begins
        return Rhythm("yearly", 31, shift - 1, rolls=rolls)
    return Rhythm("yearly", day, shift, rolls=rolls)


def occurrences(rhythm: Rhythm, year: int, start: datetime.date) -> Iterator[tuple[Period, Due]]:
    """各期: the periods of a budget year that are not over when money comes, with their due days."""
    for period in periods(rhythm.recurrence, year):
        nominal = rhythm.nominal(period)
        if period.last >= start and (nominal is None or nominal >= start):
            yield period, rhythm.due(period)
