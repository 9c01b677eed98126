"""查目标 queries: goals in force with the values that count, as a tree, and as typed values."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from zhida.core.performance.indicators import (
    Actual,
    Direction,
    IndicatorKind,
    Standing,
    TypedIndicator,
)
from zhida.platform.performance.models import Target, TargetSet, Value
from zhida.platform.performance.storing import in_force


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
) -> list[TargetSet]:
    """在效的目标表: the last edition of each, as the scope may see them."""
    found = TargetSet.objects.select_related("agency")
    if year is not None:
        found = found.filter(year=year)
    if region:
        found = found.filter(region_id=region)
    if agency:
        found = found.filter(agency__code=agency)
    return in_force(list(found))


def target_tree(
    year: int, *, region: str = "", agency: str = "", as_of: datetime.date | None = None
) -> tuple[TargetRow, ...]:
    """目标树: the targets of a year, each below the one that it helps to reach.

    `region` and `agency` take only their own; `as_of` the values of that day and before.
    """
    sets = sets_in_force(year, region=region, agency=agency)
    targets = list(
        Target.objects.filter(set__in=sets)
        .select_related("set", "set__agency")
        .order_by("set__region_id", "set_id", "ordinal")
    )
    values = latest_values([each.pk for each in targets], as_of)
    known = {each.pk for each in targets}
    below: dict[int | None, list[Target]] = {}
    for each in targets:
        below.setdefault(each.parent_id if each.parent_id in known else None, []).append(each)
    rows: list[TargetRow] = []
    _walk(None, 0, below, values, rows)
    return tuple(rows)


def _walk(
    above: int | None,
    depth: int,
    below: dict[int | None, list[Target]],
    values: dict[int, Value],
    rows: list[TargetRow],
) -> None:
    for each in below.get(above, []):
        rows.append(
            TargetRow(
                each.pk,
                each.set.agency.name,
                each.set.region_id,
                each.set.scope,
                depth,
                typed_of(each),
                each.metric,
                actual_of(values.get(each.pk), each),
            )
        )
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
