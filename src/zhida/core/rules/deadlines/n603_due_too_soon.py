"""时限无法办到: 截止日在成文日期之前、当日或次日。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.parameters import ParameterError, parameter
from zhida.core.rules.deadlines.duties import written
from zhida.core.rules.law import DEADLINES_CLEAR
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N603",
    name="时限无法办到",
    severity=Severity.ERROR,
    explanation="截止日不晚于成文日期的，收文时已经过期；次日到期的，扣除文件运转实际无法办理，作警告。",
    basis=DEADLINES_CLEAR,
    mend="按收文后合理的工作日重新确定截止日；确为上级要求的，写明已先期通知。",
    bad="2022年2月8日成文：于2022年2月9日前报送",
    good="2022年2月8日成文：于2022年2月18日前报送",
)


@RULE.check
def due_too_soon(notice: Notice) -> Iterator[Finding]:
    """One finding for each day that is over or all but over when the notice is signed."""
    signed = notice.signed or notice.date
    if signed is None:
        return
    try:
        fewest = parameter("fewest_days_to_file", signed.value).value
    except ParameterError:
        return
    for duty in notice.obligations:
        if duty.due.date is None:
            continue
        left = (duty.due.date - signed.value).days
        if left > fewest or (left < 0 and str(duty.due.date.year) not in duty.due.text):
            continue  # a past day whose year isn't printed may belong to the next year
        when = "已过期" if left < 0 else "当日到期" if left == 0 else f"只有{left}天"
        yield RULE.finding(
            f"“{duty.what}”应于{written(duty.due.date)}前完成，文件{written(signed.value)}成文，{when}。",
            expected=f"晚于{written(signed.value)}{fewest}天以上",
            found=duty.due.date.isoformat(),
            difference=left,
            sources=(duty.source, signed.source),
            severity=Severity.WARNING if left > 0 else None,
        )
