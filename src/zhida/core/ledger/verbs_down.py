"""下达 down: money comes in, becomes available, and is passed to the level below."""

from __future__ import annotations

import datetime

from zhida.core.ledger.act import RECEIPT, Act, between, within
from zhida.core.ledger.chart import Relation
from zhida.core.ledger.errors import LedgerError
from zhida.core.ledger.line import QuotaLine
from zhida.core.ledger.moves import in_transit, move, origin_of, pool_of, refined, state
from zhida.core.ledger.voucher import Voucher


def open_balance(act: Act, line: QuotaLine, fen: int, kind: str = "") -> Voucher:
    """期初: what a holder had before this ledger was opened, in the state that it was in.

    `kind` is the account ("pending", "executable", "paid" …), the first of the
    line's book unless said.
    """
    kind = kind or pool_of(line)
    return within("open", act, line, (move(line, origin_of(line), kind, fen),))


def receive(act: Act, line: QuotaLine, fen: int) -> Voucher:
    """接收: money that comes from outside this ledger, by the notice of the level above.

    `act` names that notice: its issuer and its number. Money of an advance line
    is expected until it is released.
    """
    transfer = move(line, origin_of(line), pool_of(line), fen)
    return between("receive", act, line, (transfer,), line.holder, business=RECEIPT)


def release(act: Act, line: QuotaLine, fen: int, condition_met: bool = False) -> Voucher:
    """转为可用: expected money becomes available on the act's date, whole or in part.

    The budget year must have begun, and what the notice asks for besides
    (`line.condition`) must be met, which a person says. The formal issue isn't
    waited for. Raises `LedgerError` that says what is lacking.
    """
    begins = datetime.date(line.earmark.year, 1, 1)
    if act.document_date < begins:
        raise LedgerError(
            f"{line.holder} 的指标（{line.document}）{begins}以后才能转为可用，"
            f"现在是{act.document_date}。预算年度开始前只能按预计指标安排"
        )
    if line.condition and not condition_met:
        raise LedgerError(
            f"{line.holder} 的指标（{line.document}）须满足“{line.condition}”才能转为可用。"
            "请确认条件已满足"
        )
    return within("release", act, line, (move(line, "expected", "pending", fen),))


def reserve(act: Act, line: QuotaLine, fen: int, expected: bool = False) -> Voucher:
    """占用待签发: money that a document out for signing gives away."""
    kind = state("pending", line, expected)
    reserved = state("reserved", line, expected)
    return within("reserve", act, line, (move(line, kind, reserved, fen),))


def issue(
    act: Act,
    line: QuotaLine,
    recipient: str,
    fen: int,
    expected: bool = False,
    reserved: bool = False,
) -> Voucher:
    """下达: money of the holder's line goes on its way to the recipient (预算法第五十二条).

    It is taken from what was reserved for signing where `reserved`, and from
    money still expected where `expected` (an advance issue before the year).
    """
    if recipient == line.holder:
        raise LedgerError(f"不能下达给本单位（{recipient}）。单位内部请用细化或挂接")
    kind = state("reserved" if reserved else "pending", line, expected)
    transfer = in_transit(line, kind, recipient, fen, expected)
    return between("issue", act, line, (transfer,), recipient, recipient)


def accept(
    act: Act, parent: QuotaLine, line: QuotaLine, fen: int, expected: bool = False
) -> Voucher:
    """签收: the receiver books what is on its way to it, on a line that hangs on the sender's.

    `act` names the sender's notice. Raises `LedgerError` where the line doesn't
    hang on `parent`, or its earmark is another.
    """
    refined(parent, line)
    transit = state("transit", parent, expected)
    transfer = move(
        parent,
        transit,
        state("pending", line, expected),
        fen,
        onto=line,
        relation=Relation.CHILD,
        counterpart=line.holder,
    )
    return between("accept", act, line, (transfer,), line.holder, parent.holder, business=RECEIPT)


def refine(act: Act, line: QuotaLine, finer: QuotaLine, fen: int, kind: str = "pending") -> Voucher:
    """细化: inside a holder, money gets its finer function code or project; this is not 调剂.

    `kind` is "pending", "expected" or "registered".
    """
    refined(line, finer)
    if finer.holder != line.holder:
        raise LedgerError("细化只在本单位内进行。给下级请用下达")
    transfer = move(line, kind, kind, fen, onto=finer, relation=Relation.CHILD)
    return within("refine", act, finer, (transfer,))
