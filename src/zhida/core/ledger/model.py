"""账 model: the ledger in memory, as a value. It refuses what the database refuses, and says why.

`core` asks it before anything is booked, and the tests hold the database to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from zhida.core.ledger.chart import kinds
from zhida.core.ledger.errors import LedgerError
from zhida.core.ledger.line import QuotaLine, next_year_of
from zhida.core.ledger.naming import amount, describe
from zhida.core.ledger.refusals import Past, check_twice, check_voucher
from zhida.core.ledger.voucher import AccountKey, Transfer, Voucher

_MOST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Ledger:
    """账: lines, balances in fen (debits − credits) and vouchers by their identity's key.

    A ledger never changes: `open` and `post` give the next one.

    >>> import datetime
    >>> from zhida.core.ledger import Act, Book, Earmark, QuotaLine, verbs
    >>> from zhida.core.notice.appropriations import FundingSource
    >>> line = QuotaLine(
    ...     Earmark(Book.QUOTA, 2025, "医疗救助补助资金", FundingSource.CENTRAL),
    ...     "650000-finance",
    ...     "新财社〔2025〕1号",
    ... )
    >>> act = Act("财政部", "财社〔2025〕8号", datetime.date(2025, 4, 1), "经办人甲")
    >>> ledger = Ledger().open([line]).post([verbs.receive(act, line, 500_00)])
    >>> ledger.balance(AccountKey(line.digest, "pending"))
    50000
    >>> ledger.post([verbs.issue(act, line, "650100-finance", 500_01)])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
      ...
    zhida.core.ledger.errors.LedgerError: 650000-finance 的指标（新财社〔2025〕1号）“待下达指标”只有...
    """

    lines: Mapping[bytes, QuotaLine] = field(default_factory=dict)
    balances: Mapping[AccountKey, int] = field(default_factory=dict)
    vouchers: Mapping[bytes, Voucher] = field(default_factory=dict)
    undone: Mapping[bytes, bytes] = field(default_factory=dict)
    """The key of a reversed voucher, and that of its reversal."""
    continued: Mapping[bytes, bytes] = field(default_factory=dict)
    """The key of a carrying over, and that of the voucher that took it into the next year."""

    def balance(self, account: AccountKey) -> int:
        """余额: fen on an account; nothing was ever booked there: zero."""
        return self.balances.get(account, 0)

    def open(self, lines: Iterable[QuotaLine]) -> Ledger:
        """开行: with these lines, each after its parent; what is known stays.

        Raises `LedgerError` where a line above or before is not known, or the
        earmark isn't that of the line above.
        """
        known = dict(self.lines)
        for line in lines:
            _check_line(line, known)
            known[line.digest] = line
        return replace(self, lines=known)

    def post(self, vouchers: Sequence[Voucher]) -> Ledger:
        """记账: all of the vouchers or none; what was booked before is not booked again.

        Raises `LedgerError`.
        """
        new: dict[bytes, Voucher] = {}
        undone, continued = dict(self.undone), dict(self.continued)
        past = Past(self.lines, self.vouchers, undone, continued)
        for voucher in vouchers:
            key = voucher.identity.key
            if key in new:
                raise LedgerError(f"同一批中有两张凭证是同一业务（{voucher.document}）。请去掉一张")
            if self._is_replay(voucher):
                continue
            check_voucher(past, voucher)
            new[key] = voucher
            if voucher.reverses is not None:
                undone[voucher.reverses] = key
            if voucher.carried_from is not None:
                continued[voucher.carried_from] = key
        balances = self._moved([each for voucher in new.values() for each in voucher.transfers])
        after = Ledger(self.lines, balances, {**self.vouchers, **new}, undone, continued)
        past = Past(after.lines, after.vouchers, undone, continued)
        for voucher in new.values():
            check_twice(past, voucher)
        return after

    def _is_replay(self, voucher: Voucher) -> bool:
        before = self.vouchers.get(voucher.identity.key)
        if before is not None and before.content != voucher.content:
            raise LedgerError(
                f"{voucher.document}的同一业务已记账"
                f"（{amount(sum(each.fen for each in before.transfers))}，经办人{before.actor}），"
                f"这次的内容不同（{amount(sum(each.fen for each in voucher.transfers))}）。"
                "更正请先冲销；确是另一笔的，请确认为新业务（序号加一）"
            )
        return before is not None

    def _moved(self, transfers: Iterable[Transfer]) -> Mapping[AccountKey, int]:
        """The balances after a batch; only what is left at its end must not be below zero."""
        balances = dict(self.balances)
        # Who lacks money is told first: what an origin gave back too much is the other side of it.
        touched: dict[bool, dict[AccountKey, None]] = {False: {}, True: {}}
        for each in transfers:
            for account, fen in ((each.debit, each.fen), (each.credit, -each.fen)):
                balances[account] = balances.get(account, 0) + fen
                touched[kinds()[account.kind].is_origin][account] = None
        for is_origin, accounts in touched.items():
            for account in accounts:
                self._check_balance(account, balances[account], is_origin)
        return balances

    def _check_balance(self, account: AccountKey, after: int, is_origin: bool) -> None:
        name = describe(self.lines[account.line], account)
        if after < 0 and not is_origin:
            found = self.balance(account)
            raise LedgerError(
                f"{name}只有 {amount(found)}，要用 {amount(found - after)}，差 {amount(-after)}。"
                "请减少金额，或先接收、追加"
            )
        if after > 0 and is_origin:
            raise LedgerError(f"{name}退出的比收到的多 {amount(after)}。请核对追减金额")
        if abs(after) > _MOST:
            raise LedgerError(f"{name}超出可记的最大金额。请核对单位（元、万元）")


def _check_line(line: QuotaLine, known: Mapping[bytes, QuotaLine]) -> None:
    for above in (line.parent, line.carried_from):
        if above is not None and above not in known:
            raise LedgerError(
                f"{line.holder} 的指标（{line.document}）所依据的上级或上年指标没有入账。请先接收"
            )
    if line.parent is not None and known[line.parent].earmark != line.earmark:
        raise LedgerError(
            f"{line.holder} 的指标（{line.document}）与上级指标的来源、标识或项目不同。"
            "自上而下不变；上级有误的，由上级更正"
        )
    if line.carried_from is not None:
        before = known[line.carried_from]
        if (line.holder, line.earmark) != (before.holder, next_year_of(before.earmark)):
            raise LedgerError(
                f"{line.holder} 的指标（{line.document}）只能结转本单位同一专项的上年指标。"
                "请核对年度、来源、标识和项目"
            )
