"""范围 scope: every read and write runs in a transaction that says whose rows it may touch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def scope(region: str) -> Iterator[None]:
    """范围: a transaction in which row-level security shows the region and what lies below it.

    `region` is a code of the fiscal tree; "100000" is the whole country. Scopes
    nest only with the same or a narrower reach in mind: the inner one holds
    until its block ends, then the outer one again.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('zhida.scope', true), set_config('zhida.scope', %s, true)",
                [region],
            )
            before = cursor.fetchone()[0] or ""
        yield
        if outermost:  # it ends with the transaction; not asking again spares each act a way there
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('zhida.scope', %s, true)", [before])


@contextmanager
def snapshot(region: str) -> Iterator[None]:
    """一时之账: a scope that only reads, in which every query sees the same moment.

    It begins a transaction of its own, so it can't stand inside another.
    """
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        with scope(region):
            yield
