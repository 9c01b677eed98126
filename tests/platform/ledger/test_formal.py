"""正式下达: entitlement less what the ledger issued in advance, outside a notice."""

from __future__ import annotations

import datetime

import pytest
from tests.platform.ledger.nation import CITY, OTHER, PROVINCE, SECOND, WAN, Nation

from zhida.core.ledger import LedgerError
from zhida.platform.access.policy import Actor, Forbidden, Role
from zhida.platform.ledger.acting import Paper
from zhida.platform.ledger.formal import issue_formally
from zhida.platform.ledger.queries import balances_of, find_lines
from zhida.platform.ledger.sending_back import return_up
from zhida.platform.scope import scope

REVIEWER = Actor("省审核", PROVINCE, "650000", Role.REVIEWER)
PAPER = Paper("新财社〔2025〕90号", datetime.date(2025, 7, 1), "正式下达")


@pytest.fixture
def nation(database: str) -> Nation:
    """The province issued 320 万元 to Urumqi in advance and has 110 万元 of formal money left."""
    with scope("100000"):
        nation = Nation()
        nation.play()
    return nation


def stands(nation: Nation, name: str, kind: str = "pending") -> int:
    with scope("100000"):
        found = balances_of(find_lines(nation.lines[name].digest.hex())).values()
        return sum(fen for each in found for (k, _), fen in each.items() if k == kind)


def formal(nation: Nation) -> str:
    return nation.lines["formal/650000"].digest.hex()


def test_what_was_issued_in_advance_is_left_out(nation: Nation) -> None:
    asked = {CITY: 400 * WAN, SECOND: 20 * WAN}
    looked = issue_formally(REVIEWER, formal(nation), asked, PAPER, look=True)
    assert [(each.recipient, each.advanced, each.now) for each in looked.shares] == [
        (CITY, 320 * WAN, 80 * WAN),
        (SECOND, 0, 20 * WAN),
    ]
    assert stands(nation, "formal/650000") == 110 * WAN
    done = issue_formally(REVIEWER, formal(nation), asked, PAPER)
    assert len(done.posted) == 2
    assert stands(nation, "formal/650000") == 10 * WAN
    assert stands(nation, "formal/650000", "transit") == 100 * WAN
    again = issue_formally(REVIEWER, formal(nation), asked, PAPER)
    assert all(each.replayed for each in again.posted)


def test_an_advance_without_an_entitlement_is_not_forgotten(nation: Nation) -> None:
    with pytest.raises(LedgerError, match="650100-finance 已提前下达 3200000元"):
        issue_formally(REVIEWER, formal(nation), {SECOND: 20 * WAN}, PAPER)


def test_less_than_the_advance_is_a_reduction_that_somebody_chooses(nation: Nation) -> None:
    asked = {CITY: 300 * WAN}
    with pytest.raises(LedgerError, match="多下达 200000元"):
        issue_formally(REVIEWER, formal(nation), asked, PAPER)
    with pytest.raises(LedgerError, match="还差 200000元 没有退回"):
        issue_formally(REVIEWER, formal(nation), asked, PAPER, reductions=frozenset({CITY}))
    city = Actor("市经办", CITY, "650100", Role.DRAFTER)
    return_up(city, nation.lines["advance/650100"].digest.hex(), 20 * WAN, PAPER)
    before = stands(nation, "advance/650000")
    issue_formally(REVIEWER, formal(nation), asked, PAPER, reductions=frozenset({CITY}))
    assert stands(nation, "advance/650000") == before + 20 * WAN
    after = issue_formally(REVIEWER, formal(nation), asked, PAPER, look=True)
    assert (after.shares[0].advanced, after.shares[0].now) == (300 * WAN, 0)


def test_all_or_nothing(nation: Nation) -> None:
    with pytest.raises(LedgerError, match="余额110万元，要用201万元"):
        issue_formally(REVIEWER, formal(nation), {CITY: 321 * WAN, SECOND: 200 * WAN}, PAPER)
    assert stands(nation, "formal/650000") == 110 * WAN


def test_an_advance_line_gives_no_formal_money(nation: Nation) -> None:
    line = nation.lines["advance/650000"].digest.hex()
    with pytest.raises(LedgerError, match="正式下达的那一行"):
        issue_formally(REVIEWER, line, {CITY: 400 * WAN}, PAPER)


def test_a_drafter_does_not_issue(nation: Nation) -> None:
    drafter = Actor("省经办", PROVINCE, "650000", Role.DRAFTER)
    with pytest.raises(Forbidden):
        issue_formally(drafter, formal(nation), {CITY: 400 * WAN, OTHER: 0}, PAPER)
