"""受监控指标 watched: what is known of a quota line on a day: where its money stands, when it moved.

The rules of alerts look at these values only; who gathers them (from a database, a test,
another system) doesn't matter to them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from zhida.core.execution.payments import Payment, PaymentKind
from zhida.core.execution.progress import Progress
from zhida.core.ledger.line import QuotaLine


@dataclass(frozen=True, slots=True)
class Passing:
    """已下达: what the holder passed on, to whom and by a paper of which day."""

    date: datetime.date
    fen: int
    to: str = ""


@dataclass(frozen=True, slots=True)
class WatchedLine:
    """受监控指标: one quota line as it stands on a day.

    `key` is the line's digest in hexadecimal. `holder_kind` is "finance",
    "medical_security" or "unit"; `level` that of its region, 0 for the centre to 3
    for a county. `received` is the day on which its money came, `available` that
    from which it might be used, `province_received` that on which the province got
    it, `registered` the last day on which some of it was registered, `moved` the
    last on which any of it moved; None where nobody knows. `upstream_flag` is the
    flag under which the level above holds the same document's money, None where it
    isn't known.
    """

    key: str
    line: QuotaLine
    progress: Progress
    holder_name: str
    holder_kind: str
    region: str
    level: int
    received: datetime.date | None = None
    available: datetime.date | None = None
    province_received: datetime.date | None = None
    registered: datetime.date | None = None
    moved: datetime.date | None = None
    upstream_flag: str | None = None
    passed: tuple[Passing, ...] = ()
    payments: tuple[Payment, ...] = ()

    def kept(self) -> Iterator[tuple[Payment, int]]:
        """留存支付: each payment with the fen that were not given back, none that came back whole."""
        back: dict[str, int] = {}
        for each in self.payments:
            if each.kind is PaymentKind.REFUND:
                back[each.refunds] = back.get(each.refunds, 0) + each.fen
        for each in self.payments:
            if (
                each.kind is PaymentKind.PAYMENT
                and (fen := each.fen - back.get(each.number, 0)) > 0
            ):
                yield each, fen
