"""收款地区不在区划表中: 名称像是县区而在区划表中查不到。

Recipients that end like a county or district but are none of the known ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.regions import misspelt
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.places import home, recipients
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N225",
    name="收款地区不在区划表中",
    severity=Severity.HINT,
    explanation="收款单位的名称像是县（市、区），而本系统的区划表中没有；可能是名称写错或区划已调整。",
    basis=FIGURES_EXACT,
    mend="核对名称；确有此地的，请补充区划表。",
    bad="某市分配表列“新桥县”，该市没有这个县",
    good="某市分配表所列县区均在区划表中",
)

_KINDS = ("县", "区", "市", "旗")
_NO_PLACES = ("新区", "园区", "开发区", "管理区", "示范区", "合作区", "保税区", "社区", "灌区", "院区",
              "经济区", "试验区", "景区", "度假区", "高新区", "经开区", "矿区", "林区", "垦区")  # fmt: skip


@RULE.check
def unknown_place(notice: Notice) -> Iterator[Finding]:
    """One finding for all such recipients, where most others are known."""
    here = home(notice)
    rows = list(recipients(notice))
    known = sum(row.region is not None for row in rows)
    if here is None or 2 * known <= len(rows):
        return
    strange = [
        row
        for row in rows
        if row.region is None
        and row.recipient.endswith(_KINDS)
        and not row.recipient.endswith(_NO_PLACES)
        and misspelt(row.recipient, here.code) is None
    ]
    if strange:
        names = "、".join(row.recipient for row in strange)
        yield RULE.finding(
            f"分配表中的{names}不在{here.name}的区划表中。",
            found=names,
            sources=tuple(row.source for row in strange),
        )
