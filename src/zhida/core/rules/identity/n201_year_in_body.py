"""正文年度与标题不一致: 正文下达的资金年度应当与标题一致。

Years that the body says the money is for, against the title's year.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.identity.years import strays
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N201",
    name="正文年度与标题不一致",
    severity=Severity.ERROR,
    explanation="正文所说下达资金的年度，应当与标题的预算年度一致；涉及结算、结转的除外。",
    basis=FIGURES_EXACT,
    mend="以上级文件的预算年度为准，统一标题与正文。",
    bad="标题：关于下达2023年……的通知；正文：现下达2022年……",
    good="标题：关于下达2023年……的通知；正文：现下达2023年……",
)


@RULE.check
def year_in_body(notice: Notice) -> Iterator[Finding]:
    """A finding for each other year that the body names."""
    year = notice.budget_year
    for stray in strays(notice, "body"):
        if year is not None:
            yield RULE.finding(
                f"标题为{year.value}年，正文写为{stray.year}年（{len(stray.sources)}处）。",
                expected=year.value,
                found=stray.year,
                sources=(*stray.sources, year.source),
                severity=Severity.WARNING if stray.doubtful else RULE.severity,
            )
