"""依据文件年度与标题不一致: 上级下达文件标题的年度应当与本通知一致。

The year in the title of the upstream notice, where it names exactly one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Status
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N204",
    name="依据文件年度与标题不一致",
    severity=Severity.WARNING,
    explanation="所依据的上级下达文件标题中的资金年度，应当与本通知标题的预算年度一致。",
    basis=FIGURES_EXACT,
    mend="核对引用的上级文件，改正标题、文号或本通知的年度。",
    bad="标题2023年；根据《关于提前下达2022年……的通知》",
    good="标题2023年；根据《关于提前下达2023年……的通知》",
)

_YEAR = re.compile(r"(20\d\d)\s*年")


@RULE.check
def year_of_basis(notice: Notice) -> Iterator[Finding]:
    """A finding for each upstream notice of another year; settlements look back."""
    year = notice.budget_year
    if year is None or (notice.status and notice.status.value is Status.SETTLEMENT):
        return
    for basis in notice.basis:
        years = {int(found) for found in _YEAR.findall(basis.title)}
        if basis.upstream and len(years) == 1 and year.value not in years:
            other = years.pop()
            yield RULE.finding(
                f"标题为{year.value}年，所依据的《{basis.title}》为{other}年。",
                expected=year.value,
                found=other,
                sources=(basis.source, year.source),
            )
