"""到期日逢节假日: 报送截止日不是工作日。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.calendar import is_workday, roll_to_workday
from zhida.core.findings import Finding, Severity
from zhida.core.notice import DeadlineKind, Notice
from zhida.core.rules.deadlines.duties import written
from zhida.core.rules.law import HOLIDAYS
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N601",
    name="到期日不是工作日",
    severity=Severity.WARNING,
    explanation="写明日期的截止日逢周末或节假日，收发双方都不上班；是提前还是顺延应当写明。",
    basis=HOLIDAYS,
    mend="改为前一工作日，或写明逢节假日顺延。",
    bad="于2022年10月1日前报送（国庆节）",
    good="于2022年9月30日前报送",
)

_DATED = (DeadlineKind.ABSOLUTE, DeadlineKind.AFTER_EVENT)


@RULE.check
def due_on_day_off(notice: Notice) -> Iterator[Finding]:
    """One finding for each duty due on a day on which offices are shut."""
    for duty in notice.obligations:
        day = duty.due.date
        if day is None or duty.due.kind not in _DATED or is_workday(day) is not False:
            continue
        before = roll_to_workday(day, backward=True)
        after = roll_to_workday(day)
        either = [written(each) for each in (before, after) if each is not None]
        yield RULE.finding(
            f"“{duty.what}”应于{written(day)}前完成，该日不是工作日；"
            f"前后的工作日为{'、'.join(either)}。",
            expected=before.isoformat() if before is not None else None,
            found=day.isoformat(),
            sources=(duty.source,),
        )
