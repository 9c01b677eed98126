"""资金名称不一致: 正文、附件、绩效表所说的资金应当与标题是同一项。

Every mention of a known fund against the fund of the title.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import FundMention, Notice
from zhida.core.rules.law import BY_REGION_AND_PROJECT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N205",
    name="资金名称与标题不一致",
    severity=Severity.ERROR,
    explanation="附件说明、附件标题、表内项目名称所指的资金，应当与通知标题下达的资金是同一项。",
    basis=BY_REGION_AND_PROJECT,
    mend="改正名称；多为套用其他资金的文稿或表样所致。",
    bad="标题下达医疗服务与保障能力提升补助资金；附件1名为“医疗救助补助资金分配表”",
    good="标题与附件1均为医疗服务与保障能力提升补助资金",
)

_PARTS = {
    "body": "正文",
    "attachment_list": "附件说明",
    "annex_title": "附件标题",
    "table": "表内",
    "target": "绩效目标表",
    "codes": "科目说明",
    "flag": "标识说明",
}


@RULE.check
def fund_names(notice: Notice) -> Iterator[Finding]:
    """A finding for each other fund that some part of the notice names."""
    if notice.fund is None:
        return
    others: dict[tuple[str, str], list[FundMention]] = {}
    for mention in notice.funds:
        known = mention.fund is not None and mention.fund != notice.fund.value
        if known and mention.role in _PARTS:
            others.setdefault((mention.role, mention.printed), []).append(mention)
    for (role, printed), mentions in others.items():
        fund = mentions[0].fund
        also = f"（{fund}）" if fund != printed else ""
        yield RULE.finding(
            f"标题下达的是{notice.fund.value}，{_PARTS[role]}写为“{printed}”{also}。",
            expected=notice.fund.value,
            found=fund,
            sources=(*(mention.source for mention in mentions), notice.fund.source),
        )
