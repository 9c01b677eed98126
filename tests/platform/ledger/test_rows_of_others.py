"""范围: who works in a region sees what its holders have a part in, and writes what they do."""

from __future__ import annotations

import pytest
from django.db import connection
from tests.platform.ledger.desk import (
    CITY,
    CITY_LINE,
    LINE,
    PROVINCE,
    SECOND,
    SECOND_LINE,
    accepted,
    book,
    issued,
    receipt,
    stood,
)

from zhida.core.ledger import LedgerError
from zhida.platform.ledger.balances import balances
from zhida.platform.ledger.posting import line_numbers
from zhida.platform.scope import scope

TABLES = ("ledger_line", "ledger_account", "ledger_voucher", "ledger_transfer")


def rows() -> list[int]:
    """How many rows of each table the scope sees."""
    with connection.cursor() as cursor:
        counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in TABLES)
        cursor.execute(f"SELECT {counts}")
        return list(cursor.fetchone())


def told() -> None:
    """100 arrive at the province; 60 and 30 go to two cities, which accept them."""
    with scope("650000"):
        book(receipt(100), issued(60), issued(30, SECOND))
    with scope("650100"):
        book(accepted(60))
    with scope("650200"):
        book(accepted(30, SECOND_LINE))


def test_a_level_sees_itself_and_below_and_its_part_of_what_comes_from_above(database: str) -> None:
    told()
    with scope("650000"):
        assert stood() == {
            (PROVINCE, "origin"): -100,
            (PROVINCE, "pending"): 10,
            (PROVINCE, "transit"): 0,
            (CITY, "pending"): 60,
            (SECOND, "pending"): 30,
        }
        assert rows() == [3, 6, 5, 5]
    with scope("650100"):
        assert stood() == {(PROVINCE, "transit"): 0, (CITY, "pending"): 60}
        assert rows() == [1, 2, 2, 2]


def test_without_a_scope_there_are_no_rows(database: str) -> None:
    told()
    assert rows() == [0, 0, 0, 0]
    assert balances(region="650000") == ()
    with pytest.raises(LedgerError):
        book(receipt(1, ordinal=2))


def test_nobody_books_for_another_region(database: str) -> None:
    """Not for the level above, whose money is on its way here, and not for a neighbour."""
    told()
    with pytest.raises(LedgerError, match="工作范围"), scope("650100"):
        book(issued(1, CITY, ordinal=2))
    with pytest.raises(LedgerError, match="工作范围"), scope("650100"):
        book(receipt(1, ordinal=2))


def trace_up(line: int) -> list[tuple[str, str, bytes]]:
    """What the one function that looks past the policies tells of a line and those above it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relation, holder, digest FROM ledger_trace_up(%s) ORDER BY depth", [line]
        )
        return [(relation, holder, bytes(key)) for relation, holder, key in cursor.fetchall()]


def test_the_chain_of_a_line_shows_those_above_and_no_neighbour(database: str) -> None:
    told()
    with scope("650000"):
        numbers = line_numbers([LINE.digest, CITY_LINE.digest, SECOND_LINE.digest])
        assert len(trace_up(numbers[LINE.digest])) == 1
    with scope("650100"):
        chain = trace_up(numbers[CITY_LINE.digest])
        assert chain == [
            ("self", CITY, CITY_LINE.digest),
            ("parent", PROVINCE, LINE.digest),
        ]
        # The line that its money came from is its business, a neighbour's is not.
        assert [holder for _, holder, _ in trace_up(numbers[LINE.digest])] == [PROVINCE]
        assert trace_up(numbers[SECOND_LINE.digest]) == []
        assert rows() == [1, 2, 2, 2], "the scope is as it was"
    assert trace_up(numbers[CITY_LINE.digest]) == []
