"""权限: the application's role books through the doors alone, whatever SQL it is made to say."""

from __future__ import annotations

from urllib.parse import urlsplit

import psycopg
import pytest

from zhida.platform.database import APP, as_role

TABLES = ("ledger_voucher", "ledger_transfer", "ledger_account", "ledger_line", "ledger_earmark")


@pytest.fixture
def application(database: str) -> psycopg.Connection[tuple[object, ...]]:
    """The application's role in the scope of the whole country, without Django between."""
    name = urlsplit(database).path[1:]
    connection = psycopg.connect(as_role(database, APP, name), autocommit=True)
    connection.execute("SELECT set_config('zhida.scope', '100000', false)")
    return connection


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO {} DEFAULT VALUES",
        "UPDATE {} SET year = year",
        "DELETE FROM {}",
        "TRUNCATE {} CASCADE",
    ],
)
def test_the_ledger_is_not_written_past_its_functions(
    application: psycopg.Connection[tuple[object, ...]], table: str, statement: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute(statement.format(table).encode())


@pytest.mark.parametrize("table", ["ledger_voucher", "ledger_transfer"])
def test_a_part_of_a_table_is_neither_read_nor_written_past_the_whole(
    application: psycopg.Connection[tuple[object, ...]], table: str
) -> None:
    parts = application.execute(
        "SELECT relid::regclass::text FROM pg_partition_tree(%s::regclass) WHERE level > 0", [table]
    ).fetchall()
    assert parts
    for (part,) in parts:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute(f"SELECT FROM {part}".encode())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE regions_region SET name = name",
        "DELETE FROM regions_reach",
        "INSERT INTO regions_reach (ancestor_id, descendant_id) VALUES ('650100', '100000')",
        "UPDATE regions_agency SET region_id = '100000'",
        "UPDATE journal_deed SET actor = actor",
        "DELETE FROM journal_deed",
        "TRUNCATE journal_deed",
        "DELETE FROM django_migrations",
        "CREATE TABLE own (a int)",
        "ALTER TABLE journal_deed DISABLE TRIGGER ALL",
        "ALTER TABLE ledger_voucher DISABLE ROW LEVEL SECURITY",
        "SET ROLE zhida_owner",
        "SET session_replication_role = replica",
    ],
)
def test_what_guards_the_ledger_is_not_the_applications_to_change(
    application: psycopg.Connection[tuple[object, ...]], statement: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute(statement.encode())
