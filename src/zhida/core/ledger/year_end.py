"""年终结账 year_end: what a holder must settle, carry over or write off when a year closes.

What is left is used next year for the same item; what is still unused after
the years of the parameter `carry_over_years` becomes surplus (预算法第四十二条).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zhida.core.ledger.act import Act
from zhida.core.ledger.chart import Book
from zhida.core.ledger.errors import LedgerError
from zhida.core.ledger.line import QuotaLine, next_year_of
from zhida.core.ledger.model import Ledger
from zhida.core.ledger.naming import amount, describe
from zhida.core.ledger.verbs_year import carry_in, carry_over, write_off
from zhida.core.ledger.voucher import AccountKey, Voucher
from zhida.core.parameters import parameter

LEFT = {
    Book.QUOTA: ("pending", "registered", "executable"),
    Book.INSURANCE: ("insurance_pool",),
    Book.AID: ("aid_balance",),
}
"""The accounts of each book whose balance a year may leave to the next."""

_UNSETTLED = {
    "expected": "请确认条件后转为可用，或上缴、追减",
    "expected_reserved": "请完成签发或撤回",
    "expected_transit": "请由对方签收或收回，或冲销下达",
    "reserved": "请完成签发或撤回",
    "transit": "请由对方签收或收回，或冲销下达",
    "applied": "请完成支付或撤回申请",
    "insurance_allotted": "请完成拨付",
    "insurance_prepaid": "请完成清算",
    "insurance_deposit": "请完成考核并返还或扣回",
}


def years_held(ledger: Ledger, line: QuotaLine) -> int:
    """持有年数: 1 in the line's first year, one more for each year that it was carried over."""
    years = 1
    while line.carried_from is not None:
        line = ledger.lines[line.carried_from]
        years += 1
    return years


def close_year(act: Act, ledger: Ledger, holder: str, year: int) -> tuple[Voucher, ...]:
    """年终结账: the vouchers that leave a holder nothing of a year but what was used.

    Each line's balance is carried over, or written off where its years are up.
    Raises `LedgerError` that names the first account which must be settled
    before: expected, reserved, in transit or applied for.
    """
    unsettled = next(_unsettled(ledger, holder, year), None)
    if unsettled:
        raise LedgerError(unsettled)
    most = parameter("carry_over_years", year).value
    vouchers: list[Voucher] = []
    for line in ledger.lines.values():
        if line.holder != holder or line.earmark.year != year:
            continue
        left = {
            kind: ledger.balance(AccountKey(line.digest, kind)) for kind in LEFT[line.earmark.book]
        }
        if not any(left.values()):
            continue
        if line.earmark.book is Book.QUOTA and years_held(ledger, line) >= most:
            reason = act.reason or f"连续{most}年未用完，作为结余（预算法第四十二条）"
            vouchers.append(write_off(replace(act, reason=reason), line, left))
        else:
            vouchers.append(carry_over(act, line, left))
    return tuple(vouchers)


def _unsettled(ledger: Ledger, holder: str, year: int) -> Iterator[str]:
    for account, fen in ledger.balances.items():
        line = ledger.lines[account.line]
        concerned = holder in (line.holder, account.counterpart) and line.earmark.year == year
        if fen and concerned and account.kind in _UNSETTLED:
            yield (
                f"{describe(line, account)}还有 {amount(fen)}，{year}年不能结账。"
                f"{_UNSETTLED[account.kind]}"
            )


def next_year(line: QuotaLine) -> QuotaLine:
    """次年指标行: the line that continues one in the next year: the same item, nothing above it."""
    return replace(
        line,
        earmark=next_year_of(line.earmark),
        advance=False,
        condition="",
        parent=None,
        carried_from=line.digest,
    )


def begin_year(act: Act, ledger: Ledger, holder: str, year: int) -> tuple[Voucher, ...]:
    """年初: the vouchers that take all that a holder carried over from the year before.

    Their lines (`next_year`) must be opened first. What was taken in before is
    left out, and so is a carrying over that was undone.
    """
    return tuple(
        carry_in(act, voucher, next_year(ledger.lines[voucher.transfers[0].credit.line]))
        for key, voucher in ledger.vouchers.items()
        if voucher.verb == "carry_over"
        and voucher.holder == holder
        and voucher.identity.year == year - 1
        and key not in ledger.undone
        and key not in ledger.continued
    )
