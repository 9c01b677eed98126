"""匹配 matching: which quota line a payment of the treasury was made from, or why that is not known.

No payment without quota (无指标不得支付): what can't be matched, or is above the
balance, waits in a queue with its reason; a person decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from zhida.core.execution.currency import Suspicion, suspicions
from zhida.core.execution.narrowing import narrowed
from zhida.core.execution.payment_findings import payment_finding
from zhida.core.execution.payments import Payment, PaymentKind
from zhida.core.execution.quota_desk import BookedPayment, Earlier, Held, QuotaDesk
from zhida.core.findings import Finding
from zhida.core.money import Unit, format_fen
from zhida.core.provenance import Source


@dataclass(frozen=True, slots=True)
class Match:
    """匹配结果: a payment with its line, or with the reason why it waits.

    `apply_fen` is what must still be applied for before it can be paid; `booked` the
    voucher by which the payment stands in the ledger already; `ordinal` tells its
    vouchers from those of the same number that were undone.
    """

    payment: Payment
    held: Held | None = None
    reason: Finding | None = None
    apply_fen: int = 0
    booked: BookedPayment | None = None
    ordinal: int = 1

    @property
    def books(self) -> bool:
        """Whether it can be booked."""
        return self.reason is None


def match_payments(payments: Sequence[Payment], desk: QuotaDesk) -> tuple[Match, ...]:
    """匹配: every payment, in the order given; money is used in the order of days.

    A refund frees the money of its payment for those that come after it.
    """
    found = [_line_of(each, desk) for each in payments]
    doubts = suspicions(
        [
            (each.payment.fen, each.held)
            for each in found
            if each.held and each.payment.kind is PaymentKind.PAYMENT
        ]
    )
    till = _Till(desk)
    order = sorted(
        range(len(payments)),
        key=lambda at: (payments[at].date, payments[at].kind is PaymentKind.REFUND, at),
    )
    for at in order:
        found[at] = till.settle(found[at], doubts)
    return tuple(found)


def match_to(payment: Payment, held: Held, desk: QuotaDesk) -> Match:
    """认领: a payment upon the line that a person names; only year and money are asked."""
    till = _Till(desk)
    if payment.kind is PaymentKind.REFUND:
        return till.refund(payment, held)
    return till.pay(Match(payment, held))


def _line_of(payment: Payment, desk: QuotaDesk) -> Match:
    if payment.kind is PaymentKind.REFUND:
        return Match(payment)
    line = narrowed(payment, desk)
    return Match(payment, line) if isinstance(line, Held) else Match(payment, reason=line)


@dataclass(slots=True)
class _Till:
    """What is left while the payments are settled one after the other."""

    desk: QuotaDesk
    executable: dict[bytes, int] = field(default_factory=dict)
    applied: dict[bytes, int] = field(default_factory=dict)
    paid: dict[bytes, int] = field(default_factory=dict)
    made: dict[str, list[Earlier]] = field(default_factory=dict)

    def settle(self, match: Match, doubts: dict[tuple[int, bytes], Suspicion]) -> Match:
        payment = match.payment
        if payment.kind is PaymentKind.REFUND:
            return self.refund(payment)
        held = match.held
        if held is not None:
            doubt = doubts.get((payment.fen, held.digest))
            match = (
                replace(match, reason=doubt.finding(payment, held)) if doubt else self.pay(match)
            )
        earlier = Earlier(
            payment.year, payment.fen, 0, held.digest if held and match.books else None
        )
        self._earlier(payment.number).append(earlier)
        return match

    def pay(self, match: Match) -> Match:
        """The payment, if the year is open and the money is there."""
        payment, held = match.payment, match.held
        assert held is not None
        if known := self._known(payment, held):
            return known
        if held.closed:
            return replace(match, reason=_closed(payment, held, self.desk))
        digest = held.digest
        executable = self.executable.get(digest, held.executable)
        applied = self.applied.get(digest, held.applied)
        if payment.fen > executable + applied:
            return replace(match, reason=_above(payment, held, executable, applied))
        apply_fen = max(0, payment.fen - applied)
        self.executable[digest] = executable - apply_fen
        self.applied[digest] = applied + apply_fen - payment.fen
        return replace(match, apply_fen=apply_fen, ordinal=self._ordinal(payment))

    def refund(self, payment: Payment, named: Held | None = None) -> Match:
        """The refund, if its payment is booked and as much is left of it."""
        earlier = self._earlier(payment.refunds)
        usable = [each for each in earlier if each.year == payment.year] or earlier
        if not usable and named is None:
            return Match(payment, reason=_no_original(payment))
        if not usable:
            assert named is not None
            return self._back(payment, named)
        original = usable[-1]
        if original.refunded + payment.fen > original.fen:
            return Match(payment, reason=_too_much(payment, original))
        held = self.desk.by_digest(original.line) if original.line else None
        if held is None:
            return Match(payment, reason=_not_booked(payment))
        match = self._back(payment, held)
        if match.books:
            earlier[earlier.index(original)] = replace(
                original, refunded=original.refunded + payment.fen
            )
        return match

    def _back(self, payment: Payment, held: Held) -> Match:
        if known := self._known(payment, held):
            return known
        if held.closed:
            return Match(payment, held, _closed(payment, held, self.desk))
        if held.line.earmark.year != payment.year:
            return Match(payment, held, _other_year(payment, held))
        digest = held.digest
        self.executable[digest] = self.executable.get(digest, held.executable) + payment.fen
        return Match(payment, held, ordinal=self._ordinal(payment))

    def _known(self, payment: Payment, held: Held) -> Match | None:
        """The payment as it stands in the ledger already, if it does."""
        standing = self.desk.booked.get((payment.number, payment.year, payment.kind), ())
        for each in standing:
            if each.line == held.digest and each.fen == payment.fen:
                return Match(payment, held, booked=each)
        return Match(payment, held, _booked_otherwise(payment, standing[0])) if standing else None

    def _ordinal(self, payment: Payment) -> int:
        return self.desk.ordinals.get(payment.number, 0) + 1

    def _earlier(self, number: str) -> list[Earlier]:
        if number not in self.made:
            self.made[number] = list(self.desk.earlier.get(number, ()))
        return self.made[number]


def _yuan(fen: int) -> str:
    return format_fen(fen, Unit.YUAN, places=2)


def _at(payment: Payment) -> tuple[Source, ...]:
    return (payment.source,) if payment.source else ()


def _closed(payment: Payment, held: Held, desk: QuotaDesk) -> Finding:
    return payment_finding(
        "P204",
        f"{desk.name_of(held.line.holder)}的{held.line.earmark.year}年度已经结账，"
        f"支付凭证{payment.number}（{_yuan(payment.fen)}）不能再记入该年度",
        *_at(payment),
    )


def _above(payment: Payment, held: Held, executable: int, applied: int) -> Finding:
    waiting = f"，已申请{_yuan(applied)}" if applied else ""
    missing = payment.fen - executable - applied
    return payment_finding(
        "P205",
        f"支付凭证{payment.number}支付{_yuan(payment.fen)}，"
        f"指标{held.key}（{held.line.document}）可执行{_yuan(executable)}{waiting}，"
        f"差{_yuan(missing)}",
        *_at(payment),
        expected=executable + applied,
        found=payment.fen,
    )


def _no_original(payment: Payment) -> Finding:
    return payment_finding(
        "P210",
        f"退款{payment.number}的原支付{payment.refunds}没有导入过",
        *_at(payment),
        found=payment.refunds,
    )


def _too_much(payment: Payment, original: Earlier) -> Finding:
    before = f"，此前已退{_yuan(original.refunded)}" if original.refunded else ""
    return payment_finding(
        "P211",
        f"退款{payment.number}退{_yuan(payment.fen)}，原支付{payment.refunds}是"
        f"{_yuan(original.fen)}{before}，最多可退{_yuan(original.fen - original.refunded)}",
        *_at(payment),
        expected=original.fen - original.refunded,
        found=payment.fen,
    )


def _not_booked(payment: Payment) -> Finding:
    return payment_finding(
        "P212", f"退款{payment.number}的原支付{payment.refunds}还在待认领，没有记账", *_at(payment)
    )


def _other_year(payment: Payment, held: Held) -> Finding:
    return payment_finding(
        "P214",
        f"退款{payment.number}是{payment.year}年度的，指标{held.key}是"
        f"{held.line.earmark.year}年度的",
        *_at(payment),
        expected=str(held.line.earmark.year),
        found=str(payment.year),
    )


def _booked_otherwise(payment: Payment, booked: BookedPayment) -> Finding:
    return payment_finding(
        "P302",
        f"支付凭证{payment.number}（{_yuan(payment.fen)}）账上已有凭证{booked.year}-{booked.number}，"
        f"记在指标{booked.line.hex()[:12]}，{_yuan(booked.fen)}",
        *_at(payment),
        expected=booked.fen,
        found=payment.fen,
    )
