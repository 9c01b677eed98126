"""更正 correction: what an upstream error booked wrongly, undone and booked anew.

Nothing booked is ever changed: each wrong voucher is reversed, and booked again
on the right line with the next ordinal. Where the level below holds the money
already, its vouchers must be undone first, and booked anew after.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from zhida.core.ledger.act import Act, purpose_of, source_of
from zhida.core.ledger.chart import kinds
from zhida.core.ledger.errors import LedgerError
from zhida.core.ledger.line import QuotaLine
from zhida.core.ledger.model import Ledger
from zhida.core.ledger.verbs_back import reverse
from zhida.core.ledger.voucher import AccountKey, Identity, Transfer, Voucher

_INTAKES = ("open", "receive", "accept")


@dataclass(frozen=True, slots=True)
class Correction:
    """更正: the right lines, parents first, and the vouchers: reversals, newest first, then anew.

    Open the lines and post the vouchers as one batch: all or nothing.
    """

    lines: tuple[QuotaLine, ...]
    vouchers: tuple[Voucher, ...]


def holders_below(ledger: Ledger, voucher: Voucher) -> tuple[str, ...]:
    """下级: the holders other than the voucher's own that moved money of the line it came in on.

    They must return it before the voucher can be undone by itself.
    """
    affected = _affected(ledger, voucher.transfers[0].debit.line)
    return tuple(dict.fromkeys(each.holder for each in affected if each.holder != voucher.holder))


def correct(
    act: Act, ledger: Ledger, voucher: Voucher, right: QuotaLine, whole_chain: bool = False
) -> Correction:
    """更正: money that came in by `voucher` on a wrong line is booked on the right one.

    All that was done with the line's money since is done again on the right
    line and on lines below it that hang on that. Raises `LedgerError` where the
    voucher brought nothing in, where the year is closed, and, unless
    `whole_chain`, where other holders have the money: with their names.
    """
    wrong = ledger.lines[voucher.transfers[0].debit.line]
    _check(ledger, voucher, wrong, right)
    affected = _affected(ledger, wrong.digest)
    below = holders_below(ledger, voucher)
    if below and not whole_chain:
        raise LedgerError(
            f"{voucher.document}的指标已由 {'、'.join(below)} 接收或使用。"
            "请先由这些单位逐级退回，或选择逐级更正（--whole-chain）"
        )
    lines = _moved_lines(ledger, wrong, right)
    anew = {old: line.digest for old, line in lines.items()}
    undoing = [reverse(act, each) for each in reversed(affected)]
    again = [_anew(act, ledger, each, lines, anew) for each in affected]
    return Correction(tuple(lines.values()), tuple(_payable(ledger, undoing + again)))


def _check(ledger: Ledger, voucher: Voucher, wrong: QuotaLine, right: QuotaLine) -> None:
    if voucher.verb not in _INTAKES or voucher.identity.key not in ledger.vouchers:
        raise LedgerError(f"{voucher.document}不是已记账的期初、接收或签收，请用冲销")
    if voucher.identity.key in ledger.undone:
        raise LedgerError(f"{voucher.document}已经冲销，请重新记账")
    if right == wrong:
        raise LedgerError(f"{voucher.document}：更正后的指标与原指标相同")
    if (right.holder, right.earmark.book, right.earmark.year, right.parent) != (
        wrong.holder,
        wrong.earmark.book,
        wrong.earmark.year,
        wrong.parent,
    ):
        raise LedgerError(
            f"{voucher.document}：更正不能换持有单位、账簿、年度或上级指标。请冲销后重新接收"
        )
    tree = _tree(ledger, wrong.digest)
    for each in _affected(ledger, wrong.digest):
        if each.verb == "carry_over":
            raise LedgerError(f"{voucher.document}的指标已结转。请先冲销结转，再更正")
        if each.verb == "adjust" and any(
            (row.debit.line in tree) != (row.credit.line in tree) for row in each.transfers
        ):
            raise LedgerError(
                f"{voucher.document}的指标与其他指标行有调剂（{each.document}）。请先冲销调剂，再更正"
            )


def _affected(ledger: Ledger, line: bytes) -> tuple[Voucher, ...]:
    """The standing vouchers that touch a line or a line below it, oldest first."""
    tree = _tree(ledger, line)
    return tuple(
        voucher
        for key, voucher in ledger.vouchers.items()
        if voucher.reverses is None
        and key not in ledger.undone
        and any(each.debit.line in tree or each.credit.line in tree for each in voucher.transfers)
    )


def _tree(ledger: Ledger, line: bytes) -> dict[bytes, None]:
    """A line and all below it, parents first: a line is opened after its parent."""
    tree = {line: None}
    for each in ledger.lines.values():
        if each.parent in tree:
            tree[each.digest] = None
    return tree


def _moved_lines(ledger: Ledger, wrong: QuotaLine, right: QuotaLine) -> dict[bytes, QuotaLine]:
    """The right line of each line of the tree, by the old one's digest."""
    moved = {wrong.digest: right}
    for digest in _tree(ledger, wrong.digest):
        line = ledger.lines[digest]
        if line.parent in moved:
            above = moved[line.parent]
            moved[digest] = replace(line, earmark=right.earmark, parent=above.digest)
    return moved


