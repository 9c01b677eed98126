"""提前下达过晚: 提前下达应当在预算年度开始之前。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Status
from zhida.core.rules.law import ADVANCE_NOTICE
from zhida.core.rules.regime.model import year_of
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N412",
    name="年度开始后才提前下达",
    severity=Severity.WARNING,
    explanation="提前下达是为了让下级把上级补助编入年初预算；预算年度已经开始，便不再是提前下达。",
    basis=ADVANCE_NOTICE,
    mend="核对预算年度和成文日期；年度已开始的，改为正式下达。",
    bad="2023年1月18日：关于提前下达2023年补助资金的通知",
    good="2022年12月7日：关于提前下达2023年补助资金的通知",
)


@RULE.check
def advance_after_year_began(notice: Notice) -> Iterator[Finding]:
    """One finding where an advance notice is dated in its budget year or later."""
    year = year_of(notice)
    if notice.status is None or notice.date is None or year is None:
        return
    day = notice.date.value
    if notice.status.value is not Status.ADVANCE or day.year < year:
        return
    yield RULE.finding(
        f"文件提前下达{year}年资金，日期为{day.year}年{day.month}月{day.day}日，预算年度已经开始。",
        expected=f"{year}年1月1日以前",
        found=day.isoformat(),
        sources=(notice.status.source, notice.date.source),
    )
