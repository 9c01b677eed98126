"""记账: what was booked once is booked once, and nothing is spent that isn't there."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection

from zhida.core.ledger import (
    AccountKey,
    Book,
    Earmark,
    Identity,
    LedgerError,
    QuotaLine,
    Transfer,
    Voucher,
)
from zhida.core.notice.appropriations import FundingSource, Regime
from zhida.platform.ledger.posting import open_lines, post
from zhida.platform.scope import scope

EARMARK = Earmark(
    Book.QUOTA, 2025, "医疗救助补助资金", FundingSource.CENTRAL, regime=Regime.TRACKED
)
LINE = QuotaLine(EARMARK, "650000-finance", "新财社〔2025〕1号")
DAY = datetime.date(2025, 1, 6)


def received(fen: int) -> Voucher:
    return Voucher(
        Identity("receipt", "财政部", "财社〔2024〕142号", 2025, "650000-finance"),
        "receive",
        "650000-finance",
        (Transfer(AccountKey(LINE.digest, "origin"), AccountKey(LINE.digest, "pending"), fen),),
        "财社〔2024〕142号",
        DAY,
        "经办人甲",
    )


def issued(fen: int) -> Voucher:
    to = AccountKey(LINE.digest, "transit", "650100-finance")
    return Voucher(
        Identity("issue", "新疆维吾尔自治区财政厅", "新财社〔2025〕1号", 2025, "650100-finance"),
        "issue",
        "650000-finance",
        (Transfer(AccountKey(LINE.digest, "pending"), to, fen),),
        "新财社〔2025〕1号",
        DAY,
        "经办人甲",
        counterpart="650100-finance",
    )


def balances() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, balance_fen FROM ledger_account")
        return dict(cursor.fetchall())


def test_a_notice_that_is_booked_again_is_answered_with_the_first_booking(database: str) -> None:
    with scope("650000"):
        lines = open_lines([LINE])
        first = post([received(100_00)], lines)
        again = post([received(100_00)], lines)
        assert [each.replayed for each in (*first, *again)] == [False, True]
        assert first[0].number == again[0].number
        assert balances() == {"origin": -100_00, "pending": 100_00}


def test_more_than_there_is_is_refused(database: str) -> None:
    with scope("650000"):
        post([received(100_00)], open_lines([LINE]))
    with (
        pytest.raises(LedgerError, match=r"余额0\.01万元，要用0\.010001万元"),
        scope("650000"),
    ):
        post([issued(100_01)], open_lines([LINE]))
    with scope("650000"):
        assert balances() == {"origin": -100_00, "pending": 100_00}


def test_a_city_sees_what_is_on_its_way_to_it_and_nothing_else(database: str) -> None:
    with scope("650000"):
        post([received(100_00), issued(60_00)], open_lines([LINE]))
    with scope("650100"):
        assert balances() == {"transit": 60_00}
    with scope("650200"):
        assert balances() == {}
