"""到期日日历未知: 到期日所在年度的放假安排尚未收入。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.calendar import is_known, known_years
from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.deadlines.duties import written
from zhida.core.rules.law import HOLIDAYS
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N604",
    name="到期日所在年度日历未知",
    severity=Severity.HINT,
    explanation="放假安排每年十一月公布次年；到期日在已知日历之外的，不推算是否工作日。",
    basis=HOLIDAYS,
    mend="放假安排公布后更新日历，再核对到期日。",
    bad="于2099年3月31日前报送",
    good="于2023年3月31日前报送",
)


@RULE.check
def calendar_unknown(notice: Notice) -> Iterator[Finding]:
    """One hint for each due day outside the known calendar."""
    first, last = known_years()
    for duty in notice.obligations:
        day = duty.due.date
        if day is not None and not is_known(day):
            yield RULE.finding(
                f"“{duty.what}”应于{written(day)}前完成，日历只收到{first}至{last}年，不知是否工作日。",
                expected=f"{first}—{last}",
                found=day.isoformat(),
                sources=(duty.source,),
            )
