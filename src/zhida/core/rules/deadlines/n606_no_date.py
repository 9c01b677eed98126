"""没有报送时间: 要求报送的，应当写明期限。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import DeadlineKind, Notice
from zhida.core.rules.deadlines.duties import is_filing, same_item
from zhida.core.rules.law import DEADLINES_CLEAR
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N606",
    name="没有写明报送期限",
    severity=Severity.HINT,
    explanation="只写“及时报送”“按要求报送”，没有日期，逾期无从认定；附表说明另有期限的除外。",
    basis=DEADLINES_CLEAR,
    mend="写明具体日期或周期。",
    bad="及时报送资金使用情况反馈单",
    good="于每月月末前报送资金使用情况反馈单",
)


@RULE.check
def no_date(notice: Notice) -> Iterator[Finding]:
    """One hint for each filing that no statement of the notice gives a day."""
    for duty in notice.obligations:
        if duty.due.kind is not DeadlineKind.UNSTATED or not is_filing(duty):
            continue
        dated = [o for o in notice.obligations if o.due.kind is not DeadlineKind.UNSTATED]
        if any(same_item(duty, other) for other in dated):
            continue
        yield RULE.finding(
            f"“{duty.what}”没有写明期限（只写“{duty.due.text}”）。"
            if duty.due.text
            else f"“{duty.what}”没有写明期限。",
            found=duty.due.text or None,
            sources=(duty.source,),
        )
