"""经办人的决定 answers: what a person has decided of a notice before it is booked."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from zhida.core.notice import FundingSource

LETTER = "正文"
"""The row of a mend that speaks of the total in the letter."""


@dataclass(frozen=True, slots=True)
class Mend:
    """改正: the amount that a cell ought to print, as a person has confirmed it.

    `row` is the recipient as printed, "合计" or "正文"; `column` the header, or
    "" where the row has one amount of money.
    """

    row: str
    column: str
    fen: int

    def __str__(self) -> str:
        from zhida.core.money import format_fen

        place = f"{self.row}/{self.column}" if self.column else self.row
        return f"{place}={format_fen(self.fen)}"


@dataclass(frozen=True, slots=True)
class Answers:
    """决定: every answer is one person's, and goes to the journal with the booking.

    `number` is the number to book under where the notice has no sound one: that
    of the notice that it is the same as, or the mark of a new one. `waived` are
    reasons by the code of the finding. `payees` are agency codes by the name of
    the recipient as printed. `from_outside` is the reason for taking money in
    as a first receipt though no notice of the level above is booked, "" for no.
    `upstream` is the number of the notice that the money came with.
    """

    number: str = ""
    waived: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    mends: tuple[Mend, ...] = ()
    payees: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    from_outside: str = ""
    upstream: str = ""
    year: int | None = None
    source: FundingSource | None = None
    fund: str = ""
    date: datetime.date | None = None

    def waives(self, code: str) -> bool:
        """Whether a finding of a code was set aside with a reason."""
        return bool(self.waived.get(code, "").strip())
