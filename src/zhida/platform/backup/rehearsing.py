"""预演 rehearsing: the next migration on a copy of the books, in a scratch database that goes again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.db import connections
from psycopg import sql

from zhida.platform.backup.archive import reading
from zhida.platform.backup.manifest import Manifest
from zhida.platform.backup.restoring import load
from zhida.platform.backup.whole import examine_backup
from zhida.platform.configuration import Configuration
from zhida.platform.database import APP, OWNER, Addresses, as_role, django_settings, prepare, start
from zhida.platform.errors import NotReady
from zhida.platform.ledger.report import Report
from zhida.platform.ledger.verifying import verify
from zhida.platform.migrating import migrate

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """预演结果: the backup that was used, how many migrations it took, how the ledger was found."""

    manifest: Manifest
    migrated: int
    report: Report


def rehearse(
    file: Path, configured: Configuration, progress: Progress = lambda step, done: None
) -> Rehearsed:
    """预演: the backup restored beside the real database, migrated, verified, and dropped.

    The real database isn't touched. Raises `NotReady`, and whatever the
    migration raises; the copy is dropped all the same.
    """
    with reading(file) as backup:
        examine_backup(backup)
        with scratch(configured) as copy:
            assert copy.owner is not None
            load(copy.owner, backup, progress)
            with pointed_at(copy):
                return Rehearsed(backup.manifest, migrate(), verify(progress=progress))


@contextmanager
def scratch(configured: Configuration) -> Iterator[Addresses]:
    """空库: made and dropped on the embedded server; on another the administrator's, emptied after.

    Raises `NotReady` where another server has none.
    """
    name = configured.rehearsal_database
    if not configured.database_url:
        admin = start(configured.data_folder / "postgres")
        _drop(admin, name)
        prepare(admin, name)
        try:
            yield Addresses(as_role(admin, APP, name), as_role(admin, OWNER, name))
        finally:
            _drop(admin, name)
        return
    if not configured.owner_database_url:
        raise NotReady("预演以建表的角色进行：请设置 ZHIDA_OWNER_DATABASE_URL")
    there = Addresses(_of(configured.database_url, name), _of(configured.owner_database_url, name))
    assert there.owner is not None
    try:
        psycopg.connect(there.owner, connect_timeout=10).close()
    except psycopg.OperationalError as refused:
        raise NotReady(
            f"连接不上预演用的库 {name}：请由管理员另建一个空库，"
            f"CREATE DATABASE {name} OWNER {OWNER}；GRANT CONNECT, TEMPORARY ON DATABASE {name} TO {APP}"
        ) from refused
    try:
        yield there
    finally:
        _empty(there.owner)


@contextmanager
def pointed_at(copy: Addresses) -> Iterator[None]:
    """指向: Django's connections reach the copy within the block, and the real database after it."""
    there = {"default": copy.app, "owner": copy.owner}
    before = {alias: dict(connections[alias].settings_dict) for alias in there}
    for alias, address in there.items():
        assert address is not None
        connections[alias].close()
        connections[alias].settings_dict.update(django_settings(address))
    try:
        yield
    finally:
        for alias, settings in before.items():
            connections[alias].close()
            connections[alias].settings_dict.update(settings)


def _of(address: str, name: str) -> str:
    return urlsplit(address)._replace(path=f"/{name}").geturl()


def _drop(admin: str, name: str) -> None:
    with psycopg.connect(admin, autocommit=True) as connection:
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        connection.execute(statement.format(sql.Identifier(name)))


def _empty(owner: str) -> None:
    with psycopg.connect(owner) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
