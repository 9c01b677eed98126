"""查目标 queries: goals in force with the values that count, as a tree, and as typed values."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Exists, OuterRef, QuerySet

from zhida.core.performance.indicators import (
    Actual,
    Direction,
    IndicatorKind,
    Standing,
    TypedIndicator,
)
from zhida.platform.performance.models import Target, TargetSet, Value


@dataclass(frozen=True, slots=True)
class TargetRow:
    """目标行: a target with the value that counts, and how many steps below the top it is.

    `actual` is NO_DATA where nothing was measured or declared by the day.
    """

    number: int
    agency: str
    region: str
    scope: str
    depth: int
    indicator: TypedIndicator
    metric: str
    actual: Actual


def sets_in_force(
    year: int | None = None, *, region: str = "", agency: str = ""
) -> QuerySet[TargetSet]:
    """在效的目标表: the last edition of each, as the scope may see them."""
    return _in_force(year, region, agency).select_related("agency").order_by("region_id", "pk")


def _in_force(year: int | None, region: str, agency: str) -> QuerySet[TargetSet]:
    later = TargetSet.objects.filter(
        **{name: OuterRef(name) for name in ("agency", "year", "scope", "subject")},
        edition__gt=OuterRef("edition"),
    )
    found = TargetSet.objects.filter(~Exists(later))
    if year is not None:
        found = found.filter(year=year)
    if region:
        found = found.filter(region_id=region)
    if agency:
        found = found.filter(agency__code=agency)
    return found


def target_tree(
    year: int, *, region: str = "", agency: str = "", as_of: datetime.date | None = None
) -> tuple[TargetRow, ...]:
    """目标树: the targets of a year, each below the one that it helps to reach.

    `region` and `agency` take only their own; `as_of` the values of that day and before.
    """
    found = _targets(year, region, agency).select_related("set", "set__agency")
    targets = list(found.order_by("set__region_id", "set_id", "ordinal"))
    values = latest_values([each.pk for each in targets], as_of)
    known = {each.pk for each in targets}
    below: dict[int | None, list[Target]] = {}
    for each in targets:
        below.setdefault(each.parent_id if each.parent_id in known else None, []).append(each)
    rows: list[TargetRow] = []
    _walk(None, 0, below, values, rows)
    return tuple(rows)


def target_rows(
    year: int,
    *,
    region: str = "",
    agency: str = "",
    as_of: datetime.date | None = None,
    after: int = 0,
    most: int,
) -> tuple[TargetRow, ...]:
    """目标行: the same targets by their numbers, so many at the most, beginning beyond `after`."""
    known = _targets(year, region, agency)
    targets = list(
        known.filter(pk__gt=after).select_related("set", "set__agency").order_by("pk")[:most]
    )
    values = latest_values([each.pk for each in targets], as_of)
    above = {each.pk: each.parent_id for each in targets}
    while missing := {up for up in above.values() if up is not None} - above.keys():
        above |= dict(known.filter(pk__in=missing).values_list("pk", "parent_id"))
        # One of another year or place is no step of this tree.
        above = {number: up if up in above else None for number, up in above.items()}
    depths = {each.pk: len(list(_ancestors(each.pk, above))) for each in targets}
    return tuple(_row(each, depths[each.pk], values) for each in targets)


def _targets(year: int, region: str, agency: str) -> QuerySet[Target]:
    return Target.objects.filter(set__in=_in_force(year, region, agency))


def _ancestors(number: int, above: dict[int, int | None]) -> Iterator[int]:
    parent = above[number]
    while parent is not None:
        yield parent
        parent = above[parent]


def _row(each: Target, depth: int, values: dict[int, Value]) -> TargetRow:
    return TargetRow(
        each.pk,
        each.set.agency.name,
        each.set.region_id,
        each.set.scope,
        depth,
        typed_of(each),
        each.metric,
        actual_of(values.get(each.pk), each),
    )


def _walk(
    above: int | None,
    depth: int,
    below: dict[int | None, list[Target]],
    values: dict[int, Value],
    rows: list[TargetRow],
) -> None:
    for each in below.get(above, []):
        rows.append(_row(each, depth, values))
        _walk(each.pk, depth + 1, below, values, rows)


def latest_values(
    targets: Iterable[int], as_of: datetime.date | None = None, *, base: bool = False
) -> dict[int, Value]:
    """实际值: of each target the one that counts: the newest of the latest day."""
    found = Value.objects.filter(target_id__in=list(targets), is_base=base)
    if as_of is not None:
        found = found.filter(as_of__lte=as_of)
    newest = found.order_by("target_id", "-as_of", "-pk").distinct("target_id")
    return {each.target_id: each for each in newest.select_related("file")}


def history(target: int) -> tuple[Value, ...]:
    """历史: every value that was ever given to a target, the newest first."""
    return tuple(
        Value.objects.filter(target_id=target).select_related("file").order_by("-as_of", "-pk")
    )


def typed_of(target: Target) -> TypedIndicator:
    """绩效指标: a stored target as the typed value that it was made of."""
    return TypedIndicator(
        target.level1,
        target.level2,
        target.name,
        IndicatorKind(target.kind),
        target.comparator,
        _plain(target.value),
        target.unit,
        target.due,
        target.grade,
        Direction(target.direction),
        Fraction(target.weight) if target.weight is not None else None,
        target.set.scope,
        target.set.region_id,
        target.set.year,
        target.base,
    )


def actual_of(value: Value | None, target: Target) -> Actual:
    """实际值: a stored value as the typed one; NO_DATA where there is none."""
    if value is None:
        return Actual(
            Standing.NO_DATA, datetime.date(target.set.year, 12, 31), metric=target.metric
        )
    return Actual(
        Standing(value.standing),
        value.as_of,
        _plain(value.value),
        value.day,
        Fraction(value.share) if value.share is not None else None,
        value.n,
        value.low,
        value.high,
        tuple(value.evidence),
        value.metric,
        value.note,
    )


def _plain(number: Decimal | None) -> Decimal | None:
    """A number without the zeros behind its point that the table keeps."""
    if number is None:
        return None
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()
