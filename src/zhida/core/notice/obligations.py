"""时限义务 obligations: who owes what to whom by when."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from zhida.core.provenance import Source


class DeadlineKind(StrEnum):
    """时限类型: how the due date is stated."""

    ABSOLUTE = "absolute"  # 2022年2月9日前
    AFTER_EVENT = "after_event"  # 收到文件后3日内
    IN_PERIOD = "in_period"  # 10月前, 年底前: a point of the budget year
    RECURRING = "recurring"  # 每季度后次月8日前, 每月月末之前
    UNSTATED = "unstated"  # 及时, 按要求


@dataclass(frozen=True, slots=True)
class Deadline:
    """时限: the due date as stated, and as a day where it can be resolved.

    `date` is the last day on which filing is in time (X日前 includes the X-th
    unless the words exclude it), before any shift for holidays. It is None for
    RECURRING, and for AFTER_EVENT while the event's day is unknown.
    `event` is the trigger's word (收到文件), `days` the distance, `working` true
    for 工作日. `recurrence` is "monthly", "quarterly", "yearly" or None.
    """

    kind: DeadlineKind
    text: str
    date: datetime.date | None = None
    event: str | None = None
    days: int | None = None
    working: bool = False
    recurrence: str | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """义务: one duty that the notice, a form's note or an indicator states."""

    who: str | None
    what: str
    to_whom: str | None
    due: Deadline
    consequence: str | None
    source: Source
