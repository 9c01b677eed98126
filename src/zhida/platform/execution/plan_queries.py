"""查用款计划 plan_queries: the plan in force of a region and year, its months, its files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from zhida.core.execution.pace import SpendingPlan
from zhida.platform.execution.plan_models import PlanFile, PlannedMonth
from zhida.platform.execution.progress import Grouping

_SORTS = {
    Grouping.REGION: PlannedMonth.Sort.REGION,
    Grouping.HOLDER: PlannedMonth.Sort.HOLDER,
    Grouping.LINE: PlannedMonth.Sort.LINE,
    Grouping.FUND: PlannedMonth.Sort.FUND,
}


def plan_files(region: str) -> QuerySet[PlanFile]:
    """用款计划文件: those of a region, the newest first, without their bytes."""
    return PlanFile.objects.filter(region_id=region).defer("content").order_by("-pk")


def in_force(region: str, year: int) -> PlanFile | None:
    """现行用款计划: the last one confirmed of a region for a year; None where there is none."""
    confirmed = plan_files(region).filter(year=year, state=PlanFile.State.CONFIRMED)
    return confirmed.order_by("-decided_at", "-pk").first()


def planned(origin: int, sort: PlannedMonth.Sort) -> dict[str, SpendingPlan]:
    """各行的用款计划: of a confirmed file, by the key of what is planned."""
    months: dict[str, list[int]] = defaultdict(lambda: [0] * 12)
    year = 0
    found = PlannedMonth.objects.filter(origin_id=origin, sort=sort)
    for key, month, fen, of in found.values_list("key", "month", "fen", "year"):
        months[key][month - 1], year = fen, of
    return {key: SpendingPlan(year, tuple(fen)) for key, fen in months.items()}


@dataclass(frozen=True, slots=True)
class PlanInForce:
    """对照的用款计划: the plan in force as the rows of a grouping are held against it.

    `rows` are by the key of the row. `whole` is the plan for 全部, or that of all rows
    of the grouping's kind together; None where neither is planned.
    """

    file: PlanFile
    sort: PlannedMonth.Sort | None
    rows: Mapping[str, SpendingPlan]
    whole: SpendingPlan | None
    summed: bool


def plan_in_force(region: str, year: int, grouping: Grouping) -> PlanInForce | None:
    """对照用款计划: what the plan in force says of the rows of a grouping; None where nothing."""
    file = in_force(region, year)
    if file is None:
        return None
    sort = _SORTS.get(grouping)
    rows = planned(file.pk, sort) if sort is not None else {}
    whole = planned(file.pk, PlannedMonth.Sort.WHOLE).get("")
    if whole is None and not rows:
        return None
    return PlanInForce(file, sort, rows, whole or _sum(rows), summed=whole is None)


def _sum(rows: Mapping[str, SpendingPlan]) -> SpendingPlan | None:
    found = list(rows.values())
    return sum(found[1:], found[0]) if found else None
