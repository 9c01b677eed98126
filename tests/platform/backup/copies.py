"""Databases beside the one of a test, to restore into."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.conninfo import conninfo_to_dict

from zhida.platform.database import APP, OWNER, Addresses, as_role, prepare

_numbers = itertools.count(1)


def owner_of(server: str, database: str) -> str:
    """The address of the role that owns the tables of a test's database."""
    name = conninfo_to_dict(database)["dbname"]
    assert isinstance(name, str)
    return as_role(server, OWNER, name)


@contextmanager
def empty_database(server: str) -> Iterator[Addresses]:
    """A database with nothing in it but its two roles' rights."""
    name = f"restored_{next(_numbers)}"
    prepare(server, name)
    try:
        yield Addresses(as_role(server, APP, name), as_role(server, OWNER, name))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
