"""没有成文日期: 通知应当署明成文日期。

Notices with neither a day of signing nor one of printing.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import DATE_OF_SIGNING
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N221",
    name="没有成文日期",
    severity=Severity.WARNING,
    explanation="通知应当署明成文日期；只有印发日期的，时限按印发日期推算，提请核对。",
    basis=DATE_OF_SIGNING,
    mend="补署成文日期。",
    bad="落款只有机关名称，也没有印发日期",
    good="落款署2023年2月8日",
)


@RULE.check
def no_date(notice: Notice) -> Iterator[Finding]:
    """One finding where no day is known, a hint where only the printing day is."""
    if notice.title is None or notice.signed is not None:
        return
    if notice.date is None and notice.printed is None:
        yield RULE.finding(
            "通知没有成文日期，也没有印发日期。",
            found="无日期",
            sources=(notice.title.source,),
        )
    elif notice.printed is not None:
        day = notice.printed.value
        yield RULE.finding(
            f"通知没有成文日期，只有印发日期{day.year}年{day.month}月{day.day}日。",
            found=day.isoformat(),
            sources=(notice.printed.source,),
            severity=Severity.HINT,
        )
