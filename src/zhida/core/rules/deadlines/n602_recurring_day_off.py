"""例行报送日逢节假日: 按月、按季报送的日期中有的不是工作日。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.calendar import is_workday
from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.deadlines.duties import occurrences, written
from zhida.core.rules.law import HOLIDAYS
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N602",
    name="例行报送日有的不是工作日",
    severity=Severity.HINT,
    explanation="按月、按季报送的截止日在本预算年度内有逢周末或节假日的，逐一列出，以便提前安排。",
    basis=HOLIDAYS,
    mend="写明“逢节假日顺延”，或按列出的日期提前报送。",
    bad="每季度后次月8日前报送（其中2023年1月8日是星期日）",
    good="每季度后次月8日前报送，逢节假日顺延",
)

_SAYS_SO = "顺延"


@RULE.check
def recurring_day_off(notice: Notice) -> Iterator[Finding]:
    """One hint for each recurring report, with the days of the year that are not worked."""
    for duty in notice.obligations:
        days = occurrences(duty, notice)
        off = [day for day in days if is_workday(day) is False]
        if not off or _SAYS_SO in duty.due.text + duty.what:
            continue
        yield RULE.finding(
            f"“{duty.what}”（{duty.due.text}）在本年度有{len(days)}次，"
            f"其中{len(off)}次不是工作日：{'、'.join(map(written, off))}。",
            found=len(off),
            sources=(duty.source,),
        )
