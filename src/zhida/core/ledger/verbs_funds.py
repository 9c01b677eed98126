"""基金账与专账 funds: what the insurance fund and the medical-aid account pay, each in its own book."""

from __future__ import annotations

from dataclasses import dataclass

from zhida.core.ledger.act import Act, within
from zhida.core.ledger.chart import Book, Relation
from zhida.core.ledger.errors import LedgerError
from zhida.core.ledger.line import QuotaLine
from zhida.core.ledger.moves import move, refined
from zhida.core.ledger.voucher import Transfer, Voucher

_PAID = {
    Book.INSURANCE: ("insurance_allotted", "insurance_paid"),
    Book.AID: ("aid_balance", "aid_paid"),
}


@dataclass(frozen=True, slots=True)
class Parts:
    """清算构成: how an institution's year is settled, in fen.

    Of what was allotted: `rest` is paid now, `deposit` kept, `deducted` goes back to the pool. Of
    what was prepaid: `prepaid` is earned, `overpaid` goes back to the pool.
    """

    prepaid: int = 0
    rest: int = 0
    deposit: int = 0
    deducted: int = 0
    overpaid: int = 0


def allot(act: Act, line: QuotaLine, fen: int, institution: QuotaLine | None = None) -> Voucher:
    """分配: money of the pooled fund is set apart, for an institution where its line is given."""
    if institution is None:
        return within(
            "allot", act, line, (move(line, "insurance_pool", "insurance_allotted", fen),)
        )
    refined(line, institution)
    transfer = move(line, "insurance_pool", "insurance_allotted", fen, institution, Relation.CHILD)
    return within("allot", act, institution, (transfer,))


def prepay(act: Act, line: QuotaLine, fen: int) -> Voucher:
    """预付: in advance and monthly, to be settled at the year's end."""
    return within(
        "prepay", act, line, (move(line, "insurance_allotted", "insurance_prepaid", fen),)
    )


def settle(act: Act, line: QuotaLine, parts: Parts, pool: QuotaLine | None = None) -> Voucher:
    """清算: the year of an institution; `pool` is the line above, for what goes back to it."""
    transfers = [
        move(line, kind, onto, fen)
        for kind, onto, fen in (
            ("insurance_prepaid", "insurance_paid", parts.prepaid),
            ("insurance_allotted", "insurance_paid", parts.rest),
            ("insurance_allotted", "insurance_deposit", parts.deposit),
        )
        if fen
    ]
    for kind, fen in (
        ("insurance_allotted", parts.deducted),
        ("insurance_prepaid", parts.overpaid),
    ):
        if fen:
            transfers.append(_back(line, pool, kind, fen))
    return within("settle", act, line, tuple(transfers))


def release_deposit(act: Act, line: QuotaLine, fen: int) -> Voucher:
    """返还保证金: of the deposit of an institution, by its assessment."""
    return within("pay_out", act, line, (move(line, "insurance_deposit", "insurance_paid", fen),))


def keep_deposit(act: Act, line: QuotaLine, pool: QuotaLine, fen: int) -> Voucher:
    """扣回保证金: what the assessment doesn't give goes back to the pool."""
    return within("settle", act, line, (_back(line, pool, "insurance_deposit", fen),))


def _back(line: QuotaLine, pool: QuotaLine | None, kind: str, fen: int) -> Transfer:
    if pool is None:
        raise LedgerError(f"{line.document}没有写明统筹基金那一行，不能退回统筹基金")
    refined(pool, line)
    return move(line, kind, "insurance_pool", fen, pool, Relation.PARENT)


def pay_out(act: Act, line: QuotaLine, fen: int) -> Voucher:
    """拨付: from the fund to an institution, or from the aid account for people in need.

    Raises `LedgerError` for budget quota, which is paid by `apply` and `pay`.
    """
    if line.earmark.book not in _PAID:
        raise LedgerError(f"{line.document}是预算指标，请按支付申请、支付办理")
    credit, debit = _PAID[line.earmark.book]
    return within("pay_out", act, line, (move(line, credit, debit, fen),))
