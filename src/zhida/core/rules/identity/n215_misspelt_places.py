"""地名误写: 地区名称应当与行政区划名称一致。

Names that are one confusable character away from a place of the issuer's.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.provenance import Source
from zhida.core.regions import Region, misspelt
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.places import home, named, place_of
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N215",
    name="地名误写",
    severity=Severity.ERROR,
    explanation="主送机关、分配表、绩效目标表中的地名，应当与行政区划名称一致。",
    basis=FIGURES_EXACT,
    mend="改正地名，并检查系统中的收款单位名称。",
    bad="达板城区",
    good="达坂城区",
)

_KINDS = ("省", "市", "州", "盟", "区", "县", "旗")


@RULE.check
def misspelt_places(notice: Notice) -> Iterator[Finding]:
    """A finding for each wrong name, with all its places."""
    here = home(notice)
    wrong: dict[str, tuple[Region, str, list[Source]]] = {}
    for each in named(notice):
        place = place_of(each.name)
        region = misspelt(place, here.code if here else None) if place.endswith(_KINDS) else None
        if region is not None:
            wrong.setdefault(place, (region, each.part, []))[2].append(each.source)
    for place, (region, part, sources) in wrong.items():
        yield RULE.finding(
            f"{part}“{place}”应为“{region.name}”。",
            expected=region.name,
            found=place,
            sources=tuple(dict.fromkeys(sources)),
        )
