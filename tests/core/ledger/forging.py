"""伪造 forging: vouchers that no one may book, each made from a good one."""

from __future__ import annotations

from dataclasses import replace

from tests.core.ledger.bureaus import YEAR, line_of

from zhida.core.ledger import AccountKey, Ledger, Relation, Transfer, Voucher


def forgeries(ledger: Ledger, voucher: Voucher, ordinal: int) -> list[Voucher]:
    """A standing voucher as a cheat would write it anew, under an ordinal never used."""
    new = replace(voucher, identity=replace(voucher.identity, ordinal=ordinal))
    first = voucher.transfers[0]
    last = list(ledger.lines)[-1]
    mirror = Transfer(first.debit, first.credit, first.fen)
    undoing = replace(new, verb="reverse", reverses=voucher.identity.key)
    made = [
        # Nothing, called something.
        replace(new, transfers=(replace(first, fen=0),)),
        # Paid without having been applied for.
        replace(new, transfers=(replace(first, debit=AccountKey(last, "paid")),), verb="pay"),
        # An undoing of more than was done.
        replace(undoing, transfers=(replace(mirror, fen=first.fen + 1),)),
        # Money of another year.
        replace(new, identity=replace(new.identity, year=YEAR + 5)),
        # Someone else's money.
        replace(new, holder="650200-finance"),
        # Into the next year without having been carried over.
        replace(new, verb="carry_in", carried_from=voucher.identity.key),
    ]
    if voucher.verb not in ("open", "receive"):
        # More than there is.
        made.append(replace(new, transfers=(replace(first, fen=10**15), *voucher.transfers[1:])))
    if len(voucher.transfers) > 1:
        # Half of an undoing.
        made.append(replace(undoing, transfers=(mirror,)))
    for line in ledger.lines.values():
        if line.earmark != line_of(ledger, first.debit).earmark:
            # Onto a line of another source or flag.
            onto = replace(first.debit, line=line.digest)
            moved = Transfer(first.debit, onto, 1, Relation.KIN)
            made.append(replace(new, verb="adjust", transfers=(moved,)))
            break
    return made
