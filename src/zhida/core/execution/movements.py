"""资金变动 movements: vouchers as changes of steps, the form in which waiting is measured.

A line and those that refine it within the same holder are one here, as their money
is: refining doesn't make it younger. What was undone by the day is left out with what
undid it.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from zhida.core.execution.progress import step_of
from zhida.core.execution.steps import StepMove
from zhida.core.ledger.line import QuotaLine
from zhida.core.ledger.voucher import AccountKey, Transfer, Voucher


def coarsest(line: QuotaLine, lines: Mapping[bytes, QuotaLine]) -> QuotaLine:
    """本单位首行: the line of the same holder that a line refines in the end, or itself."""
    while line.parent is not None and line.parent in lines:
        above = lines[line.parent]
        if above.holder != line.holder:
            break
        line = above
    return line


def moves_by_line(
    vouchers: Iterable[Voucher], lines: Mapping[bytes, QuotaLine], on: datetime.date
) -> dict[bytes, tuple[StepMove, ...]]:
    """按指标: the changes of each line's steps up to a day, by the coarsest line's digest."""

    def pot(account: AccountKey) -> bytes:
        return coarsest(lines[account.line], lines).digest

    found: dict[bytes, list[StepMove]] = defaultdict(list)
    for day, each in _standing(vouchers, on):
        giver, taker = pot(each.credit), pot(each.debit)
        gives, takes = step_of(each.credit.kind), step_of(each.debit.kind)
        if (giver, gives) == (taker, takes):
            continue
        if gives:
            found[giver].append(StepMove(day, gives, 0, each.fen))
        if takes:
            found[taker].append(StepMove(day, takes, each.fen, 0))
    return {digest: tuple(moves) for digest, moves in found.items()}


def _standing(
    vouchers: Iterable[Voucher], on: datetime.date
) -> Iterator[tuple[datetime.date, Transfer]]:
    known = {each.identity.key: each for each in vouchers if each.document_date <= on}
    gone = {each.reverses for each in known.values() if each.reverses in known}
    for key, each in known.items():
        if key not in gone and each.reverses not in gone:
            for transfer in each.transfers:
                yield each.document_date, transfer
