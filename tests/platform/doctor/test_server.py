"""检查数据库: each hole in the guards, really made, is found and named; mended, it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg
import pytest

from zhida.platform.configuration import Configuration
from zhida.platform.database import APP, as_role
from zhida.platform.doctor.checks import Check, State
from zhida.platform.doctor.server import examine_server


@pytest.fixture
def superuser(database: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """The superuser in the test's own database."""
    with psycopg.connect(database, autocommit=True) as connection:
        yield connection


def examined(database: str) -> dict[str, Check]:
    address = as_role(database, APP, urlsplit(database).path[1:])
    with psycopg.connect(address, autocommit=True) as connection:
        return {each.code: each for each in examine_server(connection, Configuration())}


def test_an_installation_as_it_was_made_has_no_fault(database: str) -> None:
    found = examined(database)
    found.pop("durability")  # the tests' server runs without fsync
    assert {each.code: each.said for each in found.values() if each.state is not State.FINE} == {}


@pytest.mark.parametrize(
    ("code", "breach", "mend", "said"),
    [
        ("app-role", "ALTER ROLE zhida_app SUPERUSER", "ALTER ROLE zhida_app NOSUPERUSER", "是超级用户"),
        ("app-role", "ALTER ROLE zhida_app BYPASSRLS", "ALTER ROLE zhida_app NOBYPASSRLS", "绕过行级权限"),
        ("app-role", "ALTER ROLE zhida_app CREATEROLE", "ALTER ROLE zhida_app NOCREATEROLE", "建立角色"),
        ("app-role", "GRANT zhida_owner TO zhida_app", "REVOKE zhida_owner FROM zhida_app", "可充当"),
        (
            "app-role",
            "GRANT pg_write_all_data TO zhida_app",
            "REVOKE pg_write_all_data FROM zhida_app",
            "可充当pg_write_all_data",
        ),
        ("owner-role", "ALTER ROLE zhida_owner BYPASSRLS", "ALTER ROLE zhida_owner NOBYPASSRLS", "绕过"),
        ("owner-role", "ALTER ROLE zhida_owner SUPERUSER", "ALTER ROLE zhida_owner NOSUPERUSER", "超级用户"),
        (
            "ownership",
            "ALTER TABLE journal_deed OWNER TO zhida_app",
            "ALTER TABLE journal_deed OWNER TO zhida_owner",
            "不属于 zhida_owner",
        ),
        (
            "rights",
            "GRANT INSERT ON ledger_voucher TO zhida_app",
            "REVOKE INSERT ON ledger_voucher FROM zhida_app",
            "可直接改写ledger_voucher",
        ),
        (
            "rights",
            "GRANT UPDATE (balance_fen) ON ledger_account TO zhida_app",
            "REVOKE UPDATE (balance_fen) ON ledger_account FROM zhida_app",
            "可直接改写ledger_account",
        ),
        (
            "rights",
            "GRANT DELETE ON journal_deed TO PUBLIC",
            "REVOKE DELETE ON journal_deed FROM PUBLIC",
            "可直接改写journal_deed",
        ),
        (
            "rights",
            "GRANT CREATE ON SCHEMA public TO zhida_app",
            "REVOKE CREATE ON SCHEMA public FROM zhida_app",
            "可在 public 中建表",
        ),
        (
            "row-security",
            "ALTER TABLE ledger_account DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE ledger_account ENABLE ROW LEVEL SECURITY",
            "ledger_account没有启用",
        ),
        (
            "row-security",
            "ALTER TABLE journal_deed NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE journal_deed FORCE ROW LEVEL SECURITY",
            "journal_deed没有启用",
        ),
        (
            "row-security",
            "GRANT SELECT ON ledger_voucher_2025 TO zhida_app;"
            " ALTER TABLE ledger_voucher_2025 DISABLE ROW LEVEL SECURITY",
            "REVOKE SELECT ON ledger_voucher_2025 FROM zhida_app",
            "ledger_voucher_2025没有启用",
        ),
        (
            "triggers",
            "ALTER TABLE ledger_voucher DISABLE TRIGGER append_only",
            "ALTER TABLE ledger_voucher ENABLE TRIGGER append_only",
            "触发器被停用",
        ),
        (
            "triggers",
            "ALTER TABLE ledger_transfer DISABLE TRIGGER ALL",
            "ALTER TABLE ledger_transfer ENABLE TRIGGER ALL",
            "触发器被停用",
        ),
        (
            "triggers",
            "DROP TRIGGER append_only ON journal_deed",
            "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON journal_deed"
            " FOR EACH ROW EXECUTE FUNCTION journal_refuse_change()",
            "journal_deed没有保护触发器",
        ),
    ],
)  # fmt: skip
def test_a_hole_is_found_and_named(
    database: str,
    superuser: psycopg.Connection[tuple[object, ...]],
    code: str,
    breach: str,
    mend: str,
    said: str,
) -> None:
    superuser.execute(breach.encode())
    try:
        found = examined(database)[code]
    finally:
        superuser.execute(mend.encode())
    assert found.state is State.FAULT
    assert said in found.said
    assert found.mend
    assert examined(database)[code].state is State.FINE


def test_commits_that_may_be_lost_are_a_warning(
    database: str, superuser: psycopg.Connection[tuple[object, ...]]
) -> None:
    superuser.execute("ALTER ROLE zhida_app SET synchronous_commit = off")
    try:
        found = examined(database)["durability"]
    finally:
        superuser.execute("ALTER ROLE zhida_app RESET synchronous_commit")
    assert found.state is State.WARNING
    assert "synchronous_commit" in found.said
