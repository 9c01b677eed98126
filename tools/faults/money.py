"""The money that is moved: one pool of the province, and what it issues to its cities."""

from __future__ import annotations

import datetime

from zhida.core.ledger import (
    AccountKey,
    Book,
    Earmark,
    Identity,
    QuotaLine,
    Transfer,
    Voucher,
)
from zhida.core.notice.appropriations import FundingSource, Regime
from zhida.platform.ledger.posting import Posted, open_lines, post
from zhida.platform.scope import scope

NATION = "100000"
POOL = 10**12
"""Fen that the province received."""
_DAY = datetime.date(2025, 1, 6)
_PROVINCE, _CITIES = "650000-finance", ("650100-finance", "650200-finance", "652900-finance")
LINE = QuotaLine(
    Earmark(Book.QUOTA, 2025, "医疗救助补助资金", FundingSource.CENTRAL, regime=Regime.TRACKED),
    _PROVINCE,
    "新财社〔2025〕1号",
)


def received(ordinal: int = 1, fen: int = POOL) -> Voucher:
    """A receipt from outside."""
    return Voucher(
        Identity("receipt", "财政部", "财社〔2024〕142号", 2025, _PROVINCE, ordinal=ordinal),
        "receive",
        _PROVINCE,
        (Transfer(AccountKey(LINE.digest, "origin"), AccountKey(LINE.digest, "pending"), fen),),
        "财社〔2024〕142号",
        _DAY,
        "经办人甲",
    )


def issued(ordinal: int, fen: int = 100, part: str = "") -> Voucher:
    """One issue to a city, known by its ordinal."""
    city = _CITIES[ordinal % len(_CITIES)]
    return Voucher(
        Identity("issue", _PROVINCE, "新财社〔2025〕1号", 2025, city, part, ordinal=ordinal),
        "issue",
        _PROVINCE,
        (
            Transfer(
                AccountKey(LINE.digest, "pending"), AccountKey(LINE.digest, "transit", city), fen
            ),
        ),
        "新财社〔2025〕1号",
        _DAY,
        "经办人甲",
        counterpart=city,
    )


def book(*vouchers: Voucher) -> tuple[Posted, ...]:
    """In one transaction."""
    with scope(NATION):
        return post(vouchers, open_lines([LINE]))
