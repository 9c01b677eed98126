"""可用条件已经成就: 预算年度已经开始的，不应当再写“待年度开始后使用”。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import ADVANCE_NOTICE
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N414",
    name="可用条件早已成就",
    severity=Severity.WARNING,
    explanation="文件写明待某预算年度开始后使用，而成文日期已在该年度之内，多为套用上年文件。",
    basis=ADVANCE_NOTICE,
    mend="核对年份；年度已开始的，删去该条件。",
    bad="2021年3月1日：待2021年预算年度开始后使用",
    good="2020年12月7日：待2021年预算年度开始后使用",
)

_YEAR_BEGINS = re.compile(r"(20\d\d)\s*年(?:预算)?年度开始")


@RULE.check
def condition_already_met(notice: Notice) -> Iterator[Finding]:
    """One finding where the condition's year has begun on the day of the notice."""
    if notice.availability is None or notice.date is None:
        return
    found = _YEAR_BEGINS.search(notice.availability.value)
    if found is None or notice.date.value.year < int(found[1]):
        return
    day = notice.date.value
    yield RULE.finding(
        f"文件写“待{found[1]}年预算年度开始后”使用，而日期为{day.year}年{day.month}月{day.day}日。",
        expected=f"早于{found[1]}年",
        found=day.isoformat(),
        sources=(notice.availability.source, notice.date.source),
    )
