"""余额: now, and as of any moment of booking or any day of documents."""

from __future__ import annotations

import datetime
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.platform.ledger.desk import CITY, LINE, PROVINCE, SECOND, act, book, issued, receipt

from zhida.core.ledger import verbs
from zhida.platform.ledger.balances import Balance, balances, statement
from zhida.platform.ledger.figures import Asked, sums
from zhida.platform.scope import scope


def pending(**moment: object) -> int | None:
    """What the province has to pass on, in fen; None where it had no account by then."""
    found = [each.fen for each in balances(holder=PROVINCE, **moment) if each.kind == "pending"]  # type: ignore[arg-type]
    return found[0] if found else None


def now() -> datetime.datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime.datetime = cursor.fetchone()[0]
        return moment


def test_a_balance_is_known_for_each_moment_of_either_date(database: str) -> None:
    """A document of January, booked after one of March."""
    late = act("新财社〔2025〕9号", datetime.date(2025, 3, 1))
    early = act("新财社〔2025〕8号", datetime.date(2025, 1, 20))
    with scope("650000"):
        before = now()
        book(receipt(100))
        first = now()
        book(verbs.issue(late, LINE, CITY, 30_00))
        second = now()
        book(verbs.issue(early, LINE, CITY, 20_00))
        booked = [pending(as_of_booked=each) for each in (before, first, second, now())]
        assert booked == [None, 100_00, 70_00, 50_00]
        days = [datetime.date(2025, month, day) for month, day in ((1, 5), (1, 6), (2, 1), (3, 1))]
        assert [pending(as_of_document=day) for day in days] == [None, 100_00, 80_00, 50_00]
        assert pending(as_of_document=days[2], as_of_booked=second) == 100_00
        assert pending() == 50_00


def test_a_region_is_the_sum_of_what_lies_in_it(database: str) -> None:
    with scope("650000"):
        book(receipt(100), issued(60))
        found = balances(region="650000", year=2025)
        assert sum(each.fen for each in found) == 0
        assert {(each.kind, each.counterpart) for each in found} == {
            ("origin", None),
            ("pending", None),
            ("transit", CITY),
        }
        assert balances(region="650100") == ()
    with pytest.raises(ValueError, match="holder or a region"):
        balances()


def test_a_part_begins_beyond_an_account_and_all_parts_are_the_whole(database: str) -> None:
    """By either date; the database fetches no more than the part."""
    with scope("650000"):
        book(receipt(100), issued(60), issued(10, SECOND))
        for day in (None, datetime.date(2025, 2, 1)):
            region_on = partial(balances, region="650000", year=2025, as_of_document=day)
            whole = region_on()
            parts: list[Balance] = []
            after = 0
            while part := region_on(after=after, most=2):
                assert len(part) <= 2
                parts += part
                after = part[-1].account
            assert parts == sorted(whole, key=lambda each: each.account)
            assert len(parts) == 4


def test_a_day_adds_up_to_what_the_accounts_say_of_it_in_two_questions(database: str) -> None:
    late = act("新财社〔2025〕9号", datetime.date(2025, 3, 1))
    with scope("650000"):
        book(receipt(100), issued(30), verbs.issue(late, LINE, CITY, 20_00))
        for month in (1, 2, 3):
            day = datetime.date(2025, month, 28)
            stood: dict[tuple[str], int] = {}
            for each in balances(region="650000", as_of_document=day):
                if each.kind != "origin":
                    stood[each.kind,] = stood.get((each.kind,), 0) + each.fen
            with CaptureQueriesContext(connection) as asked:
                assert sums(Asked(2025, region="100000", on=day), "a.kind") == stood
            assert len(asked) <= 2, "however many accounts there are"
        assert sums(Asked(2025, region="100000", period="2025-03"), "a.kind") == {
            ("pending",): -20_00,
            ("transit",): 20_00,
        }


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(parts=st.lists(st.integers(1, 20), max_size=6))
def test_a_statement_ends_at_the_balance(database: str, parts: list[int]) -> None:
    """And each of its rows at the balance of that moment."""
    run = now().isoformat()
    with scope("650000"):
        book(receipt(1000, ordinal=now().microsecond + 1))
        for place, yuan in enumerate(parts):
            book(issued(yuan, number=f"{run}-{place}"))
        account = next(each for each in balances(holder=PROVINCE) if each.kind == "pending")
        rows = statement(account.account)
        assert rows[-1].balance_fen == account.fen
        for row in rows[-len(parts) - 1 :]:
            assert pending(as_of_booked=row.booked_at) == row.balance_fen
