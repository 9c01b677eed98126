"""基金账与专账 funds: what the insurance fund and the medical-aid account pay, each in its own book."""

from __future__ import annotations

from zhida.core.ledger.act import Act, within
from zhida.core.ledger.chart import Book
from zhida.core.ledger.errors import LedgerError
from zhida.core.ledger.line import QuotaLine
from zhida.core.ledger.moves import move
from zhida.core.ledger.voucher import Voucher

_PAID = {
    Book.INSURANCE: ("insurance_allotted", "insurance_paid"),
    Book.AID: ("aid_balance", "aid_paid"),
}


def allot(act: Act, line: QuotaLine, fen: int) -> Voucher:
    """分配: money of the pooled fund is set apart for an institution."""
    return within("allot", act, line, (move(line, "insurance_pool", "insurance_allotted", fen),))


def prepay(act: Act, line: QuotaLine, fen: int) -> Voucher:
    """预付: monthly, to be settled at the year's end."""
    return within(
        "prepay", act, line, (move(line, "insurance_allotted", "insurance_prepaid", fen),)
    )


def settle(act: Act, line: QuotaLine, prepaid: int, rest: int = 0) -> Voucher:
    """清算: of what an institution earned, fen that were prepaid, and the rest that is paid now."""
    parts = (("insurance_prepaid", prepaid), ("insurance_allotted", rest))
    transfers = tuple(move(line, kind, "insurance_paid", fen) for kind, fen in parts if fen)
    return within("settle", act, line, transfers)


def pay_out(act: Act, line: QuotaLine, fen: int) -> Voucher:
    """拨付: from the fund to an institution, or from the aid account for people in need.

    Raises `LedgerError` for budget quota, which is paid by `apply` and `pay`.
    """
    if line.earmark.book not in _PAID:
        raise LedgerError(f"{line.document}是预算指标，请按支付申请、支付办理")
    credit, debit = _PAID[line.earmark.book]
    return within("pay_out", act, line, (move(line, credit, debit, fen),))