def _anew(
    act: Act,
    ledger: Ledger,
    voucher: Voucher,
    lines: Mapping[bytes, QuotaLine],
    anew: Mapping[bytes, bytes],
) -> Voucher:
    transfers = tuple(
        Transfer(_account(each.credit, anew), _account(each.debit, anew), each.fen, each.relation)
        for each in voucher.transfers
    )
    touched = (digest for x in voucher.transfers for digest in (x.debit.line, x.credit.line))
    line = next(lines[digest] for digest in touched if digest in lines)
    identity = voucher.identity
    named = {old.hex(): new.hex() for old, new in anew.items()}
    identity = replace(
        identity,
        source=source_of(line),
        purpose=named.get(identity.purpose, purpose_of(line)),
        ordinal=identity.ordinal + 1,
    )
    return replace(
        voucher,
        identity=_unused(ledger, identity),
        transfers=transfers,
        actor=act.actor,
        reason=act.reason,
    )


def _payable(ledger: Ledger, vouchers: list[Voucher]) -> Iterator[Voucher]:
    """The vouchers in an order in which each finds its money, as near to theirs as can be.

    What was undone before is left out of the chain, so that their own order may
    ask for money that in truth came from it. Raises `LedgerError` where no
    order does.
    """
    balances = dict(ledger.balances)
    while vouchers:
        waiting = []
        for each in vouchers:
            if _move_on(balances, each):
                yield each
            else:
                waiting.append(each)
        if len(waiting) == len(vouchers):
            raise LedgerError(
                f"{waiting[0].document}无法逐笔更正：指标已反复退回。请由各单位逐级冲销后重新记账"
            )
        vouchers = waiting


def _move_on(balances: dict[AccountKey, int], voucher: Voucher) -> bool:
    """Moves a voucher's money, if all of it is there."""
    after = dict[AccountKey, int]()
    for each in voucher.transfers:
        for account, fen in ((each.debit, each.fen), (each.credit, -each.fen)):
            after[account] = after.get(account, balances.get(account, 0)) + fen
    if any(fen < 0 and not kinds()[account.kind].is_origin for account, fen in after.items()):
        return False
    balances |= after
    return True


def _account(account: AccountKey, anew: Mapping[bytes, bytes]) -> AccountKey:
    return replace(account, line=anew.get(account.line, account.line))


def _unused(ledger: Ledger, identity: Identity) -> Identity:
    while identity.key in ledger.vouchers:
        identity = replace(identity, ordinal=identity.ordinal + 1)
    return identity
