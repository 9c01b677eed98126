"""分录行 moves: transfers between the accounts of quota lines."""

from __future__ import annotations

from zhida.core.ledger.chart import Book, Relation
from zhida.core.ledger.errors import LedgerError
from zhida.core.ledger.line import QuotaLine
from zhida.core.ledger.voucher import AccountKey, Transfer

_ORIGINS = {Book.QUOTA: "origin", Book.INSURANCE: "insurance_origin", Book.AID: "aid_origin"}
_POOLS = {Book.QUOTA: "pending", Book.INSURANCE: "insurance_pool", Book.AID: "aid_balance"}
_CARRIED = {Book.QUOTA: "carried", Book.INSURANCE: "insurance_carried", Book.AID: "aid_carried"}
_EXPECTED = {
    "pending": "expected",
    "reserved": "expected_reserved",
    "transit": "expected_transit",
}


def move(
    line: QuotaLine,
    credit: str,
    debit: str,
    fen: int,
    onto: QuotaLine | None = None,
    relation: Relation = Relation.SAME,
    counterpart: str | None = None,
) -> Transfer:
    """A transfer from one kind of account to another, `onto` another line where one is given.

    `counterpart` is the receiver of the account that gives, where that is in transit.
    """
    return Transfer(
        AccountKey(line.digest, credit, counterpart),
        AccountKey((onto or line).digest, debit),
        fen,
        relation,
    )


def in_transit(line: QuotaLine, credit: str, to: str, fen: int, expected: bool) -> Transfer:
    """A transfer onto the account between the line's holder and `to`."""
    transit = state("transit", line, expected)
    return Transfer(AccountKey(line.digest, credit), AccountKey(line.digest, transit, to), fen)


def state(kind: str, line: QuotaLine, expected: bool) -> str:
    """预计或可用: the kind of account for expected money, or for available money.

    Raises `LedgerError` where expected money is asked of a line that is none of
    advance issue.
    """
    if not expected:
        return kind
    if not line.advance:
        raise LedgerError(f"{line.document}不是提前下达的指标，没有预计金额。请按可用指标办理")
    return _EXPECTED[kind]


def origin_of(line: QuotaLine) -> str:
    """来源科目: the account that gives what comes from outside, by the line's book."""
    return _ORIGINS[line.earmark.book]


def pool_of(line: QuotaLine) -> str:
    """首收科目: the account that first takes what comes in.

    Advance money of the quota book is expected; the other books have no advance.
    """
    kind = available_of(line)
    return state(kind, line, line.advance and line.earmark.book is Book.QUOTA)


def available_of(line: QuotaLine) -> str:
    """可用科目: the account of money that is free to be passed on or spent, by the book."""
    return _POOLS[line.earmark.book]


def carried_of(line: QuotaLine) -> str:
    """结转科目: the account of what a year leaves to the next, by the book."""
    return _CARRIED[line.earmark.book]


def refined(parent: QuotaLine, child: QuotaLine) -> None:
    """上下行: raises `LedgerError` unless `child` hangs on `parent` with the same earmark."""
    if child.parent != parent.digest:
        raise LedgerError(
            f"指标行{child.document}（{child.holder}）的来源不是{parent.document}"
            f"（{parent.holder}）。请核对上级指标文号"
        )
    if child.earmark != parent.earmark:
        raise LedgerError(
            f"{child.document}与上级指标{parent.document}的"
            f"{'、'.join(_differences(parent, child))}不一致。"
            "来源、预算种类、直达标识和项目自上而下不变；上级有误的，由上级冲销后重新下达"
        )


_WORDS = {
    "book": "账簿",
    "year": "年度",
    "fund": "资金",
    "source": "资金来源",
    "kind": "预算种类",
    "purpose": "用途",
    "regime": "监管方式",
    "flag": "直达标识",
    "project": "项目",
    "three_guarantees": "三保标识",
}


def _differences(parent: QuotaLine, child: QuotaLine) -> list[str]:
    return [
        f"{word}（{getattr(parent.earmark, name)}→{getattr(child.earmark, name)}）"
        for name, word in _WORDS.items()
        if getattr(parent.earmark, name) != getattr(child.earmark, name)
    ]
