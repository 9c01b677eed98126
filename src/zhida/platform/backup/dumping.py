"""取出 dumping: all rows of all tables at one moment, while others go on booking.

Tables are described by PostgreSQL's own `pg_dump` (what is needed to hold rows,
and apart from it what guards them); rows come by COPY. Both see one snapshot,
in the scope of the whole country, as the role that owns the tables.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql

from zhida.platform.backup.archive import Writing, writing
from zhida.platform.backup.keys import KEY, fingerprint, key_file
from zhida.platform.backup.manifest import Manifest, Table
from zhida.platform.configuration import Configuration
from zhida.platform.embedded.programs import run
from zhida.platform.errors import NotReady

NATION = "100000"
BEFORE, AFTER = "schema-before.sql", "schema-after.sql"
Progress = Callable[[str, int], None]

_TABLES = """
    SELECT c.relname, array_agg(a.attname ORDER BY a.attnum) FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        AND a.attgenerated = ''
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        AND NOT c.relispartition
    GROUP BY c.relname ORDER BY c.relname"""
_SEQUENCES = """
    SELECT sequencename, last_value FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY 1"""


def back_up(
    owner: str, configured: Configuration, file: Path, progress: Progress = lambda table, rows: None
) -> Manifest:
    """备份: everything that the database of an owner's address holds, and the secret key, in a file.

    Migrations wait until it is done; nothing else does. `progress` hears each
    table and its rows. Raises `NotReady`, `psycopg.Error`.
    """
    with writing(file) as archive, _one_moment(owner) as connection:
        said = _moment(connection)
        snapshot = said.pop("snapshot")
        archive.add(BEFORE, [_schema(owner, configured, snapshot, "pre-data")])
        tables = []
        for name, columns in connection.execute(_TABLES).fetchall():
            table = _copy(connection, archive, name, tuple(columns))
            progress(name, table.rows)
            tables.append(table)
        archive.add(AFTER, [_schema(owner, configured, snapshot, "post-data")])
        if (secret := key_file(configured)) is not None:
            archive.add(KEY, [secret.read_bytes()])
        manifest = Manifest(
            **said,
            key=fingerprint(configured),
            sequences=dict(connection.execute(_SEQUENCES).fetchall()),
            tables=tuple(tables),
            parts=tuple(archive.parts),
        )
        archive.close_with(manifest)
    return manifest


@contextmanager
def _one_moment(owner: str) -> Iterator[psycopg.Connection[Any]]:
    """A snapshot in which the whole country's rows are seen, and which no migration changes."""
    with psycopg.connect(owner, autocommit=True, connect_timeout=10) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('zhida migrate'))")
        connection.execute("SET TIME ZONE 'UTC'")
        with connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            connection.execute("SELECT set_config('zhida.scope', %s, true)", [NATION])
            yield connection


def _moment(connection: psycopg.Connection[Any]) -> dict[str, Any]:
    found = connection.execute(
        "SELECT pg_export_snapshot(), now(), to_regclass('ledger_block') IS NULL"
    ).fetchone()
    assert found is not None
    if found[2]:
        raise NotReady("数据库里还没有表，没有可备份的内容，请先运行 zhida init")
    head = connection.execute(
        "SELECT number, encode(hash, 'hex') FROM ledger_block ORDER BY number DESC LIMIT 1"
    ).fetchone()
    applied = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
    taken: datetime.datetime = found[1]
    return {
        "snapshot": found[0],
        "taken_at": taken.astimezone(datetime.UTC),
        "version": version("zhida"),
        "server": connection.info.server_version,
        "migrations": tuple(name for (name,) in applied.fetchall()),
        "blocks": head[0] if head else 0,
        "head": head[1] if head else "",
    }


def _copy(
    connection: psycopg.Connection[Any], archive: Writing, name: str, columns: tuple[str, ...]
) -> Table:
    query = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier("public", name)
    )
    rows = 0

    def lines() -> Iterator[bytes]:
        nonlocal rows
        with connection.cursor() as cursor, cursor.copy(query) as copy:
            waiting = bytearray()
            for line in copy:
                waiting += line
                rows += bytes(line).count(b"\n")  # within a value it is written as two characters
                if len(waiting) > 1 << 20:
                    yield bytes(waiting)
                    waiting.clear()
            yield bytes(waiting)

    archive.add(Table(name, columns, 0).part, lines())
    return Table(name, columns, rows)


def _schema(owner: str, configured: Configuration, snapshot: str, section: str) -> bytes:
    parts = urlsplit(owner)
    password = unquote(parts.password) if parts.password else None
    where = parts.netloc.rpartition("@")[2]
    address = parts._replace(netloc=f"{parts.username or ''}@{where}").geturl()
    done = run(
        configured.data_folder / "postgres",
        "pg_dump",
        *("--schema-only", f"--section={section}", f"--snapshot={snapshot}"),
        *("--schema=public", "--no-owner", "--no-comments", f"--dbname={address}"),
        by=None,
        secret=password,
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["没有说明"])[-1]
        raise NotReady(f"pg_dump 没有取出表的结构：{said}")
    return done.stdout.encode()
