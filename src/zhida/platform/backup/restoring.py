"""恢复 restoring: a backup into an empty database, all of it or nothing.

Tables without their guards, then rows, then the guards over rows that are
there: so each constraint is checked again, and no trigger acts a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
from psycopg import sql

from zhida.platform.backup.archive import Reading
from zhida.platform.backup.dumping import AFTER, BEFORE, NATION
from zhida.platform.backup.manifest import Manifest, Table
from zhida.platform.errors import NotReady

Progress = Callable[[str, int], None]
_LEFT_OUT = (b"\\restrict", b"\\unrestrict", b"SET transaction_timeout", b"CREATE SCHEMA public;")
_MEND = "数据库没有改动，请改用另一份备份"


def load(owner: str, backup: Reading, progress: Progress = lambda table, rows: None) -> None:
    """装入: the tables and rows of a backup that was checked, in one transaction, as the owner.

    `progress` hears each table and its rows. Raises `NotReady` where the
    database isn't empty or doesn't then hold what the manifest says.
    """
    with psycopg.connect(owner, connect_timeout=10) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('zhida migrate'))")
        _insist_on_empty(connection)
        try:
            _script(connection, backup, BEFORE)
            connection.execute("SET LOCAL search_path = public")
            for table in backup.manifest.tables:
                _fill(connection, backup, table)
                progress(table.name, table.rows)
            for name, last in backup.manifest.sequences.items():
                connection.execute("SELECT setval(quote_ident(%s)::regclass, %s)", [name, last])
            _script(connection, backup, AFTER)
            connection.execute("SET LOCAL search_path = public")
            _compare(connection, backup.manifest)
        except psycopg.Error as refused:
            said = str(refused).strip().splitlines()[0]
            raise NotReady(f"备份装不进数据库（{said}）：{_MEND}") from refused
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("ANALYZE")


def _insist_on_empty(connection: psycopg.Connection[Any]) -> None:
    found = connection.execute(
        "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind IN ('r', 'p', 'v', 'S')"
    ).fetchone()
    if found != (0,):
        raise NotReady(
            "数据库里已有表，恢复只写入空的数据库，不会覆盖：请用 ZHIDA_DATA_FOLDER 另选一个空文件夹，"
            "或在已有的服务器上另建一个空库（zhida init --sql）"
        )


def _script(connection: psycopg.Connection[Any], backup: Reading, name: str) -> None:
    connection.execute(b"\n".join(_statements(b"".join(backup.chunks(name)))))


def _statements(text: bytes) -> Iterator[bytes]:
    """Without what only psql reads, a setting that servers before 17 don't know, and what is there."""
    for line in text.splitlines():
        if not line.startswith(_LEFT_OUT):
            yield line


def _fill(connection: psycopg.Connection[Any], backup: Reading, table: Table) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier("public", table.name), sql.SQL(", ").join(map(sql.Identifier, table.columns))
    )
    with connection.cursor() as cursor:
        with cursor.copy(statement) as copy:
            for chunk in backup.chunks(table.part):
                copy.write(chunk)
        if cursor.rowcount != table.rows:
            raise NotReady(
                f"表 {table.name} 装入{cursor.rowcount}行，清单记{table.rows}行：{_MEND}"
            )


def _compare(connection: psycopg.Connection[Any], manifest: Manifest) -> None:
    """Once all guards stand: what the application will see is what was taken."""
    connection.execute("SELECT set_config('zhida.scope', %s, true)", [NATION])
    connection.execute("SET LOCAL row_security = on")
    for table in manifest.tables:
        found = connection.execute(
            sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", table.name))
        ).fetchone()
        if found != (table.rows,):
            raise NotReady(
                f"表 {table.name} 恢复后有{found and found[0]}行，清单记{table.rows}行：{_MEND}"
            )
    head = connection.execute(
        "SELECT number, encode(hash, 'hex') FROM ledger_block ORDER BY number DESC LIMIT 1"
    ).fetchone() or (0, "")
    if head != (manifest.blocks, manifest.head):
        raise NotReady(
            f"恢复后账的最后一块是第{head[0]}块，与清单的第{manifest.blocks}块不同：{_MEND}"
        )
