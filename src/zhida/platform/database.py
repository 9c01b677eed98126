"""数据库 database: the server, its two roles, and how Django reaches them.

`zhida_owner` owns the tables and only migrates; `zhida_app` runs everything
else. Neither is a superuser, so that row-level security holds for both.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

import psycopg
from psycopg import sql

from zhida.platform import embedded
from zhida.platform.configuration import Configuration
from zhida.platform.errors import NotReady

OWNER = "zhida_owner"
APP = "zhida_app"
NAME = "zhida"
OLDEST = 15
"""The first PostgreSQL with UNIQUE NULLS NOT DISTINCT and a closed schema public."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """地址: the connection strings of the two roles."""

    app: str
    owner: str | None


def addresses(configuration: Configuration) -> Addresses:
    """连接: those configured, or those of the embedded server, which is started.

    The embedded server stops with the last process that uses it. Raises
    `NotReady`.
    """
    if configuration.database_url:
        return Addresses(configuration.database_url, configuration.owner_database_url)
    admin = start(configuration.data_folder / "postgres")
    prepare(admin, NAME)
    return Addresses(as_role(admin, APP, NAME), as_role(admin, OWNER, NAME))


def start(folder: Path) -> str:
    """启动: the embedded server of a folder; answers its superuser's connection string."""
    return embedded.start(folder)


def stop(folder: Path) -> None:
    """停止: the embedded server of a folder, if this process was the last to use it."""
    embedded.stop(folder)


def prepare(admin: str, name: str) -> None:
    """建库: the two roles and an empty database that belongs to the owner, where missing.

    Processes that prepare at once wait for each other.
    """
    with psycopg.connect(admin, autocommit=True) as connection:
        if _is_prepared(connection, name) and _both_enter(admin, name):
            return
        connection.execute("SELECT pg_advisory_lock(hashtext('zhida prepare'))")
        for role in (OWNER, APP):
            password = password_of(admin, role)
            if not _exists(connection, "pg_roles", "rolname", role):
                connection.execute(create_role(role, password))
            elif password:  # the superuser's was made anew, so theirs are others now
                connection.execute(set_password(role, password))
        if not _exists(connection, "pg_database", "datname", name):
            connection.execute(create_database(name))
        for statement in close_database(name):
            connection.execute(statement)
        connection.execute("REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC")


def _is_prepared(connection: psycopg.Connection[Any], name: str) -> bool:
    found = connection.execute(
        "SELECT count(*) FROM pg_database d JOIN pg_roles o ON o.oid = d.datdba"
        " WHERE d.datname = %s AND o.rolname = %s AND EXISTS"
        " (SELECT FROM pg_roles WHERE rolname = %s)"
        " AND NOT has_database_privilege('public', d.oid, 'CONNECT')",
        [name, OWNER, APP],
    ).fetchone()
    return found is not None and found[0] == 1


def _both_enter(admin: str, name: str) -> bool:
    try:
        for role in (OWNER, APP):
            psycopg.connect(as_role(admin, role, name), connect_timeout=10).close()
    except psycopg.OperationalError:
        return False
    return True


def _exists(connection: psycopg.Connection[Any], table: str, column: str, value: str) -> bool:
    found = connection.execute(
        sql.SQL("SELECT FROM {} WHERE {} = %s").format(
            sql.Identifier(table), sql.Identifier(column)
        ),
        [value],
    )
    return found.fetchone() is not None


def create_role(role: str, password: str | None) -> sql.Composed:
    """A role that may log in and nothing else."""
    plain = sql.SQL(
        "CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION"
    ).format(sql.Identifier(role))
    return plain + sql.SQL(" PASSWORD {}").format(sql.Literal(password)) if password else plain


def set_password(role: str, password: str) -> sql.Composed:
    """Another password for a role that is there."""
    return sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(password))


def create_database(name: str) -> sql.Composed:
    """An empty database of the owner; the texts in it sort the same on every system."""
    return sql.SQL(
        "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'"
        " LOCALE_PROVIDER libc LOCALE 'C'"
    ).format(sql.Identifier(name), sql.Identifier(OWNER))


