"""机构 bureaus: a small fiscal tree, random sums, and what a fiscal year must hold to."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator

from tests.core.ledger.lots import lots

from zhida.core.ledger import AccountKey, Book, Earmark, Ledger, QuotaLine, Voucher, kinds
from zhida.core.notice.appropriations import BudgetKind, FundingSource, Regime

YEAR = 2025

EARMARKS = (
    Earmark(
        Book.QUOTA,
        YEAR,
        "医疗救助补助资金",
        FundingSource.CENTRAL,
        regime=Regime.TRACKED,
        flag="01",
    ),
    Earmark(
        Book.QUOTA,
        YEAR,
        "医疗救助补助资金",
        FundingSource.CENTRAL,
        BudgetKind.GOVERNMENT_FUND,
        regime=Regime.TRACKED,
    ),
    Earmark(Book.QUOTA, YEAR, "医疗救助补助资金", FundingSource.PROVINCE),
)

PROVINCE = "650000-finance"
BELOW = {
    PROVINCE: ("650100-finance", "652900-finance", "650000-medical-security"),
    "650100-finance": ("650102-finance", "650103-finance"),
    "652900-finance": ("652901-finance", "652922-finance"),
}
"""Who may stand below whom; a game takes a part of it."""


def held(ledger: Ledger, *wanted: str) -> list[tuple[AccountKey, int]]:
    """The accounts of some kinds that have money, oldest first."""
    return [
        (account, fen)
        for account, fen in ledger.balances.items()
        if account.kind in wanted and fen > 0
    ]


def line_of(ledger: Ledger, account: AccountKey) -> QuotaLine:
    """The line of an account."""
    return ledger.lines[account.line]


def standing(ledger: Ledger) -> Iterator[Voucher]:
    """The vouchers that were not undone, but no reversals."""
    for key, voucher in ledger.vouchers.items():
        if voucher.reverses is None and key not in ledger.undone:
            yield voucher


def check_all(ledger: Ledger) -> None:
    """Every promise of the ledger, of one moment."""
    check_conservation(ledger)
    check_earmarks(ledger)
    check_levels(ledger)
    check_lots(ledger)
    check_years(ledger)


def check_conservation(ledger: Ledger) -> None:
    """Debits equal credits, for each earmark and so for each book; only origins are below zero."""
    sums: Counter[Earmark] = Counter()
    for account, fen in ledger.balances.items():
        sums[line_of(ledger, account).earmark] += fen
        assert fen >= 0 or kinds()[account.kind].is_origin
    assert not any(sums.values())


def check_earmarks(ledger: Ledger) -> None:
    """Source, budget kind, flag and project are those of the level above."""
    for line in ledger.lines.values():
        if line.parent is not None:
            assert line.earmark == ledger.lines[line.parent].earmark


def check_levels(ledger: Ledger) -> None:
    """What a holder took is what it keeps and what the level below took from it, by earmark."""
    kept: Counter[tuple[str, Earmark]] = Counter()
    for account, fen in ledger.balances.items():
        line = line_of(ledger, account)
        if not kinds()[account.kind].is_origin:
            kept[line.holder, line.earmark] += fen
    taken: Counter[tuple[str, Earmark]] = Counter()
    passed: Counter[tuple[str, Earmark]] = Counter()
    for voucher in standing(ledger):
        for each in voucher.transfers:
            earmark = line_of(ledger, each.debit).earmark
            if voucher.verb in ("open", "receive", "carry_in", "accept"):
                taken[voucher.holder, earmark] += each.fen
            if voucher.verb == "reduce":
                taken[voucher.holder, earmark] -= each.fen
            above = voucher.counterpart or ""
            if voucher.verb == "accept":
                passed[above, earmark] += each.fen
            if voucher.verb == "retrieve":
                taken[above, earmark] -= each.fen
                passed[voucher.holder, earmark] -= each.fen
    for place in taken | kept | passed:
        assert taken[place] == kept[place] + passed[place], place


def check_lots(ledger: Ledger) -> None:
    """Each fen is counted to a standing receipt or opening, and to one only."""
    found = lots(ledger.vouchers.values())
    for account, fen in ledger.balances.items():
        if not kinds()[account.kind].is_origin:
            assert sum(lot.fen for lot in found.get(account, ())) == fen
    for account, there in found.items():
        for lot in there:
            voucher = ledger.vouchers[lot.brought_by]
            assert voucher.verb in ("open", "receive")
            assert lot.brought_by not in ledger.undone
            brought = line_of(ledger, voucher.transfers[0].debit).earmark
            own = line_of(ledger, account).earmark
            assert (brought.source, brought.kind, brought.flag) == (own.source, own.kind, own.flag)


def check_years(ledger: Ledger) -> None:
    """What a year took over is what the year before left to it, voucher by voucher."""
    for left, taken in ledger.continued.items():
        if taken not in ledger.undone:
            assert left not in ledger.undone
            sums = [
                sum(each.fen for each in ledger.vouchers[key].transfers) for key in (left, taken)
            ]
            assert sums[0] == sums[1]


def day(number: int) -> datetime.date:
    """The day of the n-th act of a game that begins in the December before the budget year."""
    return datetime.date(YEAR - 1, 12, 1) + datetime.timedelta(days=3 * number)
