"""预警 alert: one thing that asks for an answer, with its colour and its figures."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum

from zhida.core.figures import Evidence


class Colour(StrEnum):
    """颜色: how pressing an alert is, the worst first; grey where too little is known to tell."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    BLUE = "blue"
    GREY = "grey"

    @property
    def rank(self) -> int:
        """0 for RED … 4 for GREY."""
        return list(Colour).index(self)

    @property
    def label(self) -> str:
        """The Chinese word: 红, 橙, 黄, 蓝, 灰."""
        return "红橙黄蓝灰"[self.rank]


@dataclass(frozen=True, slots=True)
class Alert:
    """预警: what a rule found on a day.

    `holder` and `region` are codes; `subject` is the line or the payment that it is
    about, `period` the time ("2025", "2025-12"): with the rule they are its identity.
    `measure` is in the rule's unit (days over the limit, percentage points), None where
    it can't be told. `expected` and `found` are words with their figures; `since` is the
    day from which the time runs, `days` how long that is. `status` is "local" or
    "recalled" where a threshold rests on no published source, else "attested".
    """

    rule: str
    colour: Colour
    holder: str
    holder_name: str
    region: str
    subject: Evidence
    period: str
    sentence: str
    fen: int
    expected: str
    found: str
    measure: int | None
    since: datetime.date | None
    days: int | None
    basis: str
    mend: str
    status: str
    line: str = ""
    evidence: tuple[Evidence, ...] = field(default=())

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """标识: the same matter is raised once, however often the rules are run."""
        return self.rule, self.subject.kind, self.subject.key, self.period