def close_database(name: str) -> tuple[sql.Composed, ...]:
    """Nobody but the two roles may enter it."""
    database = sql.Identifier(name)
    return (
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database),
        sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(
            database, sql.Identifier(APP)
        ),
    )


def script(name: str = NAME) -> str:
    """建库脚本: what the administrator of an existing server runs, in psql, before `zhida init`.

    >>> print(script().splitlines()[2])
    CREATE ROLE "zhida_owner" LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION;
    """
    statements = (
        create_role(OWNER, None),
        create_role(APP, None),
        create_database(name),
        *close_database(name),
    )
    lines = [f"{each.as_string(None)};" for each in statements]
    return "\n".join(
        (
            f"-- 由 PostgreSQL {OLDEST} 或更高版本的管理员在 psql 中运行一次；两个角色都不得是超级用户。",
            "-- \\password 会询问口令，口令不会出现在脚本和日志里。",
            *lines[:2],
            f"\\password {OWNER}",
            f"\\password {APP}",
            *lines[2:],
            "-- 然后为 zhida 设置两个连接，再运行 zhida init：",
            f"--   ZHIDA_DATABASE_URL=postgresql://{APP}:口令@主机:5432/{name}",
            f"--   ZHIDA_OWNER_DATABASE_URL=postgresql://{OWNER}:口令@主机:5432/{name}",
            "",
        )
    )


def password_of(admin: str, role: str) -> str | None:
    """A role's password on an embedded server, made from the superuser's; None where that has none.

    Who knows one role's password knows no other's.
    """
    parts = urlsplit(admin)
    if not parts.password or role == parts.username:
        return unquote(parts.password) if parts.password else None
    return hmac.new(unquote(parts.password).encode(), role.encode(), hashlib.sha256).hexdigest()


def as_role(admin: str, role: str, name: str) -> str:
    """The connection string of another role and database on the same server.

    >>> as_role("postgresql://postgres@/postgres?host=/run/pg", "zhida_app", "zhida")
    'postgresql://zhida_app@/zhida?host=/run/pg'
    """
    parts = urlsplit(admin)
    place = parts.netloc.rpartition("@")[2]
    query = f"?{parts.query}" if parts.query else ""
    password = password_of(admin, role)
    who = f"{role}:{quote(password, safe='')}" if password else role
    return f"postgresql://{who}@{place}/{name}{query}"


def examine(address: str) -> None:
    """检查连接: that a server answers there, and is a PostgreSQL of ours to use.

    Raises `NotReady`, whose message never holds the password.
    """
    parts = _parsed(address)
    where = f"{parts.username or ''}@{parts.hostname or '本机'}{parts.path}"
    try:
        with psycopg.connect(address, connect_timeout=10) as connection:
            version = connection.info.server_version // 10000
    except psycopg.Error as refused:
        said = str(refused).strip().splitlines()[0]
        raise NotReady(
            f"连接不上数据库 {where}（{said}）：请检查数据库服务、地址和口令，"
            "新库请先运行 zhida init --sql 给出的语句"
        ) from refused
    if version < OLDEST:
        raise NotReady(f"数据库 {where} 是 PostgreSQL {version}，需要 {OLDEST} 或更高版本：请升级")


def _parsed(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port  # only read when asked for
    except ValueError as wrong:
        raise NotReady(
            "数据库连接串写法有误，应形如 postgresql://zhida_app:口令@主机:5432/zhida"
            "（口令中的特殊字符写成 %XX）：请更正 ZHIDA_DATABASE_URL"
        ) from wrong
    if parts.scheme not in ("postgresql", "postgres"):
        raise NotReady(
            f"只支持 PostgreSQL，连接串应以 postgresql:// 开头，而不是“{parts.scheme}:”："
            "请更正 ZHIDA_DATABASE_URL"
        )
    return parts


def django_settings(address: str) -> dict[str, Any]:
    """The `DATABASES` entry of a connection string. Raises `NotReady` for a malformed one.

    >>> django_settings("postgresql://zhida_app@/zhida?host=/run/pg")["HOST"]
    '/run/pg'
    """
    parts = _parsed(address)
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
