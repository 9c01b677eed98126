"""查区划与单位 queries: regions and agencies by what people type, and the fiscal tree of a day."""

from __future__ import annotations

import datetime
from functools import reduce
from operator import and_
from typing import TypeVar

from django.db.models import Case, IntegerField, Model, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast

from zhida.platform.regions.fiscal_tree import COUNTRY
from zhida.platform.regions.models import Agency, Region

M = TypeVar("M", bound=Model)

BEST = 20
"""How many answers a search gives unless asked for more."""


def search(text: str, limit: int = BEST, within: str = "") -> list[Region]:
    """查区划: regions whose code, name, alias or first letters of pinyin fit, best first.

    With `within` (a code), only that region and those below it.

    Several words must all fit ("新疆 城关区", "tsq"). A name that is the same comes
    before one that begins so, and the higher level before the lower.
    """
    words = text.split()
    if not words:
        return []
    last = words[-1]
    reached = Q(reached_from__ancestor_id=within) if within else Q()
    return list(
        Region.objects.filter(reached)
        .alias(other_names=Cast("aliases", TextField()))
        .filter(reduce(and_, map(_names, words)))
        .alias(
            rank=Case(
                When(Q(code=last) | Q(fiscal_code=last) | Q(name=last), then=Value(0)),
                When(aliases__contains=[last], then=Value(1)),
                When(Q(name__startswith=last) | Q(code__startswith=last), then=Value(2)),
                When(name__contains=last, then=Value(3)),
                default=Value(4),
                output_field=IntegerField(),
            )
        )
        .order_by("rank", "level", "code")[:limit]
    )


def _names(word: str) -> Q:
    if word.isascii() and word.isdigit():
        return Q(code__startswith=word) | Q(fiscal_code__startswith=word)
    if word.isascii() and word.isalpha():
        return Q(pinyin__contains=f" {word.lower()}")
    return Q(full_name__contains=word) | Q(other_names__contains=word)


def agencies(text: str = "", region: str = "", limit: int = BEST) -> list[Agency]:
    """查单位: agencies by code or name, in a region (its code) and all below it, or anywhere.

    Several words must all fit, in the agency's name or in that of its region.
    """
    found = Agency.objects.select_related("region")
    if region:
        found = found.filter(region_id__in=below(region))
    for word in text.split():
        found = found.filter(
            Q(code__startswith=word) | Q(name__contains=word) | Q(region__full_name__contains=word)
        )
    last = text.split()[-1] if text.split() else ""
    exact = Case(
        When(Q(code=last) | Q(name=last), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return list(found.alias(exact=exact).order_by("exact", "region__level", "code")[:limit])


def below(region: str) -> QuerySet[Region, str]:
    """The codes of a region and of all that it reaches."""
    return Region.objects.filter(reached_from__ancestor_id=region).values_list("code", flat=True)


def within(found: QuerySet[M], region: str) -> QuerySet[M]:
    """区划内: those of a region (their `region_id`) and below.

    The whole country reaches all there is: then nobody is asked where each belongs, and the
    database goes by the order of the list.
    """
    return found if region == COUNTRY else found.filter(region_id__in=below(region))


def fiscal_parent(region: str, on_date: datetime.date) -> Region | None:
    """财政上级: who passes money to a region (its code) on a day; None for the centre."""
    return Region.objects.filter(
        _on(on_date, "fiscal_children"), fiscal_children__region_id=region
    ).first()


def fiscal_children(region: str, on_date: datetime.date) -> list[Region]:
    """财政下级: to whom a region (its code) passes money on a day, by code."""
    return list(
        Region.objects.filter(
            _on(on_date, "fiscal_parents"), fiscal_parents__parent_id=region
        ).order_by("code")
    )


def _on(day: datetime.date, bonds: str) -> Q:
    first, last = f"{bonds}__from_date", f"{bonds}__to_date"
    return (Q(**{f"{first}__isnull": True}) | Q(**{f"{first}__lte": day})) & (
        Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": day})
    )
