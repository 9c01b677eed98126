"""任务 duty: one thing that one agency owes another by a day; what became of it."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum

from zhida.core.provenance import Source


class DutyState(StrEnum):
    """状态: how far a duty has come. Only the first, second and OVERDUE depend on the day."""

    UPCOMING = "upcoming"  # 未到期
    DUE = "due"  # 临近到期
    OVERDUE = "overdue"  # 逾期
    FILED = "filed"  # 已报送
    ACCEPTED = "accepted"  # 已接收
    SENT_BACK = "sent_back"  # 已退回
    WAIVED = "waived"  # 已免除

    @property
    def label(self) -> str:
        """The Chinese word."""
        return _LABELS[self]


_LABELS = {
    DutyState.UPCOMING: "未到期",
    DutyState.DUE: "临近到期",
    DutyState.OVERDUE: "逾期",
    DutyState.FILED: "已报送",
    DutyState.ACCEPTED: "已接收",
    DutyState.SENT_BACK: "已退回",
    DutyState.WAIVED: "已免除",
}


@dataclass(frozen=True, slots=True)
class Duty:
    """任务: what `owner` (an agency's code) owes `receiver` ("" where none is told).

    `rule` is the code of the standing rule or "notice"; `form` the kind of form to be
    filed ("" where it is an act such as 挂接); `period` says for which time ("2025-03",
    "2025Q1", "2025", "" where it comes once). `due` is the last day in time on the
    working-day calendar, None where `unknown` says why ("工作日历未知", "收文日期未知").
    `basis` is the clause, `source` where it was printed; `note` is what to know of the
    due day (moved from a day off, or on one and not moved).
    """

    owner: str
    receiver: str
    rule: str
    what: str
    due: datetime.date | None
    unknown: str = ""
    form: str = ""
    period: str = ""
    document: str = ""
    year: int | None = None
    basis: str = ""
    consequence: str = ""
    source: Source | None = None
    note: str = ""

    @property
    def identity(self) -> tuple[str, str, str, str, str]:
        """标识: the same duty is born once, however often its notice is read."""
        return self.owner, self.document, self.rule, self.what, self.period

    @property
    def key(self) -> str:
        """标识码: the identity in 64 hex digits.

        >>> Duty("a", "", "notice", "报送", None).key == Duty("a", "b", "notice", "报送", None).key
        True
        """
        said = json.dumps(self.identity, ensure_ascii=False).encode()
        return hashlib.sha256(said).hexdigest()
