"""进度: what the database says of any day is what the vouchers in memory say of it."""

from __future__ import annotations

import datetime
from collections import defaultdict

import pytest
from tests.platform.ledger.nation import CITY, CLINIC, DISTRICT, HOSPITAL, PROVINCE, WAN, Nation

from zhida.core.execution.progress import Progress, progress_of
from zhida.core.ledger import Ledger
from zhida.core.notice.appropriations import FundingSource
from zhida.platform.execution.progress import (
    by_fund,
    by_holder,
    by_level,
    by_line,
    by_region,
    by_source,
    total,
)
from zhida.platform.execution.selecting import Selection
from zhida.platform.scope import scope

DAYS = [datetime.date(2024, 10, 1), datetime.date(2024, 11, 5)] + [
    datetime.date(2025, month, day) for month in range(1, 13) for day in (1, 20)
]


@pytest.fixture
def nation(database: str) -> Nation:
    with scope("100000"):
        nation = Nation()
        nation.play()
    return nation


def replayed(nation: Nation, on: datetime.date | None) -> dict[bytes, Progress]:
    """The progress of each line of 2025, from the ledger in memory."""
    ledger = Ledger().open(nation.lines.values())
    for voucher in nation.vouchers:
        if on is None or voucher.document_date <= on:
            ledger = ledger.post([voucher])
    found: dict[bytes, list[tuple[str, int]]] = defaultdict(list)
    for account, fen in ledger.balances.items():
        if ledger.lines[account.line].earmark.year == 2025:
            found[account.line].append((account.kind, fen))
    sums = {line: progress_of(pairs) for line, pairs in found.items()}
    return {line: progress for line, progress in sums.items() if progress != Progress()}


@pytest.mark.parametrize("on", [None, *DAYS], ids=str)
def test_every_line_of_any_day_stands_as_the_replay_has_it(
    nation: Nation, on: datetime.date | None
) -> None:
    expected = {key.hex()[:12]: progress for key, progress in replayed(nation, on).items()}
    with scope("100000"):
        asked = Selection(2025, region="100000", on=on)
        found = {row.key: row.rolled.own for row in by_line(asked)}
        assert {key: own for key, own in found.items() if own != Progress()} == expected
        assert total(asked) == sum(expected.values(), Progress())


@pytest.mark.parametrize("on", [None, *DAYS[::5]], ids=str)
def test_every_grouping_has_the_same_sum(nation: Nation, on: datetime.date | None) -> None:
    with scope("100000"):
        asked = Selection(2025, region="650000", on=on)
        whole = total(asked)
        for group in (by_line, by_holder, by_level, by_fund, by_source):
            assert sum((row.rolled.own for row in group(asked)), Progress()) == whole, group
        node, *children = by_region(asked)
        assert node.rolled.subtree == whole
        assert sum((row.rolled.subtree for row in children), node.rolled.own) == node.rolled.subtree


def test_a_subtree_received_what_came_from_outside_of_it(nation: Nation) -> None:
    """500 of advance and 240 of formal money, 60 of the lottery, 40 of its own; one fen once."""
    with scope("100000"):
        node, *children = by_region(Selection(2025, region="650000"))
        assert node.rolled.subtree.received == (500 + 240 + 60 + 40) * WAN
        assert [row.key for row in children] == ["650100", "652900"]
        centre, *_ = by_region(Selection(2025, region="100000"))
        assert centre.rolled.subtree.received == (900 + 250 + 60 + 40) * WAN
        assert centre.rolled.passed == centre.rolled.subtree.received - 110 * WAN


def test_what_a_holder_passed_down_is_shown_beside_what_it_keeps(nation: Nation) -> None:
    with scope("100000"):
        rows = {row.key: row.rolled for row in by_holder(Selection(2025, region="650000"))}
    district = rows[DISTRICT]
    assert district.own == Progress(unallocated=50 * WAN)
    assert district.passed == 150 * WAN
    assert district.subtree.paid == 85 * WAN
    assert rows[HOSPITAL].own == Progress(unallocated=60 * WAN, executable=5 * WAN, paid=85 * WAN)
    assert rows[CITY].own.carried == 15 * WAN
    assert rows["652900-finance"].own.transit == 70 * WAN
    assert rows[PROVINCE].passed == rows[PROVINCE].subtree.received - rows[PROVINCE].own.received


def test_a_node_sees_its_own_subtree_only(nation: Nation) -> None:
    """The row policies hold for sums as for rows: a city learns nothing of the province."""
    with scope("650100"):
        assert total(Selection(2025, region="650000")) == total(Selection(2025, region="650100"))
        assert total(Selection(2025, region="652900")) == Progress()
        assert total(Selection(2025, holder=PROVINCE)) == Progress()


def test_the_years_are_apart(nation: Nation) -> None:
    """What 2025 carried over is received in 2026, where it is counted for that year."""
    with scope("100000"):
        assert total(Selection(2025, holder=CITY)).carried == 15 * WAN
        assert total(Selection(2026, region="650100")).received == 15 * WAN


def test_what_was_known_at_a_moment(nation: Nation) -> None:
    with scope("100000"):
        first = Selection(
            2025, holder=CLINIC, booked=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
        )
        later = Selection(
            2025, holder=CLINIC, booked=datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)
        )
        assert total(first) == Progress()
        assert total(later) == total(Selection(2025, holder=CLINIC))


def test_money_is_selected_by_fund_source_and_flag(nation: Nation) -> None:
    with scope("100000"):
        whole = total(Selection(2025, region="100000"))
        parts = {
            source: total(Selection(2025, region="100000", source=source))
            for source in (FundingSource.CENTRAL, FundingSource.PROVINCE)
        }
        assert sum(parts.values(), Progress()) == whole
        assert parts[FundingSource.PROVINCE].received == 40 * WAN
        flagged = total(Selection(2025, region="100000", flag="01"))
        assert flagged.received == (900 + 250 + 60) * WAN
        assert total(Selection(2025, region="100000", fund="没有的资金")) == Progress()
