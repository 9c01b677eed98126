"""路由 routing: what a migration of a library reads or writes goes to the owner's connection, too.

Such a migration may not say which connection it means. By the application's it
would wait for ever for the tables that its own transaction has locked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_using: ContextVar[str | None] = ContextVar("migrating", default=None)


@contextmanager
def migrating(using: str) -> Iterator[None]:
    """迁移期间: queries that name no connection use this one."""
    token = _using.set(using)
    try:
        yield
    finally:
        _using.reset(token)


class Router:
    """The router of Django's settings; outside of a migration it has no opinion."""

    def db_for_read(self, model: object, **hints: object) -> str | None:
        """The connection that is migrated, if one is."""
        return _using.get()

    def db_for_write(self, model: object, **hints: object) -> str | None:
        """The connection that is migrated, if one is."""
        return _using.get()
