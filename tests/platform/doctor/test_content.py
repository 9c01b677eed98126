"""检查内容: what is missing in the tables, and what has waited too long for its seal."""

from __future__ import annotations

import psycopg
from django.db import connections

from zhida.platform.access.policy import Actor, Role
from zhida.platform.doctor.checks import Check, State
from zhida.platform.doctor.content import examine_content
from zhida.platform.installing import welcome
from zhida.platform.journal.actions import record
from zhida.platform.scope import scope


def examined() -> dict[str, Check]:
    return {each.code: each for each in examine_content()}


def as_superuser(database: str, statement: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(statement.encode())


def test_without_two_people_nothing_can_be_approved(database: str) -> None:
    assert examined()["users"].said == "没有经办、审核人员"
    welcome("650100-finance", ["张三"], [])
    assert examined()["users"].said == "没有审核人员"
    welcome("650100-finance", [], ["李四"])
    assert {code: each.state for code, each in examined().items()} == {
        "migrations": State.FINE,
        "regions": State.FINE,
        "users": State.FINE,
        "server-clock": State.FINE,
        "seals": State.FINE,
        "payment-totals": State.FINE,
    }


def test_a_missing_migration_is_told_and_nothing_more_is_asked(database: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'journal'")
    found = examined()
    assert list(found) == ["migrations"]
    assert (found["migrations"].state, found["migrations"].mend) == (
        State.FAULT, "请运行 zhida migrate",
    )  # fmt: skip


def test_a_clock_that_went_back_is_told(database: str) -> None:
    with scope("650100"):
        record(Actor("甲", "650100-finance", "650100", Role.DRAFTER), "see", "x", "1")
    as_superuser(
        database,
        "ALTER TABLE journal_deed DISABLE TRIGGER USER;"
        " UPDATE journal_deed SET at = at + interval '1 hour';"
        " ALTER TABLE journal_deed ENABLE TRIGGER USER",
    )
    found = examined()["server-clock"]
    assert found.state is State.FAULT
    assert "时钟被拨回" in found.said


def test_a_total_that_is_not_its_payments_is_told(database: str) -> None:
    as_superuser(
        database,
        "INSERT INTO execution_paymenttotal (year, region_id, state, kind, payments, fen)"
        " VALUES (2025, '650100', 'booked', 'payment', 1, 100)",
    )
    found = examined()["payment-totals"]
    assert (found.state, found.said) == (State.FAULT, "有1处与支付记录不符")
