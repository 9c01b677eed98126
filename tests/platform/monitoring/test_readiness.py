"""就绪: alive is who answers at all; ready is who has a database with this version's tables."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connections
from django.test import Client

from zhida.platform.configuration import configuration
from zhida.platform.monitoring import readiness
from zhida.platform.monitoring.readiness import state_of
from zhida.platform.monitoring.verified import Verified, last_verified, remember


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(readiness, "_migrated", set())
    return Client(headers={"host": "localhost"})


@contextmanager
def unreachable() -> Iterator[None]:
    """A database that isn't there."""
    connections["default"].close()
    good = connections["default"].settings_dict["NAME"]
    connections["default"].settings_dict["NAME"] = "nowhere"
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = good


def test_who_has_lost_the_database_is_alive_but_not_ready(database: str, client: Client) -> None:
    assert client.get("/ready").json()["status"] == "ready"
    with unreachable():
        answer = client.get("/ready")
        assert (answer.status_code, answer.json()["database"]) == (503, "unreachable")
        assert client.get("/health").status_code == 200
    assert client.get("/ready").status_code == 200


def test_tables_of_another_version_are_not_ready(database: str, client: Client) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("DELETE FROM django_migrations WHERE app = 'ledger'")
    answer = client.get("/ready")
    assert (answer.status_code, answer.json()["database"]) == (503, "fine")
    assert answer.json()["migrations"].endswith("missing")


def test_a_verification_is_told_but_does_not_close_the_pages(database: str, client: Client) -> None:
    folder = configuration().data_folder
    remember(folder, 7, False)
    try:
        answer = client.get("/ready")
        assert (answer.status_code, answer.json()["ledger"]["state"]) == (200, "faulty")
        remember(folder, 8, True)
        assert client.get("/ready").json()["ledger"]["state"] == "recent"
        found = last_verified(folder)
        assert found is not None and (found.blocks, found.clean) == (8, True)
        (folder / "verified.json").write_text("{", "ascii")
        assert client.get("/ready").json()["ledger"]["state"] == "never"
    finally:
        (folder / "verified.json").unlink()


def test_three_days_are_not_recent() -> None:
    then = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=3)
    assert state_of(Verified(then, 1, True)) == "stale"
    assert state_of(Verified(then, 1, False)) == "faulty"
