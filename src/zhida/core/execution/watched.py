"""受监控指标 watched: what is known of a quota line on a day: where its money stands, when it moved.

The rules of alerts look at these values only; who gathers them (from a database, a test,
another system) doesn't matter to them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from zhida.core.execution.idle import Arrival, standing_since
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
class UnprovenVoucher:
    """无国库凭证的支付: a voucher of the ledger that says 支付, to which no row of the treasury belongs."""

    year: int
    number: int
    date: datetime.date
    document: str
    fen: int


@dataclass(frozen=True, slots=True)
class WatchedLine:
    """受监控指标: one quota line as it stands on a day.

    `key` is the line's digest in hexadecimal. `holder_kind` is "finance",
    "medical_security" or "unit"; `level` that of its region, 0 for the centre to 3
    for a county. `received` is the money that came to it, `available` that which
    might be used from a day on, `province_received` the days on which the province
    got money for it, oldest first; what an opening balance brought is in none of
    them. `registered` is the last day on which some was registered, `moved` the last
    on which any moved. `upstream_flag` is the flag under which the level above holds
    the same document's money. None where it isn't known. `unproven` are vouchers of
    payments that the treasury's data don't hold.

    `waiting` is why the payments wait in the queue (待认领); "" for those that are booked.
    Of a waiting payment the line is the one that it was most likely made from, with the
    fund "" and the key "" where nothing says which.
    """

    key: str
    line: QuotaLine
    progress: Progress
    holder_name: str
    holder_kind: str
    region: str
    level: int
    received: tuple[Arrival, ...] = ()
    available: tuple[Arrival, ...] = ()
    province_received: tuple[datetime.date, ...] = ()
    registered: datetime.date | None = None
    moved: datetime.date | None = None
    upstream_flag: str | None = None
    passed: tuple[Passing, ...] = ()
    payments: tuple[Payment, ...] = ()
    unproven: tuple[UnprovenVoucher, ...] = ()
    waiting: str = ""

    @property
    def usable_since(self) -> datetime.date | None:
        """可用之日: the first day on which any of it might be used."""
        return min((each.day for each in self.available), default=None)

    def waiting_since(self, fen: int) -> datetime.date | None:
        """到手之日: since when the oldest of so many fen, still in hand, has been there.

        First in, first out; None where more is there than is known to have come.
        """
        came = self.received if self.progress.expected else self.available
        if fen > sum(each.fen for each in came):
            return None
        return min((each.since for each in standing_since(fen, came)), default=None)

    def clock(self, day: datetime.date) -> datetime.date | None:
        """省级收到之日: of the money that was in hand on a day, the last before it; None: unknown."""
        return max((each for each in self.province_received if each <= day), default=None)

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
