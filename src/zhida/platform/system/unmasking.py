"""查看原文 unmasking: one record's personal data for one look, with a reason that the journal keeps."""

from __future__ import annotations

from dataclasses import dataclass

from zhida.core.masking import masked_account, masked_payee, masked_text
from zhida.platform.access.policy import Actor, Forbidden, require
from zhida.platform.access.queries import about
from zhida.platform.execution.models import PaymentRecord
from zhida.platform.journal.actions import record
from zhida.platform.scope import scope

CONCEPT = "payment"
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Personal:
    """个人信息: what of a payment may tell of a person."""

    payee: str
    account: str
    purpose: str
    beneficiaries: str


def masked(payment: PaymentRecord) -> Personal:
    """遮盖: as everybody sees it."""
    return Personal(
        masked_payee(payment.payee),
        masked_account(payment.payee_account),
        masked_text(payment.purpose),
        masked_text(payment.beneficiaries),
    )


def unmask(actor: Actor, payment: PaymentRecord, reason: str) -> Personal:
    """查看原文: of a payment. Raises `Forbidden` without a right or a reason; the journal holds no name."""
    reason = reason.strip()
    with scope(actor.region):
        require(actor, "unmask", about(payment.region_id))
        if len(reason) < _SHORTEST:
            raise Forbidden("请写明为什么要看原文，如“核对退票收款人”")
        subject = f"{payment.year}-{payment.number}"
        record(actor, "unmask", CONCEPT, subject, reason=reason, region=payment.region_id)
        return Personal(
            payment.payee, payment.payee_account, payment.purpose, payment.beneficiaries
        )
