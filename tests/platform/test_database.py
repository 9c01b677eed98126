"""数据库: two roles with passwords of their own, and clear words for a server that won't do."""

from __future__ import annotations

import psycopg
import pytest

from zhida.platform.database import (
    APP,
    OWNER,
    as_role,
    examine,
    password_of,
    prepare,
    script,
)
from zhida.platform.errors import NotReady

ADMIN = "postgresql://postgres:a%2Fb@/postgres?host=/run/pg"


def test_each_role_has_another_password() -> None:
    passwords = {password_of(ADMIN, role) for role in ("postgres", OWNER, APP)}
    assert len(passwords) == 3 and "a/b" in passwords
    assert as_role(ADMIN, "postgres", "x") == "postgresql://postgres:a%2Fb@/x?host=/run/pg"


def test_where_the_superuser_has_no_password_the_roles_have_none() -> None:
    assert as_role("postgresql://postgres@db:5432/postgres", APP, "zhida") == (
        "postgresql://zhida_app@db:5432/zhida"
    )


def test_preparing_again_changes_nothing_and_mends_a_forgotten_password(server: str) -> None:
    name = "prepared"
    prepare(server, name)
    prepare(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"ALTER ROLE {APP} PASSWORD 'another'")
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(as_role(server, APP, name))
        prepare(server, name)
        psycopg.connect(as_role(server, APP, name)).close()
        connection.execute(f"DROP DATABASE {name}")


def test_a_stranger_can_not_enter_the_database(server: str) -> None:
    name = "closed"
    prepare(server, name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE ROLE stranger LOGIN PASSWORD 'stranger'")
        try:
            address = as_role(server, "stranger", name).replace(
                f":{password_of(server, 'stranger')}", ":stranger"
            )
            with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
                psycopg.connect(address)
        finally:
            connection.execute("DROP ROLE stranger")
            connection.execute(f"DROP DATABASE {name}")


def test_the_script_for_an_administrator_makes_what_prepare_makes(server: str) -> None:
    statements = [
        line
        for line in script("scripted").splitlines()
        if line and not line.startswith(("--", "\\"))
    ]
    assert not any("PASSWORD" in each for each in statements)
    with psycopg.connect(server, autocommit=True) as connection:
        for statement in statements:
            if not statement.startswith("CREATE ROLE"):  # they are there already
                connection.execute(statement.encode())
        privileges = connection.execute(
            "SELECT has_database_privilege('public', 'scripted', 'CONNECT'),"
            " has_database_privilege(%s, 'scripted', 'CONNECT, TEMPORARY')",
            [APP],
        ).fetchone()
        assert privileges == (False, True)
        connection.execute("DROP DATABASE scripted")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://zhida_app:geheim@127.0.0.1/zhida", "只支持 PostgreSQL"),
        ("postgresql://zhida_app:geheim@127.0.0.1:1/zhida", "连接不上数据库 zhida_app@127.0.0.1"),
        ("postgresql://zhida_app:geheim@[/zhida", "连接串写法有误"),
        ("postgresql://zhida_app:geheim@db:port/zhida", "连接串写法有误"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_its_password(
    address: str, said: str
) -> None:
    with pytest.raises(NotReady, match=said) as refused:
        examine(address)
    assert "geheim" not in str(refused.value)


def test_an_old_postgresql_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    examine(server)
    monkeypatch.setattr("zhida.platform.database.OLDEST", 19)
    with pytest.raises(NotReady, match=r"是 PostgreSQL 1\d，需要 19 或更高版本"):
        examine(server)
