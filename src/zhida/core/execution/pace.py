"""对比 pace: progress against the time that has passed, and against a spending plan."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from fractions import Fraction

from zhida.core.execution.progress import Progress


def time_share(year: int, on: datetime.date) -> Fraction:
    """时间进度: the share of the budget year that has passed at the end of a day.

    >>> time_share(2025, datetime.date(2025, 7, 2))
    Fraction(183, 365)
    >>> time_share(2025, datetime.date(2024, 11, 5)), time_share(2025, datetime.date(2026, 1, 5))
    (Fraction(0, 1), Fraction(1, 1))
    """
    if on.year != year:
        return Fraction(int(on.year > year))
    return Fraction(on.timetuple().tm_yday, 365 + calendar.isleap(year))


@dataclass(frozen=True, slots=True)
class SpendingPlan:
    """用款计划: fen to be paid in each of the twelve months of a budget year.

    >>> plan = SpendingPlan(2025, (0, 0, 3100, *[0] * 9))
    >>> plan.by(datetime.date(2025, 3, 10)), plan.by(datetime.date(2025, 12, 31))
    (Fraction(1000, 1), Fraction(3100, 1))
    """

    year: int
    months: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.months) != 12 or any(fen < 0 for fen in self.months):
            raise ValueError("a plan has twelve months, none below zero")

    @property
    def total(self) -> int:
        """全年计划: fen."""
        return sum(self.months)

    def by(self, on: datetime.date) -> Fraction:
        """计划累计: fen to be paid by the end of a day; within a month evenly by its days."""
        if on.year != self.year:
            return Fraction(self.total if on.year > self.year else 0)
        days = calendar.monthrange(on.year, on.month)[1]
        passed = sum(self.months[: on.month - 1])
        return passed + Fraction(self.months[on.month - 1] * on.day, days)

    def __add__(self, other: SpendingPlan) -> SpendingPlan:
        if self.year != other.year:
            raise ValueError("plans of two years")
        return SpendingPlan(
            self.year, tuple(a + b for a, b in zip(self.months, other.months, strict=True))
        )


@dataclass(frozen=True, slots=True)
class Pace:
    """快慢: progress of a budget year on a day beside the time passed, and the plan if there is one.

    Gaps are below zero where the payments lag behind.

    >>> pace = Pace(Progress(executable=60, paid=40), 2025, datetime.date(2025, 7, 2))
    >>> pace.gap
    Fraction(-37, 365)
    """

    progress: Progress
    year: int
    on: datetime.date
    plan: SpendingPlan | None = None

    @property
    def time(self) -> Fraction:
        """时间进度."""
        return time_share(self.year, self.on)

    @property
    def gap(self) -> Fraction | None:
        """与时间进度的差距: rate − share of time, None where there is no rate."""
        rate = self.progress.rate
        return None if rate is None else rate - self.time

    @property
    def planned(self) -> Fraction | None:
        """计划累计: fen that should have been paid by now."""
        return None if self.plan is None else self.plan.by(self.on)

    @property
    def plan_gap(self) -> Fraction | None:
        """与计划的差距: paid − planned, in fen."""
        return None if self.planned is None else self.progress.paid - self.planned

    @property
    def plan_rate(self) -> Fraction | None:
        """计划完成率: paid ÷ planned, None without a plan or before its first payment."""
        return self.progress.paid / self.planned if self.planned else None


def percent(rate: Fraction | None, places: int = 2) -> str:
    """百分数: a rate as it is printed, rounded half away from zero; "—" for none.

    >>> percent(Fraction(1, 8), 1), percent(Fraction(-1, 3)), percent(None)
    ('12.5', '-33.33', '—')
    >>> percent(Fraction(12345, 1000000)), percent(Fraction(-1, 10**6))
    ('1.23', '0.00')
    """
    if rate is None:
        return "—"
    scale: int = 10**places
    parts = int(abs(rate) * 100 * scale + Fraction(1, 2))
    whole, fraction = divmod(parts, scale)
    sign = "-" if rate < 0 and parts else ""
    return f"{sign}{whole}" + (f".{fraction:0{places}d}" if places else "")


def whole_fen(fen: Fraction) -> int:
    """取整: a fraction of fen as printed, rounded half away from zero.

    >>> whole_fen(Fraction(5, 2)), whole_fen(Fraction(-5, 2))
    (3, -3)
    """
    rounded = int(abs(fen) + Fraction(1, 2))
    return -rounded if fen < 0 else rounded
