"""方案状态 states: the steps of a plan from draft to booked, and who may take each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zhida.core.allocation.margins import AllocationError


class State(StrEnum):
    """方案状态."""

    DRAFT = "draft"  # 起草
    SUBMITTED = "submitted"  # 送审
    SENT_BACK = "sent_back"  # 退回
    APPROVED = "approved"  # 审定
    SIGNING = "signing"  # 待签发: money reserved, documents made
    SIGNED = "signed"  # 已签发: number and date have come back
    BOOKED = "booked"  # 已下达
    WITHDRAWN = "withdrawn"  # 撤回

    @property
    def label(self) -> str:
        """The Chinese word for the state."""
        return _LABELS[self]


_LABELS = {
    State.DRAFT: "起草",
    State.SUBMITTED: "送审",
    State.SENT_BACK: "退回",
    State.APPROVED: "审定",
    State.SIGNING: "待签发",
    State.SIGNED: "已签发",
    State.BOOKED: "已下达",
    State.WITHDRAWN: "撤回",
}


@dataclass(frozen=True, slots=True)
class Step:
    """步骤: an act upon a plan: from which states, to which."""

    verb: str
    label: str
    before: frozenset[State]
    after: State


def _step(verb: str, label: str, before: set[State], after: State) -> tuple[str, Step]:
    return verb, Step(verb, label, frozenset(before), after)


OPEN = frozenset({State.DRAFT, State.SENT_BACK})
"""可以修改的状态: the figures of a plan may still change."""

STEPS = dict(
    (
        _step("submit", "送审", set(OPEN), State.SUBMITTED),
        _step("approve", "审定", {State.SUBMITTED}, State.APPROVED),
        _step("send_back", "退回", {State.SUBMITTED, State.APPROVED}, State.SENT_BACK),
        _step("send_out", "送签", {State.APPROVED}, State.SIGNING),
        _step("sign", "签发", {State.SIGNING}, State.SIGNED),
        _step("book", "下达", {State.SIGNED}, State.BOOKED),
        _step("withdraw", "撤回", set(State) - {State.BOOKED, State.WITHDRAWN}, State.WITHDRAWN),
    )
)


def after(verb: str, state: State) -> State:
    """下一状态: the state that an act leads to.

    Raises `AllocationError` where the plan is not in a state for it.

    >>> after("approve", State.SUBMITTED).label
    '审定'
    >>> after("book", State.DRAFT)
    Traceback (most recent call last):
      ...
    zhida.core.allocation.margins.AllocationError: 方案在“起草”，不能下达。先要到“已签发”
    """
    step = STEPS[verb]
    if state not in step.before:
        wanted = "”或“".join(each.label for each in State if each in step.before)
        raise AllocationError(f"方案在“{state.label}”，不能{step.label}。先要到“{wanted}”")
    return step.after
