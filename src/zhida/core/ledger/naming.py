"""称呼 naming: how refusals call an account and a sum, so that its owner knows which is meant."""

from __future__ import annotations

from zhida.core.ledger.chart import kinds
from zhida.core.ledger.line import QuotaLine
from zhida.core.ledger.voucher import AccountKey
from zhida.core.money import Unit, format_fen


def amount(fen: int) -> str:
    """金额: in 元, to the last fen.

    >>> amount(30_640_050)
    '306400.5元'
    """
    return format_fen(fen, Unit.YUAN)


def describe(line: QuotaLine, account: AccountKey) -> str:
    """账户的称呼: holder, document and kind; where in transit, to whom."""
    to = f"（往 {account.counterpart}）" if account.counterpart else ""
    return f"{line.holder} 的指标（{line.document}）“{kinds()[account.kind].name}”{to}"
