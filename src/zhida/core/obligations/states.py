"""任务状态 states: how far a duty has come on a day, from what was filed and decided.

file → accept | send back → file again; waive, with a reason, at any time before
it is accepted. "Nothing to report" is a filing like any other. A filing after
the due day stays late, whatever becomes of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from zhida.core.obligations.calendar import first_reminder
from zhida.core.obligations.duty import DutyState


class Step(StrEnum):
    """办理: what may be done to a duty."""

    FILE = "file"  # 报送
    ACCEPT = "accept"  # 接收
    SEND_BACK = "send_back"  # 退回
    WAIVE = "waive"  # 免除

    @property
    def label(self) -> str:
        """The Chinese word."""
        return _LABELS[self]


_LABELS = {
    Step.FILE: "报送",
    Step.ACCEPT: "接收",
    Step.SEND_BACK: "退回",
    Step.WAIVE: "免除",
}
_AFTER = {
    Step.FILE: DutyState.FILED,
    Step.ACCEPT: DutyState.ACCEPTED,
    Step.SEND_BACK: DutyState.SENT_BACK,
    Step.WAIVE: DutyState.WAIVED,
}
_OPEN = frozenset({DutyState.UPCOMING, DutyState.DUE, DutyState.OVERDUE, DutyState.SENT_BACK})
_BEFORE = {
    Step.FILE: _OPEN,
    Step.ACCEPT: frozenset({DutyState.FILED}),
    Step.SEND_BACK: frozenset({DutyState.FILED}),
    Step.WAIVE: _OPEN | {DutyState.FILED},
}


class StepError(ValueError):
    """不能办理: the step doesn't follow. The message is a Chinese sentence with its mend."""


@dataclass(frozen=True, slots=True)
class Deed:
    """经过: one step, and the day on which it was done."""

    step: Step
    day: datetime.date


def state_on(due: datetime.date | None, deeds: Iterable[Deed], day: datetime.date) -> DutyState:
    """状态: on a day, from the steps done up to it, in their order.

    A duty sent back is SENT_BACK until its due day is over, then OVERDUE; one
    without a due day is never overdue.

    >>> due = datetime.date(2022, 4, 8)
    >>> state_on(due, (), datetime.date(2022, 4, 7)).label
    '临近到期'
    >>> state_on(due, [Deed(Step.FILE, due)], datetime.date(2022, 5, 1)).label
    '已报送'
    """
    last = None
    for each in deeds:
        if each.day <= day:
            last = each
    if last is not None and last.step is not Step.SEND_BACK:
        return _AFTER[last.step]
    if due is not None and day > due:
        return DutyState.OVERDUE
    if last is not None:
        return DutyState.SENT_BACK
    if due is None:
        return DutyState.UPCOMING
    near = first_reminder(due)
    return DutyState.DUE if near is not None and day >= near else DutyState.UPCOMING


def require_step(step: Step, state: DutyState) -> None:
    """可否办理: raises `StepError` where the step doesn't follow on the state.

    >>> require_step(Step.ACCEPT, DutyState.UPCOMING)
    Traceback (most recent call last):
      ...
    zhida.core.obligations.states.StepError: 任务“未到期”，不能接收；可办理：报送、免除
    """
    if state in _BEFORE[step]:
        return
    open_to = [each.label for each in Step if state in _BEFORE[each]]
    rest = f"可办理：{'、'.join(open_to)}" if open_to else "已办结，不能再办"
    raise StepError(f"任务“{state.label}”，不能{step.label}；{rest}")


def days_late(due: datetime.date | None, filed: datetime.date) -> int:
    """迟报天数: how many calendar days a filing came after the due day; 0 where in time.

    >>> days_late(datetime.date(2022, 4, 8), datetime.date(2022, 4, 11))
    3
    """
    return max(0, (filed - due).days) if due is not None else 0


def was_late(due: datetime.date | None, deeds: Iterable[Deed]) -> int:
    """迟报: how late the first filing that was not sent back came; 0 for in time or none."""
    filed: datetime.date | None = None
    for each in deeds:
        if each.step is Step.FILE:
            filed = each.day
        elif each.step is Step.SEND_BACK:
            filed = None
    return days_late(due, filed) if filed else 0
