"""记账: what was booked once is booked once, and nothing is spent that isn't there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from tests.platform.ledger.desk import (
    CITY,
    CITY_LINE,
    DAY,
    LINE,
    NEXT_YEAR,
    NOTICE,
    act,
)

from zhida.core.ledger import LedgerError, Voucher, verbs
from zhida.core.ledger.verbs import Act
from zhida.platform.ledger.posting import open_lines, post
from zhida.platform.scope import scope


def received(fen: int) -> Voucher:
    return verbs.receive(Act("财政部", "财社〔2024〕142号", DAY, "经办人甲"), LINE, fen)


def issued(fen: int) -> Voucher:
    return verbs.issue(act(), LINE, CITY, fen)


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
        pytest.raises(LedgerError, match=r"余额0\.01万元，要用100\.01元"),
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


def test_the_same_business_with_another_amount_is_refused(database: str) -> None:
    with scope("650000"):
        post([received(100_00)], open_lines([LINE]))
    with pytest.raises(LedgerError, match="但内容不同"), scope("650000"):
        post([received(100_01)], open_lines([LINE]))


def test_money_does_not_come_through_this_ledger_and_from_outside(database: str) -> None:
    """In either order; until the first is reversed."""
    outside = verbs.receive(act(NOTICE), replace(CITY_LINE, parent=None), 60_00)
    for first, second in ((issued(60_00), outside), (outside, issued(60_00))):
        with pytest.raises(LedgerError, match="两次"), scope("650000"):
            lines = open_lines([LINE, replace(CITY_LINE, parent=None)])
            post([received(100_00), first], lines)
            post([second], lines)
    with scope("650000"):
        lines = open_lines([LINE, replace(CITY_LINE, parent=None)])
        post([received(100_00), outside], lines)
        post([verbs.reverse(act("更正1号", reason="应由上级下达"), outside)], lines)
        post([issued(60_00)], lines)
        assert balances()["transit"] == 60_00


def test_what_was_carried_into_the_next_year_is_not_undone_behind_its_back(database: str) -> None:
    over = verbs.carry_over(act("2025年终结转"), LINE, {"pending": 40_00})
    into = verbs.carry_in(act("2026年初结转"), over, NEXT_YEAR)
    undo = act("更正2号", reason="误结转")
    with scope("650000"):
        lines = open_lines([LINE, NEXT_YEAR])
        post([received(100_00)], lines)
        post([over], lines)
        post([into], lines)
    with pytest.raises(LedgerError, match="请先冲销下年"), scope("650000"):
        post([verbs.reverse(undo, over)], lines)
    with scope("650000"):
        post([verbs.reverse(undo, into)], lines)
        post([verbs.reverse(undo, over)], lines)
        assert balances()["carried"] == 0


def test_a_voucher_is_undone_once(database: str) -> None:
    once, twice = act("更正3号", reason="记错"), act("更正4号", reason="记错")
    with scope("650000"):
        lines = open_lines([LINE])
        post([received(100_00), issued(60_00)], lines)
        post([verbs.reverse(once, issued(60_00))], lines)
        assert balances() == {"origin": -100_00, "pending": 100_00, "transit": 0}
    with pytest.raises(LedgerError, match="已经冲销过"), scope("650000"):
        post([verbs.reverse(twice, issued(60_00))], lines)


def test_who_is_not_registered_gets_nothing(database: str) -> None:
    with pytest.raises(LedgerError, match="没有代码为nobody的单位"), scope("650000"):
        lines = open_lines([LINE])
        post([received(100_00), verbs.issue(act(), LINE, "nobody", 1)], lines)
