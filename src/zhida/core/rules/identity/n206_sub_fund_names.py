"""子项名称不一致: 同一通知对资金子项（××部分）只应有一种叫法。

Mentions of a known part of the fund that differ from the title's part.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import FundMention, Notice
from zhida.core.rules.law import BY_REGION_AND_PROJECT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N206",
    name="资金子项名称前后不一",
    severity=Severity.WARNING,
    explanation="一项资金分若干部分下达的，标题、正文、附件所写的部分应当一致；沿用旧名的也应统一。",
    basis=BY_REGION_AND_PROJECT,
    mend="按上级文件的名称统一；确为两个部分的，分别列明数额。",
    bad="标题：（医疗保障服务能力建设部分）；正文：（医疗保障服务能力提升部分见附件1）",
    good="标题、正文均为（医疗保障服务能力建设部分）",
)


@RULE.check
def sub_fund_names(notice: Notice) -> Iterator[Finding]:
    """One finding for each other part that the notice names."""
    if notice.sub_fund is None:
        return
    others: dict[str, list[FundMention]] = {}
    for mention in notice.funds:
        if mention.sub_fund is not None and mention.sub_fund != notice.sub_fund.value:
            others.setdefault(mention.sub_fund, []).append(mention)
    for name, mentions in others.items():
        yield RULE.finding(
            f"标题为“{notice.sub_fund.value}”，另有{len(mentions)}处写为“{name}”。",
            expected=notice.sub_fund.value,
            found=name,
            sources=(*(mention.source for mention in mentions), notice.sub_fund.source),
        )
