"""上缴与收回: money goes up again in two halves, each by its own hand."""

from __future__ import annotations

import datetime

import pytest
from tests.platform.ledger.nation import CITY, DISTRICT, OTHER, WAN, Nation

from zhida.core.ledger import LedgerError
from zhida.platform.access.policy import Actor, Forbidden, Role
from zhida.platform.ledger.acting import Paper
from zhida.platform.ledger.queries import balances_of, find_lines
from zhida.platform.ledger.sending_back import retrieve, return_up
from zhida.platform.scope import scope

BELOW = Actor("区经办", DISTRICT, "650102", Role.DRAFTER)
ABOVE = Actor("市经办", CITY, "650100", Role.DRAFTER)
AUDITOR = Actor("市审计", CITY, "650100", Role.AUDITOR)
PAPER = Paper("天财社〔2025〕70号", datetime.date(2025, 8, 1), "项目取消")


@pytest.fixture
def nation(database: str) -> Nation:
    """The district holds 50 万元 pending of what the city passed on."""
    with scope("100000"):
        nation = Nation()
        nation.play()
    return nation


def stands(nation: Nation, name: str, kind: str = "pending") -> int:
    with scope("100000"):
        found = balances_of(find_lines(nation.lines[name].digest.hex())).values()
        return sum(fen for each in found for (k, _), fen in each.items() if k == kind)


def test_what_is_sent_back_waits_until_the_level_above_takes_it(nation: Nation) -> None:
    district = nation.lines["advance/650102"].digest.hex()
    city = nation.lines["advance/650100"].digest.hex()
    before = stands(nation, "advance/650100")
    assert not return_up(BELOW, district, 20 * WAN, PAPER).replayed
    assert stands(nation, "advance/650102") == 30 * WAN
    assert stands(nation, "advance/650102", "transit") == 20 * WAN
    assert stands(nation, "advance/650100") == before
    retrieve(ABOVE, city, 15 * WAN, PAPER)
    assert stands(nation, "advance/650102", "transit") == 5 * WAN
    assert stands(nation, "advance/650100") == before + 15 * WAN


def test_the_same_paper_sends_back_once(nation: Nation) -> None:
    district = nation.lines["advance/650102"].digest.hex()
    first = return_up(BELOW, district, 20 * WAN, PAPER)
    again = return_up(BELOW, district, 20 * WAN, PAPER)
    assert again.replayed and (again.year, again.number) == (first.year, first.number)


def test_only_what_is_in_transit_comes_back(nation: Nation) -> None:
    city = nation.lines["advance/650100"].digest.hex()
    with pytest.raises(LedgerError, match="请由下级先上缴"):
        retrieve(ABOVE, city, 1 * WAN, PAPER)
    return_up(BELOW, nation.lines["advance/650102"].digest.hex(), 20 * WAN, PAPER)
    with pytest.raises(LedgerError, match=r"要收回 200001元.*只有：650102-finance 200000元"):
        retrieve(ABOVE, city, 20 * WAN + 100, PAPER)
    with pytest.raises(LedgerError, match="没有退回到"):
        retrieve(ABOVE, city, 20 * WAN, PAPER, sender=OTHER)


def test_money_from_outside_has_no_level_above_here(nation: Nation) -> None:
    centre = Actor("部经办", "100000-finance", "100000", Role.DRAFTER)
    with pytest.raises(LedgerError, match="请用追减"):
        return_up(centre, nation.lines["formal"].digest.hex(), WAN, PAPER)


def test_more_than_is_there_is_not_sent_back(nation: Nation) -> None:
    with pytest.raises(LedgerError, match="50"):
        return_up(BELOW, nation.lines["advance/650102"].digest.hex(), 50 * WAN + 1, PAPER)
    assert stands(nation, "advance/650102") == 50 * WAN


def test_who_may_only_look_takes_nothing_back(nation: Nation) -> None:
    with pytest.raises(Forbidden):
        retrieve(AUDITOR, nation.lines["advance/650100"].digest.hex(), WAN, PAPER)
