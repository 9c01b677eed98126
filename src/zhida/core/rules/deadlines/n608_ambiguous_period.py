"""期限有歧义: “10月前”是9月30日前，还是10月底前。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.deadlines.duties import says_when
from zhida.core.rules.law import DEADLINES_CLEAR
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N608",
    name="期限有歧义",
    severity=Severity.HINT,
    explanation="“10月前”可以理解为10月1日以前，也可以理解为10月底以前，相差一个月。",
    basis=DEADLINES_CLEAR,
    mend="写明日期，如“9月30日前”或“10月31日前”。",
    bad="于10月前报送自评报告",
    good="于10月31日前报送自评报告",
)

_MONTH_ONLY = re.compile(r"(?<!\d)(1[0-2]|[1-9])月份?(?:之前|以前|前)")


@RULE.check
def ambiguous_period(notice: Notice) -> Iterator[Finding]:
    """One hint for each deadline that names a month and no day."""
    for duty in notice.obligations:
        found = _MONTH_ONLY.search(says_when(duty.due.text))
        if found is None:
            continue
        month = int(found[1])
        yield RULE.finding(
            f"“{duty.what}”的期限“{duty.due.text}”有歧义：是{month}月1日以前，还是{month}月底以前。",
            found=duty.due.text,
            sources=(duty.source,),
        )
