"""月末完成值 month_ends: what was known of each target at the end of each month, and of the money."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from zhida.core.execution.progress import Progress
from zhida.core.parameters import ParameterError, parameter
from zhida.core.performance.monitoring import Watch, watch_money
from zhida.platform.execution.progress import total
from zhida.platform.execution.selecting import Selection
from zhida.platform.performance.goals import Goal, Held, held
from zhida.platform.performance.models import Target, TargetSet, Value

YEAR_END = 12


@dataclass(frozen=True, slots=True)
class Monitored:
    """监控行: a goal as it stands, and the value that counted at the end of each month."""

    goal: Goal
    months: tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class MoneyMonth:
    """资金月度: what was available and paid at the end of a month, with its light."""

    day: datetime.date
    progress: Progress
    watch: Watch


def through_month(year: int) -> int:
    """监控截止月份: the month through which monitoring looks (7: January to July)."""
    try:
        return parameter("monitor_through_month", year).value
    except ParameterError:
        return YEAR_END


def month_ends(year: int, through: int) -> tuple[datetime.date, ...]:
    """各月末日, from January to a month.

    >>> [each.isoformat() for each in month_ends(2024, 2)]
    ['2024-01-31', '2024-02-29']
    """
    return tuple(
        datetime.date(year, month, calendar.monthrange(year, month)[1])
        for month in range(1, through + 1)
    )


def monitored(
    sets: Iterable[TargetSet], days: Sequence[datetime.date]
) -> tuple[tuple[Held, tuple[Monitored, ...]], ...]:
    """监控表: of each set its goals by the last of some days, with the values by each of them."""
    found = held(list(sets), days[-1])
    numbers = [goal.target.pk for each in found for goal in each.goals]
    by_target: dict[int, list[Value]] = {}
    values = Value.objects.filter(target_id__in=numbers, is_base=False, as_of__lte=days[-1])
    for one in values.order_by("as_of", "pk"):
        by_target.setdefault(one.target_id, []).append(one)
    return tuple(
        (each, tuple(_monitored(goal, by_target.get(goal.target.pk, []), days) for goal in each.goals))
        for each in found
    )  # fmt: skip


def monitored_rows(
    sets: QuerySet[TargetSet], days: Sequence[datetime.date], *, after: int = 0, most: int
) -> list[tuple[Held, Monitored]]:
    """监控行: the goals of some sets by their numbers, so many at the most, beginning beyond `after`.

    A goal's points depend on those beside it, so each table that one of them stands in is read whole.
    """
    targets = Target.objects.filter(set__in=sets.order_by(), pk__gt=after).order_by("pk")
    of_set = dict(targets.values_list("pk", "set_id")[:most])
    of = sets.filter(pk__in=set(of_set.values()))
    rows = [(each, row) for each, goals in monitored(of, days) for row in goals]
    wanted = [(each, row) for each, row in rows if row.goal.target.pk in of_set]
    return sorted(wanted, key=lambda row: row[1].goal.target.pk)


def money_months(
    year: int, region: str, fund: str, days: Sequence[datetime.date]
) -> tuple[MoneyMonth, ...]:
    """资金监控: of a region with all below it, at the end of each month."""
    rows = []
    for day in days:
        found = total(Selection(year, region=region, fund=fund, on=day))
        rows.append(MoneyMonth(day, found, watch_money(found.available, found.paid, day, year)))
    return tuple(rows)


def _monitored(goal: Goal, values: Sequence[Value], days: Sequence[datetime.date]) -> Monitored:
    months = []
    for day in days:
        known = [each for each in values if each.as_of <= day]
        months.append(known[-1] if known else None)
    return Monitored(goal, tuple(months))
