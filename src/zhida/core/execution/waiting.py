"""待认领支付 waiting: a payment in the queue as the rules of alerts look at it, by the line it was
most likely made from.

Nothing is booked by this: it only says which fund's rules a payment is judged by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhida.core.execution.alerts.flags import spellings
from zhida.core.execution.payments import Payment
from zhida.core.execution.progress import Progress
from zhida.core.execution.quota_desk import Held, PayingUnit, QuotaDesk
from zhida.core.execution.watched import WatchedLine
from zhida.core.ledger import Book, Earmark, QuotaLine
from zhida.core.notice.appropriations import FundingSource, Regime
from zhida.core.rules.regime.model import flag_names


@dataclass(frozen=True, slots=True)
class PayingPlace:
    """付款地: a region with its level, its finance department and the kinds of its units by code."""

    region: str
    level: int
    finance: PayingUnit
    kinds: dict[str, str]


def watched_waiting(
    payments: Sequence[Payment], reason: str, place: PayingPlace, desk: QuotaDesk
) -> WatchedLine:
    """待认领支付: a payment that waits, first, and what came back of it, as the rules look at it.

    The unit is the payment's own, where it is one of the region's, else that of the
    line, else the finance department, whose queue it is in.
    """
    payment = payments[0]
    units, line = desk.units_of(payment), likely_line(payment, desk)
    holder = _holder(units, line) or place.finance.code
    known = units[0].name if units else payment.unit or desk.name_of(holder)
    return WatchedLine(
        line.digest.hex() if line else "",
        line or _unknown(payment, holder),
        Progress(),
        known,
        place.kinds.get(holder, "unit"),
        place.region,
        place.level,
        payments=tuple(payments),
        waiting=reason.rstrip("。"),
    )


def likely_line(payment: Payment, desk: QuotaDesk) -> QuotaLine | None:
    """可能的指标: a line of the payment's number or unit, where all that fit are of one earmark."""
    lines, named = desk.named(payment)
    units = desk.units_of(payment)
    own = desk.held_by(lines, units) if units else []
    for group in (own, lines if named else ()):
        fitting = [each for each in group if each.line.earmark.year == payment.year] or list(group)
        if fitting and len({each.line.earmark for each in fitting}) == 1:
            return _of_function(payment, fitting).line
    return None


def _holder(units: Sequence[PayingUnit], line: QuotaLine | None) -> str:
    """The payment's unit; of several of one name, that which holds the line."""
    codes = [each.code for each in units]
    if line and (line.holder in codes or not codes):
        return line.holder
    return codes[0] if codes else ""


def _of_function(payment: Payment, lines: Sequence[Held]) -> Held:
    said = payment.function
    return next((each for each in lines if said and each.line.function == said), lines[0])


def _unknown(payment: Payment, holder: str) -> QuotaLine:
    """A line of no fund that is known, under the flag that the payment itself prints."""
    regime, flag = _flag_of(payment)
    earmark = Earmark(Book.QUOTA, payment.year, "", FundingSource.OTHER, regime=regime, flag=flag)
    return QuotaLine(earmark, holder, payment.quota, function=payment.function)


def _flag_of(payment: Payment) -> tuple[Regime, str]:
    printed = payment.flag.replace(" ", "")
    if printed in spellings(Regime.TRACKED, "")[:2]:
        return Regime.TRACKED, ""
    for code, name in flag_names().items():
        if printed and "直达" in name and printed in spellings(Regime.DIRECT, code):
            return Regime.DIRECT, code
    return Regime.NONE, ""
