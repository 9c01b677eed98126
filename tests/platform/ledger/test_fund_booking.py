"""基金入账: a pool's year in the insurance-fund book, apart from the quota book, once and undone whole."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction

import pytest
from django.db import connection
from tests.engines.dip.test_flow import FUND, months, settlement, started

from zhida.core.ledger import LedgerError
from zhida.engines.dip.flow import Flow
from zhida.engines.dip.flow_steps import advance, release, settle_flow
from zhida.engines.dip.policy import policy
from zhida.platform.access.policy import Actor, Forbidden, Role
from zhida.platform.ledger.fund_booking import book_flow, undo_flow
from zhida.platform.ledger.verifying import verify
from zhida.platform.scope import scope

DAY = datetime.date(2026, 4, 1)
AGENCY = "650100-finance"
BOOKER = Actor("审核甲", AGENCY, "650100", Role.REVIEWER)
OTHER = Actor("审核乙", AGENCY, "650100", Role.REVIEWER)
POLICY = policy(DAY)


def year(points: int = 320) -> Flow:
    """A pool's year up to the settlement: H3 was paid too much and gives it back."""
    flow = advance(started(), {"H1": 3, "H2": 2, "H3": 1}, FUND, FUND // 12, POLICY, {})
    flow = months(flow, points - 30)
    return settle_flow(flow, settlement(flow), {})


def stood() -> dict[str, int]:
    """Fen by kind of account, as the pool's own region sees them."""
    with scope("650100"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, sum(balance_fen)::bigint FROM ledger_account"
            " GROUP BY kind HAVING sum(balance_fen) <> 0"
        )
        return dict(cursor.fetchall())


@pytest.fixture
def flow(database: str) -> Flow:
    """A settled year that is booked."""
    settled = year()
    book_flow(BOOKER, settled, DAY)
    return settled


def test_what_the_book_says_is_what_the_flow_says(flow: Flow) -> None:
    stands = flow.standing().values()
    assert stood() == {
        "insurance_origin": -FUND,
        "insurance_paid": sum(each.paid_fen for each in stands),
        "insurance_deposit": sum(each.deposit_fen for each in stands),
    }
    assert sum(each.paid_fen + each.deposit_fen for each in stands) == FUND
    assert not verify().faults


def test_a_booked_flow_is_booked_once_and_gone_on_with(flow: Flow) -> None:
    again = book_flow(BOOKER, flow, DAY)
    assert all(each.replayed for each in again)
    ended = release(flow, {"H1": Fraction(1, 2)}, {})
    more = [each for each in book_flow(BOOKER, ended, DAY) if not each.replayed]
    assert len(more) == 4  # three releases, and half of a deposit back into the pool
    assert stood() == {
        "insurance_origin": -FUND,
        "insurance_paid": FUND - ended.in_pool_fen,
        "insurance_pool": ended.in_pool_fen,
    }


def test_another_settlement_of_the_year_is_refused_until_the_first_is_undone(flow: Flow) -> None:
    other = year(points=300)
    with pytest.raises(LedgerError):
        book_flow(BOOKER, other, DAY)
    with pytest.raises(Forbidden):
        undo_flow(BOOKER, flow, DAY, "点值有误")
    with pytest.raises(LedgerError, match="理由"):
        undo_flow(OTHER, flow, DAY, " ")
    undo_flow(OTHER, flow, DAY, "点值有误")
    assert stood() == {}
    assert not any(each.replayed for each in book_flow(BOOKER, other, DAY))
    assert stood()["insurance_origin"] == -FUND
    assert not verify().faults


def test_who_may_not_book_books_nothing(database: str) -> None:
    drafter = replace(BOOKER, role=Role.DRAFTER)
    with pytest.raises(Forbidden, match="预付"):
        book_flow(drafter, year(), DAY)
    elsewhere = Actor("审核丙", "650200-finance", "650200", Role.REVIEWER)
    with pytest.raises(LedgerError, match="由区划650100的单位入账"):
        book_flow(elsewhere, year(), DAY)
    with pytest.raises(LedgerError, match="没有入账，无可冲销"):
        undo_flow(OTHER, year(), DAY, "误记")
    with pytest.raises(LedgerError, match="险种999不在险种表里"):
        book_flow(BOOKER, replace(year(), insutype="999"), DAY)
    assert stood() == {}
