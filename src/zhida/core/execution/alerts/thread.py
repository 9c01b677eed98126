"""问询答复 thread: what people do about an alert: inquiry → reply → opinion → closed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zhida.core.ledger.errors import LedgerError


class ThreadState(StrEnum):
    """预警状态: how far an alert has come. It lapses by itself only before anybody has asked."""

    RAISED = "raised"  # 待问询
    INQUIRED = "inquired"  # 已问询
    REPLIED = "replied"  # 已答复
    OPINED = "opined"  # 已出意见
    CLOSED = "closed"  # 已办结
    LAPSED = "lapsed"  # 已消除

    @property
    def label(self) -> str:
        """The Chinese word."""
        return _LABELS[self]


_LABELS = {
    ThreadState.RAISED: "待问询",
    ThreadState.INQUIRED: "已问询",
    ThreadState.REPLIED: "已答复",
    ThreadState.OPINED: "已出意见",
    ThreadState.CLOSED: "已办结",
    ThreadState.LAPSED: "已消除",
}
OVER = frozenset({ThreadState.CLOSED, ThreadState.LAPSED})
"""了结: nothing more is asked of anybody."""


@dataclass(frozen=True, slots=True)
class ThreadStep:
    """办理步骤: an act upon an alert, the permission that it needs, from which states, to which."""

    verb: str
    label: str
    permission: str
    before: frozenset[ThreadState]
    after: ThreadState


def _step(
    verb: str, label: str, before: set[ThreadState], after: ThreadState, permission: str = ""
) -> tuple[str, ThreadStep]:
    return verb, ThreadStep(verb, label, permission or verb, frozenset(before), after)


_ASKED = {ThreadState.RAISED, ThreadState.REPLIED, ThreadState.OPINED}
STEPS = dict(
    (
        _step("inquire", "问询", _ASKED, ThreadState.INQUIRED),
        _step("reply", "答复", {ThreadState.INQUIRED}, ThreadState.REPLIED),
        _step("opine", "出具意见", {ThreadState.REPLIED}, ThreadState.OPINED),
        _step("close", "办结", {ThreadState.OPINED}, ThreadState.CLOSED, "close_alert"),
    )
)


def following(verb: str, state: ThreadState) -> ThreadState:
    """下一状态: the state that an act leads to.

    Raises `LedgerError` where the alert isn't in a state for it.

    >>> following("inquire", ThreadState.RAISED).label
    '已问询'
    >>> following("close", ThreadState.REPLIED)
    Traceback (most recent call last):
      ...
    zhida.core.ledger.errors.LedgerError: 预警为“已答复”，不能办结。先要到“已出意见”
    """
    step = STEPS[verb]
    if state is ThreadState.CLOSED and state not in step.before:
        raise LedgerError(
            f"预警为“{state.label}”，不能再{step.label}，经过见这条预警的往来（执行—预警，或 zhida alerts show）"
        )
    if state not in step.before:
        wanted = "”或“".join(each.label for each in ThreadState if each in step.before)
        raise LedgerError(f"预警为“{state.label}”，不能{step.label}。先要到“{wanted}”")
    return step.after
