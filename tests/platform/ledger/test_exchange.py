"""指标交换: what is exported is read back equal, and what is wrong is said on its cell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tests.platform.ledger.nation import Nation

from zhida.core.ledger.proving import differences
from zhida.core.ledger.records import Record
from zhida.core.provenance import Source
from zhida.platform.access.policy import Actor, Role
from zhida.platform.ledger.exchange import Proposal, import_records, propose, records
from zhida.platform.ledger.tracing import trace
from zhida.platform.scope import scope

CENTRE = Actor("审核人乙", "100000-finance", "100000", Role.REVIEWER)


def places(rows: tuple[Record, ...]) -> list[Source]:
    return [Source("指标.csv", row=number) for number in range(2, len(rows) + 2)]


def exported(region: str = "100000") -> tuple[Record, ...]:
    with scope(region):
        return records()


def imported(rows: tuple[Record, ...], actor: Actor = CENTRE) -> Proposal:
    return import_records(actor, rows, places(rows))


def proposed(rows: tuple[Record, ...], region: str = "100000") -> Proposal:
    with scope(region):
        return propose(rows, places(rows))


@pytest.fixture
def rows(database: str) -> tuple[Record, ...]:
    with played():
        return exported()


@contextmanager
def played() -> Iterator[None]:
    """The nation's year, undone at the end: after it the ledger is empty, units apart."""
    from django.db import transaction

    with transaction.atomic():
        with scope("100000"):
            Nation().play()
        yield
        transaction.set_rollback(True)
    with scope("100000"):
        Nation()


def by_document(rows: tuple[Record, ...]) -> dict[str, Record]:
    return {row["COR_BGT_DOC_NO"]: row for row in rows if row["BGT_TYPE_CODE"] == "1"}


def test_an_empty_ledger_that_takes_the_records_gives_the_same_records(
    rows: tuple[Record, ...],
) -> None:
    assert len(rows) > 15
    assert exported() == ()
    imported(rows)
    assert sorted(exported(), key=lambda row: row["BGT_ID"]) == sorted(
        rows, key=lambda row: row["BGT_ID"]
    )


def test_imported_money_is_traced_like_the_rest(rows: tuple[Record, ...]) -> None:
    imported(rows)
    with scope("100000"):
        for each in trace("财社〔2024〕142号"):
            assert list(differences(each.node)) == []
            assert each.brought and {one.verb for one, _ in each.brought.behind} == {"open"}
        (hospital,) = trace("650102-hospital")
        assert hospital.top.quota.holder == "100000-finance"
        assert hospital.brought
        (source,) = hospital.brought.behind[0][0].sources
        assert source.file == "指标.csv"


def test_an_import_that_is_repeated_changes_nothing(rows: tuple[Record, ...]) -> None:
    first = imported(rows)
    again = imported(rows)
    assert first.replayed == 0
    assert again.replayed == len(again.vouchers)
    assert sorted(map(str, exported())) == sorted(map(str, rows))
