"""付费结果查询 queries: which results stand, and what they say. Ask within a scope."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from zhida.platform.dip.models import Kind, Result


def standing(region: str, year: int, until: datetime.date | None = None) -> list[Result]:
    """现有结果: of each kind, pool and insurance the newest edition, by kind, pool and insurance.

    `until` leaves out what tells of a later day.
    """
    found = Result.objects.filter(region_id=region, year=year)
    if until is not None:
        found = found.filter(day__lte=until)
    newest = found.order_by("kind", "pool", "insutype", "-edition").distinct(
        "kind", "pool", "insutype"
    )
    order = list(Kind.values)
    return sorted(newest, key=lambda each: (order.index(each.kind), each.pool, each.insutype))


def newest(
    region: str, year: int, kind: Kind, until: datetime.date | None = None
) -> Result | None:  # fmt: skip
    """最新一版: of a kind that a year has one of; None where there is none."""
    found = Result.objects.filter(region_id=region, year=year, kind=kind)
    if until is not None:
        found = found.filter(day__lte=until)
    return found.order_by("-edition").first()


def flows(region: str, year: int, until: datetime.date | None = None) -> list[Result]:
    """结算流程: the newest edition of each pool and insurance, in their order."""
    return [each for each in standing(region, year, until) if each.kind == Kind.FLOW]


def editions(result: Result) -> list[Result]:
    """各版: all of the same series, the newest first, without their texts."""
    region, year, kind, pool, insutype = result.series
    found = Result.objects.filter(
        region_id=region, year=year, kind=kind, pool=pool, insutype=insutype
    )
    return list(found.defer("text").order_by("-edition"))


def result(number: int) -> Result | None:
    """一份结果: by its number; None where it isn't there or lies beyond the scope."""
    return Result.objects.filter(pk=number).first()


def regions_with_results(regions: Collection[str], year: int) -> dict[str, set[str]]:
    """各区划的结果: which kinds each of some regions has of a year."""
    found: dict[str, set[str]] = {}
    rows = Result.objects.filter(region_id__in=regions, year=year).values_list("region_id", "kind")
    for region, kind in rows.distinct():
        found.setdefault(region, set()).add(kind)
    return found


def years_with(region: str, kind: Kind) -> list[int]:
    """有结果的年度: in order."""
    found = Result.objects.filter(region_id=region, kind=kind).values_list("year", flat=True)
    return sorted(set(found))


def of_kind(region: str, year: int, kind: Kind) -> list[Result]:
    """各版: of a kind of a year, the newest first, without their texts."""
    found = Result.objects.filter(region_id=region, year=year, kind=kind)
    return list(found.defer("text").order_by("-edition", "pool", "insutype"))
