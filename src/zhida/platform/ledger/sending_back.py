"""上缴与收回 sending back: money goes up again outside a notice, in two halves.

The receiver sends it (上缴), and it is in transit until the level above takes
it (收回) onto the line that it went out from. Each is one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from zhida.core.ledger import LedgerError, QuotaLine, Voucher, verbs
from zhida.core.ledger.naming import amount
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.ledger.acting import Paper, business, journal, own_line
from zhida.platform.ledger.lines import quota_lines
from zhida.platform.ledger.posting import Posted, line_numbers, post
from zhida.platform.ledger.standing import lines_seen
from zhida.platform.scope import scope


@dataclass(frozen=True, slots=True)
class ComingBack:
    """在途退回: fen on their way back to the holder of the line above, from the line below."""

    line: QuotaLine
    fen: int
    expected: bool


def return_up(
    actor: Actor, subject: str, fen: int, paper: Paper, *, expected: bool = False
) -> Posted:
    """上缴: money of the actor's line that `subject` names goes back to the level above.

    Raises `LedgerError` where the line has no level above in this ledger.
    """
    with scope(actor.region):
        require(actor, "return", about(actor.region))
        line = own_line(actor, subject)
        parent = _above(line)
        return _book(actor, verbs.return_up(business(actor, paper), line, parent, fen, expected))


def retrieve(
    actor: Actor, subject: str, fen: int, paper: Paper, *, sender: str = "", expected: bool = False
) -> Posted:
    """收回: the actor's line that `subject` names takes what the level below sent back.

    `sender` is the code of the agency that sent it, where there are several.
    Raises `LedgerError` that names what is in transit where that is not enough,
    or where more than one line could be meant.
    """
    with scope(actor.region):
        require(actor, "retrieve", about(actor.region))
        line = own_line(actor, subject)
        coming = [
            each
            for each in coming_back(line)
            if each.expected == expected and sender in ("", each.line.holder)
        ]
        enough = [each for each in coming if each.fen >= fen]
        if len(enough) != 1:
            raise LedgerError(_unclear(line, coming, fen, chosen=bool(enough)))
        (one,) = enough
        voucher = verbs.retrieve(business(actor, paper), one.line, line, fen, expected)
        return _book(actor, voucher)


def coming_back(line: QuotaLine) -> tuple[ComingBack, ...]:
    """在途退回: what the lines below this one have sent back and its holder has not taken."""
    with connection.cursor() as cursor:
        cursor.execute(_COMING, [line.digest])
        rows = cursor.fetchall()
    lines = quota_lines(number for number, _, _ in rows)
    return tuple(
        ComingBack(lines[number], fen, kind == "expected_transit")
        for number, kind, fen in rows
        if number in lines
    )


_COMING = """
SELECT a.line_id, a.kind, a.balance_fen
FROM ledger_line mine
JOIN ledger_line below ON below.parent_id = mine.id
JOIN ledger_account a ON a.line_id = below.id AND a.counterpart_id = mine.holder_id
WHERE mine.digest = %s AND a.in_transit AND a.balance_fen > 0
ORDER BY a.line_id, a.kind
"""


def _above(line: QuotaLine) -> QuotaLine:
    numbers = line_numbers([line.parent]) if line.parent else {}
    for parent in lines_seen(numbers.values()).values():
        return parent
    raise LedgerError(
        f"{line.document}（{line.holder}）的指标不是本账内的上级下达的，不能上缴。"
        "账外的上级收回，请用追减"
    )


def _unclear(line: QuotaLine, coming: list[ComingBack], fen: int, *, chosen: bool) -> str:
    listed = "、".join(f"{each.line.holder} {amount(each.fen)}" for each in coming[:8])
    if not coming:
        return f"没有退回到{line.document}的在途指标。请由下级先上缴（zhida ledger act 上缴）"
    if chosen:
        return f"退回到{line.document}的在途指标有几笔：{listed}。请用 --from 写明是哪个单位退回的"
    return f"要收回 {amount(fen)}，退回到{line.document}的在途指标只有：{listed}。请核对金额"


def _book(actor: Actor, voucher: Voucher) -> Posted:
    digests = {each for t in voucher.transfers for each in (t.credit.line, t.debit.line)}
    (posted,) = post([voucher], line_numbers(digests))
    journal(actor, voucher.verb, voucher, (posted,))
    return posted
