"""并发: many offices at once, and never a fen over."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection
from tests.platform.ledger.desk import (
    CITY,
    CITY_LINE,
    LINE,
    NOTICE,
    PROVINCE,
    SECOND,
    act,
    book,
    issued,
    receipt,
    stood,
)

from zhida.core.ledger import LedgerError, verbs
from zhida.platform.ledger.posting import open_lines, post
from zhida.platform.ledger.verifying import verify
from zhida.platform.scope import scope

T = TypeVar("T")


def together(writers: int, work: Callable[[int], T]) -> list[T]:
    """The same work by many, each with a connection of its own, begun at one moment."""
    ready = Barrier(writers)

    def one(number: int) -> T:
        try:
            with scope("650000"):
                ready.wait(30)
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(writers) as pool:
        return list(pool.map(one, range(writers)))


@pytest.mark.parametrize("writers", [2, 16])
def test_many_writers_never_spend_more_than_there_is(database: str, writers: int) -> None:
    """100 are there; each wants 30 as often as it gets them."""
    with scope("650000"):
        book(receipt(100))

    def spend(writer: int) -> int:
        got = 0
        for turn in range(3):
            try:
                with scope("650000"):
                    book(issued(30, (CITY, SECOND)[writer % 2], number=f"{writer}-{turn}"))
                got += 1
            except LedgerError as refused:
                assert "差" in str(refused)
        return got

    assert sum(together(writers, spend)) == 3
    with scope("650000"):
        assert stood()[PROVINCE, "pending"] == 10
        assert stood()[PROVINCE, "transit"] == 90


def test_of_two_with_the_same_business_one_books_and_one_hears_of_it(database: str) -> None:
    with scope("650000"):
        book(receipt(100))

    def same(writer: int) -> tuple[int, bool]:
        with scope("650000"):
            (posted,) = book(issued(10))
        return posted.number, posted.replayed

    answers = together(4, same)
    assert len({number for number, _ in answers}) == 1
    assert sorted(replayed for _, replayed in answers) == [False, True, True, True]
    with scope("650000"):
        assert stood()[PROVINCE, "pending"] == 90


def test_batches_in_opposite_order_do_not_wait_in_a_circle(database: str) -> None:
    with scope("650000"):
        book(receipt(100_000))

    def batch(writer: int) -> int:
        done = 0
        for turn in range(4):
            vouchers = [
                verbs.issue(act(f"{writer}-{turn}", ordinal=each), LINE, to, 100)
                for each, to in enumerate((CITY, SECOND) * 10, 1)
            ]
            with scope("650000"):
                book(*(vouchers if writer % 2 else reversed(vouchers)))
            done += len(vouchers)
        return done

    assert sum(together(6, batch)) == 480
    with scope("650000"):
        assert stood()[PROVINCE, "transit"] == 480


def test_money_booked_on_both_sides_in_one_instant_is_found_by_verification(database: str) -> None:
    """Neither sees the other's before both are there; then `verify` names the one to reverse."""
    from_outside = replace(CITY_LINE, parent=None)
    with scope("650000"):
        book(receipt(100))
        lines = open_lines([LINE, from_outside])

    def receive() -> None:
        try:
            with scope("650100"):
                post([verbs.receive(act(NOTICE), from_outside, 60_00)], lines)
        finally:
            connection.close()

    with scope("650000"):
        post([issued(60)], lines)
        with ThreadPoolExecutor(1) as other:
            other.submit(receive).result(30)
    (fault,) = [each for each in verify().faults if each.check == "doubled"]
    assert "冲销账外接收" in fault.mend
