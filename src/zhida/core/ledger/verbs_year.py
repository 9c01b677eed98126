"""年终 year: what is left is carried over, taken into the next year, or written off."""

from __future__ import annotations

from collections.abc import Mapping

from zhida.core.ledger.act import Act, within
from zhida.core.ledger.errors import LedgerError
from zhida.core.ledger.line import QuotaLine
from zhida.core.ledger.moves import available_of, carried_of, move, origin_of
from zhida.core.ledger.voucher import Voucher


def carry_over(act: Act, line: QuotaLine, left: Mapping[str, int]) -> Voucher:
    """结转: what is left at the year's end, fen by kind of account (预算法第四十二条).

    >>> import datetime
    >>> from zhida.core.ledger import Book, Earmark
    >>> from zhida.core.notice.appropriations import FundingSource
    >>> line = QuotaLine(
    ...     Earmark(Book.QUOTA, 2025, "医疗救助补助资金", FundingSource.CENTRAL),
    ...     "650100-finance",
    ...     "乌财社〔2025〕3号",
    ... )
    >>> act = Act("乌鲁木齐市财政局", "2025年终结转", datetime.date(2025, 12, 31), "经办人甲")
    >>> [each.fen for each in carry_over(act, line, {"pending": 500, "executable": 20}).transfers]
    [500, 20]
    """
    carried = carried_of(line)
    transfers = tuple(move(line, kind, carried, fen) for kind, fen in left.items() if fen)
    return within("carry_over", act, line, transfers)


def carry_in(act: Act, carried: Voucher, line: QuotaLine) -> Voucher:
    """上年结转: the whole of a carrying over, on a line of the next year that names the old one.

    Raises `LedgerError` where `carried` is no carrying over, or the line is
    another's, of another fund or year, or doesn't name the line that it continues.
    """
    if carried.verb != "carry_over":
        raise LedgerError(f"{carried.document}不是结转凭证，不能据以转入上年结转")
    if line.carried_from != carried.transfers[0].credit.line or line.holder != carried.holder:
        raise LedgerError(f"{line.document}没有写明所结转的上年指标。请按原指标行结转")
    if line.earmark.year != carried.identity.year + 1:
        raise LedgerError(f"{carried.identity.year}年的结转只能转入{carried.identity.year + 1}年")
    transfers = tuple(
        move(line, origin_of(line), available_of(line), each.fen) for each in carried.transfers
    )
    return within("carry_in", act, line, transfers, carried.identity.key)


def write_off(act: Act, line: QuotaLine, left: Mapping[str, int]) -> Voucher:
    """核销: what is still unused after its years becomes surplus, fen by kind of account.

    What was carried over can't be written off as well: it is the next year's
    by then. A reason is asked for (预算法第四十二条).
    """
    if not act.reason:
        raise LedgerError(f"{act.number}：核销必须写明理由")
    transfers = tuple(move(line, kind, "surplus", fen) for kind, fen in left.items() if fen)
    return within("write_off", act, line, transfers)
