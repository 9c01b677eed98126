"""合计: a region's sums are kept, and say what its accounts say, whoever moved them and whoever asks."""

from __future__ import annotations

import datetime

import psycopg
import pytest
from django.db import ProgrammingError, connection
from tests.platform.ledger.desk import CITY, accepted, book, issued, receipt
from tests.platform.ledger.nation import FUND, Nation

from zhida.platform.ledger.figures import KIND, REGION, UNITS, Asked, by_step, sums
from zhida.platform.scope import scope

BY_ACCOUNT = """
SELECT a.region_id, g.kind = 'unit', a.kind, sum(a.balance_fen)::bigint
FROM ledger_account a JOIN regions_agency g ON g.id = a.holder_id
WHERE a.year = %s AND NOT a.is_origin GROUP BY 1, 2, 3"""


def by_account(year: int) -> dict[tuple[str, bool, str], int]:
    with connection.cursor() as cursor:
        cursor.execute(BY_ACCOUNT, [year])
        return {(region, units, kind): fen for region, units, kind, fen in cursor.fetchall()}


def test_the_totals_of_a_year_are_its_accounts(database: str) -> None:
    """After all that a year brings: passing down, spending, reversals, carrying over."""
    with scope("100000"):
        Nation().play()
        for year in (2025, 2026):
            kept = sums(Asked(year, region="100000"), REGION, UNITS, KIND)
            assert kept
            assert kept == by_account(year)
        far, early = datetime.date(2026, 12, 31), datetime.date(2025, 3, 31)
        at_last = sums(Asked(2025, region="100000", on=far), REGION, UNITS, KIND)
        assert at_last == by_account(2025)
        by_kind = sums(Asked(2025, region="100000", on=early), KIND)
        assert by_kind == sums(Asked(2025, region="100000", on=early, fund=FUND), KIND)
    with scope("650000"):
        kept = sums(Asked(2025, region="650100"), REGION, UNITS, KIND)
        assert {each[0][:4] for each in kept} == {"6501"}
        expected = {each: fen for each, fen in by_account(2025).items() if each[0][:4] == "6501"}
        assert kept == expected


def test_of_a_region_above_only_what_is_on_its_way_is_seen(database: str) -> None:
    """A city that asks for its province: 40 are still in transit to it, and no total tells more."""
    with scope("650000"):
        book(receipt(100), issued(60), issued(40, ordinal=2))
    with scope("650100"):
        book(accepted(60))
        above = by_step(Asked(2025, region="650000"))
        own = by_step(Asked(2025, region="650100"))
    assert above == {(): {"transit": 40_00, "unallocated": 60_00}}
    assert own == {(): {"unallocated": 60_00}}


def test_the_application_reads_totals_and_writes_none(database: str) -> None:
    with scope("650000"):
        book(receipt(100), issued(60, CITY))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_total")
        assert cursor.fetchone() == (0,)
    with scope("650100"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_total")
        assert cursor.fetchone() == (0,)
    with scope("650000"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_total")
        assert cursor.fetchone() == (2,)
    for statement in (
        "UPDATE ledger_total SET fen = 0",
        "INSERT INTO ledger_total (year, book, region_id, units, kind, fen)"
        " VALUES (2025, 'quota', '650000', false, 'pending', 1)",
        "DELETE FROM ledger_total",
    ):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            scope("650000"),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_who_books_beside_another_waits_for_no_total(database: str) -> None:
    """While one holds the province's row, another's booking makes a second; the sum is both."""
    with scope("650000"):
        book(receipt(100))
    with psycopg.connect(database) as holding:
        holding.execute("SELECT FROM ledger_total FOR UPDATE")
        with scope("650000"):
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '5s'")
            book(receipt(50, ordinal=2))
    with scope("650000"):
        assert sums(Asked(2025, region="650000"), KIND) == {("pending",): 150_00}
        with connection.cursor() as cursor:
            cursor.execute("SELECT array_agg(fen ORDER BY id) FROM ledger_total")
            assert cursor.fetchone() == ([100_00, 50_00],)
