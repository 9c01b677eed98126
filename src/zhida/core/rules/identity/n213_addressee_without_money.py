"""主送地区没有分配数: 列为主送机关的下级地区应当在分配表中有数。

Addressed regions that no row of the allocation is for.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import ADDRESSEES
from zhida.core.rules.places import covers, home, is_collective, recipients, region_of
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N213",
    name="主送地区没有分配数",
    severity=Severity.WARNING,
    explanation="列为主送机关的下级地区，应当在分配表中得到资金。",
    basis=ADDRESSEES,
    mend="补列该地区的分配数，或从主送机关中删去。",
    bad="主送甲县、乙县财政局；分配表只列甲县",
    good="主送甲县、乙县财政局；分配表列甲县、乙县",
)


@RULE.check
def addressee_without_money(notice: Notice) -> Iterator[Finding]:
    """One finding for all addressed regions without a row; silent if a row's place is unknown."""
    here = home(notice)
    rows = list(recipients(notice))
    regions = [row.region for row in rows if row.region is not None]
    if here is None or not rows or len(regions) < len(rows):
        return
    idle = []
    for addressee in notice.addressees:
        region = None if is_collective(addressee) else region_of(addressee.value, here)
        if region is None or region.level <= here.level:
            continue
        if not any(covers(region, other) for other in regions if other.code != here.code):
            idle.append(addressee)
    if idle:
        names = "、".join(each.value for each in idle)
        yield RULE.finding(
            f"主送机关{names}在分配表中没有分配数。",
            expected=names,
            found="无分配数",
            sources=(*(each.source for each in idle), *(t.source for t in notice.allocation)),
        )
