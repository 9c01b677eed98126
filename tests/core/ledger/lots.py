"""资金批次 lots: of every fen on an account, which voucher first brought it in.

By it the tests prove that no act loses where money came from; the ledger itself follows lines.
Fen are alike; the rule is first in, first out. An undoing takes back the very
lots that were moved, as far as they are still there; where a receipt is undone
after its fen went on, what went on is counted to the receipts whose fen it took.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from zhida.core.ledger.chart import kinds
from zhida.core.ledger.voucher import AccountKey, Transfer, Voucher


@dataclass(frozen=True, slots=True)
class Lot:
    """批次: fen that one voucher, by its identity's key, brought in from outside."""

    brought_by: bytes
    fen: int


Lots = Mapping[AccountKey, tuple[Lot, ...]]


def lots(vouchers: Iterable[Voucher]) -> Lots:
    """批次表: the lots of every account but the origins, after vouchers in the order booked.

    What a year takes over from the one before keeps the lots that it had there.
    The vouchers must all have been posted: money that isn't there can't be traced.
    """
    held: dict[AccountKey, tuple[Lot, ...]] = {}
    moved: dict[bytes, tuple[tuple[Lot, ...], ...]] = {}
    for voucher in vouchers:
        rows = []
        for number, each in enumerate(voucher.transfers):
            wanted = moved[voucher.reverses][number] if voucher.reverses else ()
            rows.append(_move(held, each, wanted, _brought(voucher, number, moved, each)))
        moved[voucher.identity.key] = tuple(rows)
        if voucher.reverses is not None:
            for row in rows:
                _relabel(held, voucher.reverses, row)
    return {account: found for account, found in held.items() if found}


def _brought(
    voucher: Voucher,
    number: int,
    moved: Mapping[bytes, tuple[tuple[Lot, ...], ...]],
    each: Transfer,
) -> tuple[Lot, ...]:
    """What comes in if the row takes from an origin: its own lot, or those it continues."""
    if voucher.carried_from is not None:
        return moved[voucher.carried_from][number]
    if voucher.reverses is not None:
        return moved[voucher.reverses][number]
    return (Lot(voucher.identity.key, each.fen),)


def _move(
    held: dict[AccountKey, tuple[Lot, ...]],
    each: Transfer,
    wanted: tuple[Lot, ...],
    brought: tuple[Lot, ...],
) -> tuple[Lot, ...]:
    if kinds()[each.credit.kind].is_origin:
        taken = brought
    else:
        taken, held[each.credit] = _take(held.get(each.credit, ()), each.fen, wanted)
    if not kinds()[each.debit.kind].is_origin:
        held[each.debit] = _merged((*held.get(each.debit, ()), *taken))
    return taken


def _take(
    there: tuple[Lot, ...], fen: int, wanted: tuple[Lot, ...]
) -> tuple[tuple[Lot, ...], tuple[Lot, ...]]:
    """What is taken and what stays: first the lots that are wanted, then the oldest."""
    stock = {lot.brought_by: lot.fen for lot in there}
    taken: list[Lot] = []
    left = fen
    for brought_by, most in [*((lot.brought_by, lot.fen) for lot in wanted), *stock.items()]:
        part = min(most, stock.get(brought_by, 0), left)
        if part > 0:
            taken.append(Lot(brought_by, part))
            stock[brought_by] -= part
            left -= part
    return _merged(taken), tuple(Lot(key, rest) for key, rest in stock.items() if rest)


def _relabel(
    held: dict[AccountKey, tuple[Lot, ...]], undone: bytes, taken: tuple[Lot, ...]
) -> None:
    """Fen still counted to an undone receipt are counted to those whose fen it took instead."""
    for lot in taken:
        left = lot.fen
        for account, there in held.items():
            theirs, rest = _take(
                tuple(each for each in there if each.brought_by == undone), left, ()
            )
            if theirs and lot.brought_by != undone:
                left -= theirs[0].fen
                others = tuple(each for each in there if each.brought_by != undone)
                held[account] = _merged((*others, *rest, replace(lot, fen=theirs[0].fen)))


def _merged(found: Iterable[Lot]) -> tuple[Lot, ...]:
    sums: dict[bytes, int] = {}
    for lot in found:
        sums[lot.brought_by] = sums.get(lot.brought_by, 0) + lot.fen
    return tuple(Lot(key, fen) for key, fen in sums.items())
