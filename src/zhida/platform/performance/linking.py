"""上下级目标 linking: which goal of the level above each goal helps to reach."""

from __future__ import annotations

from collections.abc import Sequence

from zhida.core.performance.matching import matched
from zhida.platform.performance.models import Target, TargetSet
from zhida.platform.performance.queries import sets_in_force, typed_of
from zhida.platform.regions.models import FiscalParent


def link(made: Sequence[TargetSet]) -> int:
    """挂接上下级: new goals to those above and below them, by year and fund; how many.

    Only what the scope may see is linked: a level links those below it when it sets its
    own goals, or when it sets theirs.
    """
    linked = 0
    for each in made:
        for other in sets_in_force(each.year):
            if other.pk == each.pk or other.fund != each.fund:
                continue
            if _is_above(each, other):
                linked += _bind(each, other)
            elif _is_above(other, each):
                linked += _bind(other, each)
    return linked


def _is_above(one: TargetSet, other: TargetSet) -> bool:
    """Whether the goals of one are those of the whole that the other belongs to.

    The whole of a place stands above the place's own part (本级) and above the places
    whose money it passes down.
    """
    if one.region_id == other.region_id:
        return "本级" in other.scope and "本级" not in one.scope
    if "本级" in one.scope:
        return False
    return FiscalParent.objects.filter(
        region_id=other.region_id, parent_id=one.region_id, to_date__isnull=True
    ).exists()


def _bind(above: TargetSet, below: TargetSet) -> int:
    wholes = list(above.targets.select_related("set").order_by("ordinal"))
    parts = list(below.targets.select_related("set").order_by("ordinal"))
    typed_parts = [typed_of(part) for part in parts]
    match = matched([typed_of(whole) for whole in wholes], typed_parts)
    count = 0
    for at, typed in match.items():
        part = parts[next(n for n, each in enumerate(typed_parts) if each is typed)]
        if part.parent_id != wholes[at].pk:
            Target.objects.filter(pk=part.pk).update(parent=wholes[at])
            count += 1
    return count
