"""对象 about: what permission needs to know of a thing, read from the region it belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from zhida.platform.access.policy import Subject
from zhida.platform.regions.models import Reach


def about(region: str, drafters: Iterable[str] = ()) -> Subject:
    """对象: a thing of a region (its code), with the names of those who drafted it."""
    above = Reach.objects.filter(descendant_id=region).values_list("ancestor_id", flat=True)
    return Subject(region, frozenset(above), frozenset(drafters))
