"""调整 back: money is reduced, sent back up, moved aside, or a voucher is undone."""

from __future__ import annotations

from zhida.core.ledger.act import Act, between, voucher_of, within
from zhida.core.ledger.chart import Relation
from zhida.core.ledger.errors import LedgerError
from zhida.core.ledger.line import QuotaLine
from zhida.core.ledger.moves import available_of, in_transit, move, origin_of, refined, state
from zhida.core.ledger.voucher import Identity, Transfer, Voucher


def reduce(act: Act, line: QuotaLine, fen: int, expected: bool = False) -> Voucher:
    """追减: the outside takes back what it had given; a new voucher, not a change of the old.

    Where the money came from a line of this ledger, use `return_up` and `retrieve`.
    """
    if line.parent is not None:
        raise LedgerError(
            f"{line.document}（{line.holder}）的指标来自本账内的上级。请由下级上缴、上级收回"
        )
    if line.carried_from is not None:
        raise LedgerError(f"{line.document}（{line.holder}）是上年结转。收回结余请用核销")
    kind = state("pending", line, True) if expected else available_of(line)
    return between("reduce", act, line, (move(line, kind, origin_of(line), fen),), line.holder)


def return_up(
    act: Act, line: QuotaLine, parent: QuotaLine, fen: int, expected: bool = False
) -> Voucher:
    """上缴: a receiver sends money back; it is in transit until the level above takes it."""
    refined(parent, line)
    if parent.holder == line.holder:
        raise LedgerError("本单位内部的细化请用撤回")
    kind = state("pending", line, expected)
    transfer = in_transit(line, kind, parent.holder, fen, expected)
    return between("return", act, line, (transfer,), line.holder, parent.holder)


def retrieve(
    act: Act, line: QuotaLine, parent: QuotaLine, fen: int, expected: bool = False
) -> Voucher:
    """收回: the level above takes what came back, onto the line that it went out from."""
    refined(parent, line)
    transfer = move(
        line,
        state("transit", line, expected),
        state("pending", parent, expected),
        fen,
        onto=parent,
        relation=Relation.PARENT,
        counterpart=parent.holder,
    )
    return between("retrieve", act, parent, (transfer,), line.holder, line.holder)


def adjust(act: Act, line: QuotaLine, onto: QuotaLine, fen: int, kind: str = "pending") -> Voucher:
    """调剂: money goes to another line of the same holder and earmark (预算法第七十二条).

    `kind` is "expected", "pending", "registered" or "executable". A reason is
    asked for: it is controlled by law.
    """
    if not act.reason:
        raise LedgerError(f"{act.number}：调剂必须写明理由")
    if onto.holder != line.holder or onto.earmark != line.earmark:
        raise LedgerError("调剂只在本单位、同一专项的指标行之间进行")
    transfer = move(line, kind, kind, fen, onto=onto, relation=Relation.KIN)
    return within("adjust", act, line, (transfer,))


_MIRRORED = {
    Relation.SAME: Relation.SAME,
    Relation.KIN: Relation.KIN,
    Relation.CHILD: Relation.PARENT,
    Relation.PARENT: Relation.CHILD,
}


def reverse(act: Act, voucher: Voucher) -> Voucher:
    """冲销: the exact mirror of a voucher, which it names; each can be undone once.

    `act.reason` says what was wrong.
    """
    if voucher.reverses is not None:
        raise LedgerError(f"{voucher.document}是冲销凭证，不能再冲销。请重新记账（序号加一）")
    if not act.reason:
        raise LedgerError(f"{act.number}：冲销必须写明理由")
    old = voucher.identity
    identity = Identity(
        "reverse",
        act.issuer,
        act.number,
        old.year,
        old.recipient,
        old.source,
        old.key.hex(),
        act.ordinal,
    )
    mirror = tuple(
        Transfer(each.debit, each.credit, each.fen, _MIRRORED[each.relation])
        for each in voucher.transfers
    )
    return voucher_of(
        "reverse", act, identity, voucher.holder, mirror, voucher.counterpart, old.key
    )
