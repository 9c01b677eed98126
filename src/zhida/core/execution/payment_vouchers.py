"""支付凭证 payment vouchers: a matched payment as vouchers of the ledger.

The act's number is the treasury's, so that the ledger too books it once.
"""

from __future__ import annotations

from zhida.core.execution.matching import Match
from zhida.core.execution.payments import PaymentKind
from zhida.core.ledger import Act, LedgerError, Voucher, verbs


def vouchers_of(match: Match, issuer: str, actor: str) -> tuple[Voucher, ...]:
    """支付凭证: 支付申请 (what isn't applied for yet) and 支付, or 退回; the last one is the payment's.

    `issuer` is the holder's name, as in the holder's own acts. Raises `LedgerError`
    for a payment without a line.
    """
    payment, held = match.payment, match.held
    if held is None or match.reason is not None:
        raise LedgerError(f"支付凭证{payment.number}没有对应的指标，不能记账")
    sources = (payment.source,) if payment.source else ()
    act = Act(issuer, payment.number, payment.date, actor, payment.purpose, sources, match.ordinal)
    if payment.kind is PaymentKind.REFUND:
        return (verbs.refund(act, held.line, payment.fen),)
    paid = verbs.pay(act, held.line, payment.fen)
    if not match.apply_fen:
        return (paid,)
    return verbs.apply(act, held.line, match.apply_fen), paid
