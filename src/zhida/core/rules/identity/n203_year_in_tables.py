"""表内年度与标题不一致: 分配表、绩效目标表注明的年度应当与标题一致。

Years that allocation and performance tables print above themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.identity.years import strays
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N203",
    name="表内年度与标题不一致",
    severity=Severity.ERROR,
    explanation="绩效目标表、分配表等表内注明的年度，应当与通知标题的预算年度一致。",
    basis=FIGURES_EXACT,
    mend="改正表内年度；绩效目标确属上年结转资金的，另行说明。",
    bad="通知标题2023年；绩效目标表：（2022年度）",
    good="通知标题2023年；绩效目标表：（2023年度）",
)


@RULE.check
def year_in_tables(notice: Notice) -> Iterator[Finding]:
    """A finding for each other year inside the tables."""
    year = notice.budget_year
    for stray in strays(notice, "table", "target"):
        if year is not None:
            yield RULE.finding(
                f"标题为{year.value}年，表内写为{stray.year}年（{len(stray.sources)}处）。",
                expected=year.value,
                found=stray.year,
                sources=(*stray.sources, year.source),
                severity=Severity.WARNING if stray.doubtful else RULE.severity,
            )
