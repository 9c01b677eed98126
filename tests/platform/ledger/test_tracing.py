"""追踪: every yuan is followed up to the notice that first brought it in and down to the payments."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.platform.ledger.nation import CITY, CLINIC, DISTRICT, OFFICE, WAN, Nation

from zhida.core.ledger import LedgerError
from zhida.core.ledger.proving import differences, held, levels
from zhida.core.ledger.tracing import Link, Node, Trace
from zhida.platform.ledger.tracing import trace
from zhida.platform.scope import scope


@pytest.fixture
def nation(database: str) -> Nation:
    with scope("100000"):
        nation = Nation()
        nation.play()
    return nation


def traced(subject: str, region: str = "100000") -> tuple[Trace, ...]:
    with scope(region):
        return trace(subject)


def kept(node: Node) -> dict[str, int]:
    return {each.kind: each.figure.fen for each in node.kept if each.figure.fen}


def paid(node: Node) -> int:
    return sum(kept(each).get("paid", 0) for each in node.walk())


def test_a_central_notice_is_followed_to_every_payment(nation: Nation) -> None:
    general, lottery = traced("财社〔2024〕142号")
    assert general.above == lottery.above == ()
    assert general.node.incoming == 900 * WAN
    assert general.node.passed == (500 + 300) * WAN
    assert kept(general.node) == {"pending": 100 * WAN}
    assert paid(general.node) == 85 * WAN  # 90 paid, 5 refunded
    assert paid(lottery.node) == 20 * WAN


def test_every_level_is_the_sum_of_the_next_and_no_fen_is_counted_twice(nation: Nation) -> None:
    for each in traced("财社〔2024〕142号"):
        assert list(differences(each.node)) == []
        assert held(each.node) == each.node.incoming
        rows = levels(each.node)
        for upper, lower in pairwise(rows):
            assert upper.passed == lower.taken
        for row in rows:
            assert row.first + row.taken == row.held + row.passed + row.reduced
        assert sum(row.held for row in rows) == each.node.incoming


def test_a_units_money_is_traced_up_to_the_centre(nation: Nation) -> None:
    (lottery,) = traced(CLINIC)
    assert [step.line.quota.document for step in lottery.above] == [
        "财社〔2024〕142号",
        "新财社〔2024〕201号",
        "阿地财社〔2025〕2号",
        "阿市财社〔2025〕5号",
    ]
    assert lottery.brought and lottery.brought.fen == 60 * WAN
    assert lottery.brought.behind[0][0].verb == "receive"
    # what it gave back does not count as its own
    assert [step.figure and step.figure.fen // WAN for step in lottery.above] == [60, 45, 45, 26]


def test_a_provinces_own_money_traces_to_the_province(nation: Nation) -> None:
    carried, own = sorted(traced(OFFICE), key=lambda each: -each.node.incoming)[::-1]
    for each in (carried, own):
        assert each.top.quota.holder == "650000-finance"
        assert each.brought and each.brought.fen == 40 * WAN


def test_carried_over_money_is_followed_into_the_next_year(nation: Nation) -> None:
    (own,) = (each for each in traced("新财社〔2025〕40号") if each.node.first.fen == 40 * WAN)
    city = own.node.children[0]
    (next_year,) = (each for each in city.children if each.link is Link.CARRIED)
    assert next_year.taken == city.carried_on == 15 * WAN
    assert next_year.passed == 12 * WAN
    assert list(differences(own.node)) == []
    assert held(own.node) == 40 * WAN


def test_money_on_its_way_is_kept_by_the_sender_until_it_is_accepted(nation: Nation) -> None:
    (second,) = (
        each
        for each in traced("652900-finance")
        if each.node.line.quota.document == "阿地财社〔2025〕9号"
    )
    (transit,) = (each for each in second.node.kept if each.kind == "transit")
    assert (transit.counterpart, transit.figure.fen) == ("652901-finance", 70 * WAN)
    assert second.node.children == ()


def test_every_figure_has_its_vouchers_and_these_their_papers(nation: Nation) -> None:
    (general, _) = traced("财社〔2024〕142号")
    for node in general.node.walk():
        for figure in (node.first, node.received, *(each.figure for each in node.kept)):
            assert figure.fen == sum(fen for _, fen in figure.behind)
            assert all(voucher.sources for voucher, _ in figure.behind)


def test_a_voucher_that_sends_money_is_traced_to_its_receiver(nation: Nation) -> None:
    (number,) = (
        posted.number
        for posted, voucher in zip(nation.posted, nation.vouchers, strict=True)
        if voucher.verb == "issue"
        and voucher.counterpart == CITY
        and voucher.identity.year == 2025
        and voucher.document == "新财社〔2024〕201号"
    )
    (found,) = traced(f"2025-{number}")
    assert found.node.line.quota.holder == CITY
    assert found.node.incoming == 320 * WAN


def test_a_reversal_leaves_nothing(nation: Nation) -> None:
    (hospital,) = traced("650102-hospital")
    registered = next(each for each in hospital.node.kept if each.kind == "registered")
    assert registered.figure.fen == 0
    assert len(registered.figure.behind) == 4


def test_a_county_sees_its_own_money_and_the_chain_above_it_alone(nation: Nation) -> None:
    (found,) = traced(DISTRICT, region="650102")
    assert found.node.line.quota.holder == DISTRICT
    assert [step.line.quota.holder for step in found.above] == [
        "100000-finance",
        "650000-finance",
        CITY,
    ]
    # what came to it is its business; what others passed to each other is not
    assert [step.figure and step.figure.fen for step in found.above] == [None, None, 200 * WAN]
    assert found.brought is None
    assert list(differences(found.node)) == []
    with pytest.raises(LedgerError, match="没有找到"):
        traced("652900-finance", region="650102")


def test_a_line_is_found_by_its_digest(nation: Nation) -> None:
    (found,) = traced(nation.lines["own"].digest.hex()[:12])
    assert found.node.line.quota == nation.lines["own"]


def test_what_nobody_has_booked_is_said_so(nation: Nation) -> None:
    with pytest.raises(LedgerError, match="没有找到“财社〔1999〕1号”"):
        traced("财社〔1999〕1号")
