"""争议: the database decides each scenario as the ledger in memory does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django.db import DatabaseError, connection, transaction
from tests.core.ledger.scenarios import Scenario, scenarios

from zhida.core.ledger import LedgerError
from zhida.platform.ledger.posting import open_lines, post
from zhida.platform.scope import scope


class Undone(Exception):
    """Ends a scenario: nothing of it stays for the next one."""


def decisions(those: list[Scenario]) -> Iterator[tuple[Scenario, bool]]:
    """Whether the database books what each asks, after what was booked before all of them."""
    before = those[0].before
    numbers = open_lines(before.lines.values())
    for voucher in before.vouchers.values():
        post([voucher], numbers)
    for scenario in those:
        books = False
        try:
            with transaction.atomic():
                post(scenario.asked, numbers | open_lines(scenario.lines))
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                books = True
                raise Undone
        except (LedgerError, DatabaseError, Undone):
            yield scenario, books


def test_the_database_decides_as_memory_does(database: str) -> None:
    wrong = []
    for _, those in groupby(scenarios(), key=lambda each: each.before):
        try:
            with scope("100000"):
                wrong += [
                    each.name for each, books in decisions(list(those)) if books != each.books
                ]
                raise Undone
        except Undone:
            continue
    assert not wrong
