"""体检 doctor: what of an installation works, what is missing, and how to mend it.

It changes nothing: an installation that was never made is not made by asking.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator

import psycopg
from pydantic import ValidationError

from zhida.platform.configuration import Configuration, configuration
from zhida.platform.database import addresses, examine
from zhida.platform.doctor.checks import Check, State, fault, unknown
from zhida.platform.doctor.machine import examine_machine
from zhida.platform.errors import NotReady

__all__ = ["Check", "State", "examination"]

_AFTERWARDS = (
    ("app-role", "应用的角色"),
    ("rights", "写入权限"),
    ("row-security", "行级权限"),
    ("migrations", "数据表版本"),
    ("seals", "封存"),
)


def examination() -> Iterator[Check]:
    """体检: every check, in the order in which they build on each other."""
    try:
        configured = configuration()
    except NotReady as wrong:
        yield fault("configuration", "配置", str(wrong), "更正后请再运行 zhida doctor")
        return
    except ValidationError as wrong:
        names = "、".join(str(part) for each in wrong.errors() for part in each["loc"])
        yield fault(
            "configuration", "配置", f"{names}有误", "请检查 zhida.toml 和以 ZHIDA_ 开头的环境变量"
        )
        return
    yield from examine_machine(configured)
    yield from _database(configured)


def _database(configured: Configuration) -> Iterator[Check]:
    try:
        address = _reached(configured)
    except NotReady as refused:
        mend = "请运行 zhida init" if _is_new(configured) else "修复后请再运行 zhida doctor"
        yield fault("postgresql", "PostgreSQL", str(refused), mend)
        yield from _unasked()
        return
    from zhida.platform.doctor.server import examine_server

    try:
        with psycopg.connect(address, autocommit=True) as connection:
            yield from examine_server(connection, configured)
    except psycopg.Error as broken:
        said = str(broken).strip().splitlines()[0]
        yield fault("postgresql", "PostgreSQL", f"检查中断（{said}）", "请查看数据库的日志")
        return
    yield from _content(configured)


def _content(configured: Configuration) -> Iterator[Check]:
    import django
    from django.db import DatabaseError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhida.platform.settings")
    django.setup()
    from zhida.platform.doctor.content import examine_content

    try:
        yield from examine_content()
    except DatabaseError as refused:
        said = str(refused).strip().splitlines()[0]
        yield fault("migrations", "数据表版本", f"读不到数据表（{said}）", "请运行 zhida migrate")
    from zhida.platform.doctor.running import examine_running

    yield from examine_running(configured, datetime.datetime.now(datetime.UTC))


def _reached(configured: Configuration) -> str:
    if _is_new(configured):
        raise NotReady("还没有建立数据库")
    address = addresses(configured).app
    examine(address)
    return address


def _is_new(configured: Configuration) -> bool:
    return (
        not configured.database_url
        and not (configured.data_folder / "postgres" / "PG_VERSION").exists()
    )


def _unasked() -> Iterator[Check]:
    for code, name in _AFTERWARDS:
        yield unknown(code, name, "数据库连不上，未能检查")
