"""支付记账 booking: matched payments into the ledger, batch after batch in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from zhida.core.execution.matching import Match
from zhida.core.execution.payment_vouchers import vouchers_of
from zhida.core.ledger import Voucher
from zhida.platform.access.policy import Actor
from zhida.platform.execution.desk import Standing
from zhida.platform.execution.storing import Outcome
from zhida.platform.ledger.posting import Posted, post

_BATCH = 2_000

Booked = Callable[[int], None]
"""Told how many payments were booked since."""


def book(
    actor: Actor, matches: Sequence[Match], standing: Standing, progress: Booked | None = None
) -> tuple[Outcome, ...]:
    """支付记账: what can be booked is, in the order of days; the outcome of each, as given.

    Raises `LedgerError` where the ledger refuses: then nothing of the transaction stays.
    """
    outcomes = [Outcome(each.payment, reason=each.reason) for each in matches]
    order = sorted(
        (at for at, each in enumerate(matches) if each.books),
        key=lambda at: (matches[at].payment.date, matches[at].payment.kind.value, at),
    )
    for start in range(0, len(order), _BATCH):
        batch = order[start : start + _BATCH]
        vouchers: list[Voucher] = []
        last: dict[int, int] = {}
        for at in batch:
            if matches[at].booked is None:
                vouchers += vouchers_of(matches[at], _issuer(matches[at], standing), actor.name)
                last[at] = len(vouchers) - 1
        posted = post(vouchers, standing.numbers)
        for at in batch:
            outcomes[at] = _outcome(matches[at], standing, posted[last[at]] if at in last else None)
        if progress is not None:
            progress(len(batch))
    return tuple(outcomes)


def _issuer(match: Match, standing: Standing) -> str:
    """The holder's name, as in its own acts: what it booked itself isn't booked again."""
    assert match.held is not None
    return standing.desk.name_of(match.held.line.holder)


def _outcome(match: Match, standing: Standing, posted: Posted | None) -> Outcome:
    held, known = match.held, match.booked
    assert held is not None
    number = standing.numbers[held.digest]
    if known is not None:
        return Outcome(match.payment, number, (known.year, known.number))
    assert posted is not None
    return Outcome(match.payment, number, (posted.year, posted.number))
