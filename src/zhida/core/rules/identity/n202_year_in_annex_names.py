"""附件名称年度与标题不一致: 附件说明和附件标题的年度应当与标题一致。

Years in the list of annexes and in the annexes' own titles.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.identity.years import strays
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N202",
    name="附件名称年度与标题不一致",
    severity=Severity.ERROR,
    explanation="附件说明、附件标题中的年度，应当与通知标题的预算年度一致。",
    basis=FIGURES_EXACT,
    mend="改正附件说明或附件标题的年度；沿用往年表样的，逐处更新。",
    bad="通知标题2023年；附件1标题：下达2022年……资金表",
    good="通知标题2023年；附件1标题：下达2023年……资金表",
)


@RULE.check
def year_in_annex_names(notice: Notice) -> Iterator[Finding]:
    """A finding for each other year in the names of annexes."""
    year = notice.budget_year
    for stray in strays(notice, "attachment_list", "annex_title"):
        if year is not None:
            yield RULE.finding(
                f"标题为{year.value}年，附件名称写为{stray.year}年（{len(stray.sources)}处）。",
                expected=year.value,
                found=stray.year,
                sources=(*stray.sources, year.source),
                severity=Severity.WARNING if stray.doubtful else RULE.severity,
            )
