"""绕过程序: whatever SQL the application's role is made to say, it sees and writes its region alone.

Read from the catalogue of the database itself: a new table without a policy fails here.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg
import pytest
from tests.platform.ledger.nation import Nation

from zhida.platform.access.policy import Actor, Role
from zhida.platform.database import APP, as_role
from zhida.platform.journal.actions import record
from zhida.platform.scope import scope

Row = tuple[object, ...]

READ_BEFORE_ANYBODY_IS_KNOWN = {"access_user"}
"""Decision 0013: who signs in is read before a scope is known; it holds no money and no deeds."""

SAME_FOR_ALL = {"regions_region", "regions_fiscalparent", "regions_reach", "regions_agency"}
"""The tree itself, by which scopes are told apart; the application's role doesn't change it."""

WITH_A_REGION = """
SELECT DISTINCT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  AND a.attnum > 0 AND NOT a.attisdropped AND a.attname ~ '(^|_)region(_id)?$'
ORDER BY 1
"""


def application(database: str, region: str = "") -> psycopg.Connection[Row]:
    """The application's role without Django between, in a scope or in none."""
    name = urlsplit(database).path[1:]
    connection = psycopg.connect(as_role(database, APP, name), autocommit=True)
    if region:
        connection.execute("SELECT set_config('zhida.scope', %s, false)", [region])
    return connection


def tables(connection: psycopg.Connection[Row], query: str) -> list[str]:
    return [str(name) for (name,) in connection.execute(query.encode()).fetchall()]


@pytest.fixture
def filled(database: str) -> Iterator[str]:
    """A year of a small nation, with a deed in each of two provinces."""
    with scope("100000"):
        Nation().play()
        for region in ("650100", "650200", "440000"):
            actor = Actor("王芳", "", region, Role.DRAFTER)
            record(actor, "see", "x", region, region=region)
    yield database


def test_every_table_with_a_region_shows_rows_by_the_scope_alone(database: str) -> None:
    with psycopg.connect(database) as superuser:
        found = set(tables(superuser, WITH_A_REGION)) - SAME_FOR_ALL
        open_ = superuser.execute(
            "SELECT relname FROM pg_class c WHERE relname = ANY(%s) AND NOT ("
            " relrowsecurity AND relforcerowsecurity AND (relispartition OR EXISTS ("
            "  SELECT FROM pg_policy p WHERE p.polrelid = c.oid)))",
            [sorted(found)],
        ).fetchall()
    assert len(found) > 10
    assert {name for (name,) in open_} - READ_BEFORE_ANYBODY_IS_KNOWN == set()


def test_no_policy_lets_everybody_through(database: str) -> None:
    with psycopg.connect(database) as superuser:
        lax = superuser.execute(
            "SELECT tablename, policyname, qual FROM pg_policies WHERE schemaname = 'public'"
            " AND (COALESCE(qual, with_check) NOT LIKE '%zhida_scope%')"
        ).fetchall()
    for table, policy, said in lax:
        if table in SAME_FOR_ALL:
            continue
        # What hangs on another table goes by that table's rows.
        assert "EXISTS" in str(said) or "IN (" in str(said) or "ANY" in str(said), (table, policy)


def test_without_a_scope_no_row_of_a_region_is_seen(filled: str) -> None:
    with application(filled) as connection:
        for table in sorted(set(tables(connection, WITH_A_REGION)) - SAME_FOR_ALL):
            if table in READ_BEFORE_ANYBODY_IS_KNOWN or not _readable(connection, table):
                continue
            counted = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
            assert counted == (0,), table


@pytest.mark.parametrize("region", ["440000", "' OR true --", "65", "%", "100000 "])
def test_another_scope_or_none_shows_nothing_of_a_city(filled: str, region: str) -> None:
    with application(filled, region) as connection:
        for table in ("journal_deed", "ledger_line", "ledger_voucher", "ledger_account"):
            found = connection.execute(
                f"SELECT count(*) FROM {table} WHERE region_id = '650100'".encode()
            ).fetchone()
            assert found == (0,), table


def test_neither_a_function_nor_a_view_shows_more(filled: str) -> None:
    """What the application may call returns nothing of another region's either."""
    with application(filled, "440000") as connection, application(filled, "100000") as whole:
        line = whole.execute(
            "SELECT id FROM ledger_line WHERE region_id = '650102' ORDER BY id LIMIT 1"
        ).fetchone()
        assert line is not None
        views = tables(
            connection,
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind IN ('v', 'm') AND has_table_privilege(oid, 'SELECT')",
        )
        for view in views:
            count = connection.execute(f"SELECT count(*) FROM {view}".encode()).fetchone()
            assert count == (0,), view
        for asked in ("ledger_trace_up(%s)", "execution_upstream(ARRAY[%s::bigint])"):
            query = f"SELECT count(*) FROM {asked}".encode()
            assert whole.execute(query, line).fetchone() != (0,), asked
            assert connection.execute(query, line).fetchone() == (0,), asked
        callable_ = tables(
            connection,
            "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
            " AND prosecdef AND has_function_privilege(oid, 'EXECUTE')",
        )
    names = {each.partition("(")[0] for each in callable_}
    assert names <= KNOWN_DOORS, names - KNOWN_DOORS


KNOWN_DOORS = {
    "ledger_trace_up",
    "execution_upstream",
    "ledger_line_numbers",
    "ledger_open_lines",
    "ledger_post",
    "ledger_seal",
    "journal_seal",
    "api_forget_keys",
}
"""Functions that run as the owner: they write, or show what a line of one's own hangs on; the
numbers of lines are told to who has their digests already; old keys go whosever they are."""


def test_a_deed_is_not_written_into_another_region(filled: str) -> None:
    with (
        application(filled, "650100") as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(
            "INSERT INTO journal_deed (actor, agency, verb, concept, subject, reason, source,"
            " region_id) VALUES ('x', '', 'x', 'x', 'x', '', '', '440000')"
        )


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO journal_block DEFAULT VALUES",
        "DELETE FROM journal_sealed",
        "UPDATE journal_deed SET reason = ''",
        "SELECT setval(pg_get_serial_sequence('journal_deed', 'id'), 1)",
        "COPY journal_deed TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "ALTER POLICY scope ON journal_deed USING (true)",
        "SET row_security = off; SELECT count(*) FROM journal_deed",
        "DELETE FROM access_user",
    ],
)
def test_what_the_applications_role_may_not_say(filled: str, statement: str) -> None:
    with (
        application(filled, "650100") as connection,
        pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.FeatureNotSupported)),
    ):
        connection.execute(statement.encode())


def _readable(connection: psycopg.Connection[Row], table: str) -> bool:
    found = connection.execute("SELECT has_table_privilege(%s, 'SELECT')", [table]).fetchone()
    return found == (True,)
