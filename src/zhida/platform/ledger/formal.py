"""正式下达 formal: a holder issues entitlement less advance to each receiver, outside a notice.

What was issued in advance is read from the ledger. Where that was more than a
receiver is entitled to, what it has sent back is retrieved: a person chooses that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.db import connection

from zhida.core.ledger import LedgerError, QuotaLine, Voucher, verbs
from zhida.core.ledger.act import Act
from zhida.core.ledger.advance import FormalIssue, advanced_by, formal_issue
from zhida.core.ledger.model import Ledger
from zhida.core.ledger.naming import amount
from zhida.platform.access.policy import Actor, require
from zhida.platform.access.queries import about
from zhida.platform.ledger.acting import Paper, business, journal, own_line
from zhida.platform.ledger.lines import quota_lines
from zhida.platform.ledger.posting import Posted, line_numbers, post
from zhida.platform.ledger.sending_back import coming_back
from zhida.platform.ledger.vouchers import stored_vouchers
from zhida.platform.scope import scope


@dataclass(frozen=True, slots=True)
class Issued:
    """正式下达结果: what each receiver gets now, and the vouchers; none where only looked at."""

    shares: tuple[FormalIssue, ...]
    posted: tuple[Posted, ...] = ()


def issue_formally(
    actor: Actor,
    subject: str,
    entitled: Mapping[str, int],
    paper: Paper,
    *,
    reductions: frozenset[str] = frozenset(),
    look: bool = False,
) -> Issued:
    """正式下达: entitlement, in fen by the receiver's code, less what the ledger issued in advance.

    `subject` names the actor's formal line of which is given. Receivers in
    `reductions` may get less than they have; what is too much must have been
    sent back by them. `look` writes nothing. Raises `LedgerError` that names the
    receiver, and `Forbidden`.
    """
    with scope(actor.region):
        require(actor, "issue", about(actor.region))
        line = own_line(actor, subject)
        if line.advance:
            raise LedgerError(f"{line.document}是提前下达的指标。请写正式下达的那一行指标")
        ledger = _advances(line)
        advanced = advanced_by(ledger, line.earmark, line.holder)
        shares = formal_issue(entitled, advanced, reductions=reductions)
        if look:
            return Issued(shares)
        act = business(actor, paper)
        vouchers = [
            verbs.issue(act, line, each.recipient, each.now) for each in shares if each.now > 0
        ]
        for each in shares:
            if each.now < 0:
                require(actor, "retrieve", about(actor.region))
                vouchers += _taken_back(act, ledger, each)
        digests = {x.line for v in vouchers for t in v.transfers for x in (t.credit, t.debit)}
        posted = post(vouchers, line_numbers(digests))
        for voucher, one in zip(vouchers, posted, strict=True):
            journal(actor, voucher.verb, voucher, (one,))
        return Issued(shares, posted)


def _taken_back(act: Act, ledger: Ledger, share: FormalIssue) -> Iterator[Voucher]:
    """追减: what the receiver has sent back, onto the advance lines that it went out from."""
    left = -share.now
    ordinal = act.ordinal
    for line in ledger.lines.values():
        for each in coming_back(line):
            if each.line.holder == share.recipient and left:
                fen = min(left, each.fen)
                numbered = replace(act, ordinal=ordinal)
                yield verbs.retrieve(numbered, each.line, line, fen, each.expected)
                left -= fen
                ordinal += 1
    if left:
        raise LedgerError(
            f"{share.recipient}要追减 {amount(-share.now)}，还差 {amount(left)} 没有退回。"
            "请先由该单位上缴（zhida ledger act 上缴）"
        )


def _advances(line: QuotaLine) -> Ledger:
    """What the line's holder issued on advance lines of its earmark, and took back."""
    with connection.cursor() as cursor:
        cursor.execute(_ADVANCE_LINES, [line.digest])
        lines = quota_lines(number for (number,) in cursor.fetchall())
        cursor.execute(_ADVANCES, [list(lines)])
        keys = cursor.fetchall()
    vouchers, _ = stored_vouchers(keys)
    booked = {each.identity.key: each for each in vouchers}
    undone = {each.reverses: key for key, each in booked.items() if each.reverses is not None}
    return Ledger(
        {each.digest: each for _, each in sorted(lines.items())}, vouchers=booked, undone=undone
    )


_ADVANCE_LINES = """
SELECT l.id FROM ledger_line mine
JOIN ledger_line l ON l.earmark_id = mine.earmark_id AND l.holder_id = mine.holder_id AND l.advance
WHERE mine.digest = %s
"""
_ADVANCES = """
SELECT DISTINCT v.year, v.id FROM ledger_account a
JOIN ledger_transfer t ON t.year = a.year AND (t.debit_id = a.id OR t.credit_id = a.id)
JOIN ledger_voucher v ON v.year = t.year AND v.id = t.voucher_id
WHERE a.line_id = ANY(%s) AND v.verb IN ('issue', 'retrieve', 'reverse')
ORDER BY 1, 2
"""
