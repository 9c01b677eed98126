"""地名用简称: 收款单位和绩效表应当用地区全称。

Places printed by a local short name that is no part of the official one.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.regions import Region, find
from zhida.core.regions.names import short
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.places import home, named, place_of
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N214",
    name="地名使用简称",
    severity=Severity.HINT,
    explanation="分配表、绩效目标表中的地区应当用区划全称；俗称、简称（如沙区）不利于与系统中的区划对应。",
    basis=FIGURES_EXACT,
    mend="改用区划全称。",
    bad="预算单位：沙区医保局",
    good="预算单位：沙依巴克区医疗保障局",
)


@RULE.check
def short_place_names(notice: Notice) -> Iterator[Finding]:
    """One finding for all places under names that their official ones don't contain."""
    here = home(notice)
    within = here.code if here else None
    shorts: dict[str, tuple[Region, list[str]]] = {}
    sources = []
    for each in named(notice):
        place = place_of(each.name)
        region = find(place, within)
        if region is None or not _is_nickname(place, region):
            continue
        shorts.setdefault(place, (region, []))[1].append(each.part)
        sources.append(each.source)
    if shorts:
        words = "、".join(f"“{place}”（{region.name}）" for place, (region, _) in shorts.items())
        parts = "、".join(dict.fromkeys(p for _, found in shorts.values() for p in found))
        yield RULE.finding(
            f"{parts}中地名使用简称：{words}。",
            expected="、".join(region.name for region, _ in shorts.values()),
            found="、".join(shorts),
            sources=tuple(dict.fromkeys(sources)),
        )


def _is_nickname(place: str, region: Region) -> bool:
    """A name of two or three characters that skips some of the official name's."""
    known = (region.name, short(region.name), region.full_name)
    return (
        len(place) <= 3
        and len(region.code) == 6
        and not any(place in name for name in known)
        and place[0] == region.name[0]
    )
