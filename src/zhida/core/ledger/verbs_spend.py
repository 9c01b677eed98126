"""使用 spend: money is bound to a project, made executable, applied for and paid."""

from __future__ import annotations

from zhida.core.ledger.act import Act, within
from zhida.core.ledger.chart import Book, Relation
from zhida.core.ledger.errors import LedgerError
from zhida.core.ledger.line import QuotaLine
from zhida.core.ledger.moves import move, refined
from zhida.core.ledger.voucher import Voucher


def register(act: Act, line: QuotaLine, fen: int, finer: QuotaLine | None = None) -> Voucher:
    """挂接: money is bound to a project, on the line itself or on a finer one with that project."""
    if finer is None:
        return within("register", act, line, (move(line, "pending", "registered", fen),))
    refined(line, finer)
    transfer = move(line, "pending", "registered", fen, onto=finer, relation=Relation.CHILD)
    return within("register", act, finer, (transfer,))


def enable(act: Act, line: QuotaLine, fen: int) -> Voucher:
    """转可执行: the finance body lets the money be spent."""
    return within("enable", act, line, (move(line, "registered", "executable", fen),))


def apply(act: Act, line: QuotaLine, fen: int) -> Voucher:
    """支付申请: no payment without quota."""
    return within("apply", act, line, (move(line, "executable", "applied", fen),))


def pay(act: Act, line: QuotaLine, fen: int) -> Voucher:
    """支付: the treasury paid; `act.number` is the number of the payment voucher."""
    return within("pay", act, line, (move(line, "applied", "paid", fen),))


_REFUNDS = {
    Book.QUOTA: ("paid", "executable"),
    Book.INSURANCE: ("insurance_paid", "insurance_pool"),
    Book.AID: ("aid_paid", "aid_balance"),
}


def refund(act: Act, line: QuotaLine, fen: int) -> Voucher:
    """退回: paid money that came back, in part or whole; it can be spent again."""
    credit, debit = _REFUNDS[line.earmark.book]
    return within("refund", act, line, (move(line, credit, debit, fen),))


_WITHDRAWN = {
    "reserved": "pending",
    "expected_reserved": "expected",
    "registered": "pending",
    "executable": "registered",
    "applied": "executable",
}


def withdraw(
    act: Act, line: QuotaLine, fen: int, kind: str, coarser: QuotaLine | None = None
) -> Voucher:
    """撤回: a step of the same holder is taken back, in part or whole.

    `kind` is where the money is: reserved, registered, executable, applied.
    With `coarser` it goes back to the line that this one refines, from
    "registered" (挂接), "pending" or "expected" (细化).
    """
    if coarser is not None:
        refined(coarser, line)
        onto = "pending" if kind == "registered" else kind
        transfer = move(line, kind, onto, fen, onto=coarser, relation=Relation.PARENT)
        return within("withdraw", act, line, (transfer,))
    if kind not in _WITHDRAWN:
        raise LedgerError("只有待签发、已挂接、可执行和已申请的指标可以撤回")
    return within("withdraw", act, line, (move(line, kind, _WITHDRAWN[kind], fen),))
