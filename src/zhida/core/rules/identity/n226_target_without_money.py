"""绩效表范围没有分配数: 绩效目标表所属单位应当在分配表中有数。

Performance tables whose place is below the issuer and receives nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import TARGETS_WITH_MONEY
from zhida.core.rules.places import covers, home, recipients
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import filled, name_of

RULE = Rule(
    code="N226",
    name="绩效目标表所属单位没有分配数",
    severity=Severity.WARNING,
    explanation="随文下达的绩效目标表，其所属地区或单位应当在分配表中得到资金。",
    basis=TARGETS_WITH_MONEY,
    mend="核对分配表是否漏列，或删去多余的绩效目标表。",
    bad="附有丙县绩效目标表；分配表只列甲县、乙县",
    good="附有甲县、乙县绩效目标表；分配表列甲县、乙县",
)


@RULE.check
def target_without_money(notice: Notice) -> Iterator[Finding]:
    """A finding for each such table; silent if a recipient's place is unknown."""
    here = home(notice)
    rows = list(recipients(notice))
    regions = [row.region for row in rows if row.region is not None]
    if here is None or not rows or len(regions) < len(rows):
        return
    for table in filled(notice):
        if table.region is None or table.region.level <= here.level:
            continue
        if not any(covers(table.region, region) for region in regions if region != here):
            yield RULE.finding(
                f"{name_of(table)}所属的{table.region.name}在分配表中没有分配数。",
                found=table.region.name,
                sources=(table.source, *(each.source for each in notice.allocation)),
            )
