"""同一事项两个期限: 同一份材料的报送期限应当一致。"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from zhida.core.findings import Finding, Severity
from zhida.core.notice import DeadlineKind, Notice, Obligation
from zhida.core.rules.deadlines.duties import is_filing, item_of
from zhida.core.rules.law import DEADLINES_CLEAR
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N607",
    name="同一材料两个期限",
    severity=Severity.ERROR,
    explanation="正文与附表、或正文前后对同一份材料给出不同的报送期限。",
    basis=DEADLINES_CLEAR,
    mend="统一期限；确为两次报送的，分别命名。",
    bad="第三条：3月10日前报送使用情况；附表：3月20日前报送使用情况",
    good="正文与附表均为：3月10日前报送使用情况",
)

_DATED = (DeadlineKind.ABSOLUTE, DeadlineKind.IN_PERIOD)


@RULE.check
def two_dates(notice: Notice) -> Iterator[Finding]:
    """One finding for each pair of statements on one report that can't both hold."""
    filings = [duty for duty in notice.obligations if is_filing(duty)]
    for one, other in combinations(filings, 2):
        if item_of(one) and item_of(one) == item_of(other) and _conflict(one, other):
            yield RULE.finding(
                f"“{item_of(one)}”有两个报送期限：“{one.due.text}”和“{other.due.text}”。",
                expected=one.due.text,
                found=other.due.text,
                sources=(one.source, other.source),
            )


def _conflict(one: Obligation, other: Obligation) -> bool:
    """Whether who and to whom may be the same, and the days can't be."""
    if _differ(one.who, other.who) or _differ(one.to_whom, other.to_whom):
        return False
    if one.due.kind in _DATED and other.due.kind in _DATED:
        return None not in (one.due.date, other.due.date) and one.due.date != other.due.date
    if one.due.kind is other.due.kind is DeadlineKind.RECURRING:
        return bool(one.due.recurrence and other.due.recurrence) and (
            one.due.recurrence != other.due.recurrence
        )
    if one.due.kind is other.due.kind is DeadlineKind.AFTER_EVENT:
        return one.due.event == other.due.event and one.due.days != other.due.days
    return False


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other
