"""科目年度与预算年度不符: 应当使用预算年度当年的政府收支分类科目。

The year that the notice names for the classification, against its budget year.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Status
from zhida.core.provenance import Source
from zhida.core.rules.law import CLASSIFICATION
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N319",
    name="政府收支分类科目年度与预算年度不符",
    severity=Severity.ERROR,
    explanation="通知所引用的《政府收支分类科目》年度，应当是资金的预算年度。",
    basis=CLASSIFICATION,
    mend="改为预算年度的科目，并核对当年科目有无变化。",
    bad="2023年资金：收入列2022年政府收支分类科目",
    good="2023年资金：收入列2023年政府收支分类科目",
)


@RULE.check
def year_of_classification(notice: Notice) -> Iterator[Finding]:
    """A finding for each other year of the classification."""
    year = notice.budget_year
    if year is None or _settles(notice):
        return
    others: dict[int, list[Source]] = {}
    for statement in notice.codes:
        if statement.year is not None and statement.year != year.value:
            others.setdefault(statement.year, []).append(statement.source)
    for mention in notice.years:
        if mention.role == "codes" and mention.year != year.value:
            others.setdefault(mention.year, []).append(mention.source)
    for other, sources in others.items():
        yield RULE.finding(
            f"预算年度为{year.value}年，所列的是{other}年政府收支分类科目。",
            expected=year.value,
            found=other,
            sources=(*dict.fromkeys(sources), year.source),
        )


def _settles(notice: Notice) -> bool:
    """Settling an earlier year is paid from the budget of the year in which it is done."""
    return notice.status is not None and notice.status.value is Status.SETTLEMENT
