"""同一指标 matching: which indicator of a part is that of the whole, under whatever name."""

from __future__ import annotations

from collections.abc import Sequence

from zhida.core.performance.indicators import TypedIndicator
from zhida.core.performance.metrics.dictionary import metric_of
from zhida.core.rules.performance.names import bare_name
from zhida.core.rules.performance.wordings import wording

_PERSONS = ("人", "人次")


def matched(
    wholes: Sequence[TypedIndicator], parts: Sequence[TypedIndicator]
) -> dict[int, TypedIndicator]:
    """对应: for the index of an indicator of the whole the one of the part that is the same.

    First by name, then by the thing counted (住院救助人数 and 住院救助人次: one thing in two
    units), then by the metric behind both names where it stands once on either side.
    No indicator of the part is given to two of the whole.
    """
    found: dict[int, TypedIndicator] = {}
    left = list(parts)
    for key in (_by_name, _by_thing, _by_metric):
        for at, whole in enumerate(wholes):
            name = key(whole)
            if at in found or not name:
                continue
            rivals = [n for n, each in enumerate(wholes) if n not in found and key(each) == name]
            same = [each for each in left if key(each) == name]
            if same and (key is _by_name or (len(same) == 1 and len(rivals) == 1)):
                found[at] = same[0]
                left.remove(same[0])
    return found


def _by_name(indicator: TypedIndicator) -> str:
    return bare_name(indicator.name)


def _by_thing(indicator: TypedIndicator) -> str:
    words = wording(indicator.name)
    if words is None or words.unit not in _PERSONS:
        return ""
    return bare_name(indicator.name).removesuffix(words.text)


def _by_metric(indicator: TypedIndicator) -> str:
    found = metric_of(indicator.name)
    return found.code if found else ""
