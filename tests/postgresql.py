"""A real PostgreSQL for the tests, and a database of its own for each of them."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from tests.installed_postgresql import installed_server

from zhida.platform import database as databases
from zhida.platform.migrating import migrate

TEMPLATE = "zhida_template"
MEMORY = Path("/dev/shm")
ROOM = 4 * 2**30
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A server with a migrated template database; its superuser's connection string."""
    folder = _folder()
    installed = os.environ.get("TEST_POSTGRESQL")
    try:
        with (
            installed_server(Path(installed), folder / "postgres")
            if installed
            else _embedded_server(folder / "postgres")
        ) as admin:
            databases.prepare(admin, TEMPLATE)
            _point_at(admin, TEMPLATE)
            migrate()
            connections.close_all()
            yield admin
            connections.close_all()
    finally:
        connections.close_all()
        shutil.rmtree(folder, ignore_errors=True)


def _folder() -> Path:
    """In memory, if there is room: a database of its own for each test is 1,200 files, made and removed.

    Not pytest's own folder: the system user that runs the server for root can't enter it.
    """
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return Path(tempfile.mkdtemp(prefix="zhida-pg-", dir=MEMORY if roomy else None))


@contextmanager
def _embedded_server(folder: Path) -> Iterator[str]:
    try:
        admin = databases.start(folder)
        with psycopg.connect(admin, autocommit=True) as connection:
            # The tests' data may be lost with the machine.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield admin
    finally:
        connections.close_all()
        databases.stop(folder)


@pytest.fixture
def database(server: str) -> Iterator[str]:
    """A fresh database, migrated, which Django's connections reach; the superuser's address of it."""
    with fresh_database(server) as address:
        yield address


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """The same for a test that plays many games: one database for each."""
    name = f"test_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} OWNER {databases.OWNER} STRATEGY FILE_COPY"
        )
    _point_at(server, name)
    yield databases.as_role(server, "postgres", name)
    connections.close_all()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def fresh(server: str) -> Callable[[], AbstractContextManager[str]]:
    """Makes fresh databases, one after the other."""
    return partial(fresh_database, server)


def _point_at(admin: str, name: str) -> None:
    connections.close_all()
    for alias, role in (("default", databases.APP), ("owner", databases.OWNER)):
        settings = databases.django_settings(databases.as_role(admin, role, name))
        connections[alias].settings_dict.update(settings)
