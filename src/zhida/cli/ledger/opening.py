"""打开 opening: the ledger's database for a command, and its refusals as sentences."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from zhida.cli.console import messages

REFUSED = 2


@contextmanager
def refusals() -> Iterator[None]:
    """What the ledger or a file refuses is said in one line, with exit status 2."""
    from zhida.core.ledger import LedgerError

    try:
        yield
    except (LedgerError, OSError) as error:
        messages().print(str(error), style="fault", soft_wrap=True)
        raise typer.Exit(REFUSED) from None


@contextmanager
def opened() -> Iterator[None]:
    """Django set up on the configured database; its refusals are said in one line."""
    import django
    from django.db import Error

    with refusals():
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhida.platform.settings")
        django.setup()
        try:
            yield
        except Error as error:
            said = str(error).partition("\n")[0]
            messages().print(
                f"数据库不能完成：{said}。请运行 zhida doctor 查看原因",
                style="fault",
                soft_wrap=True,
            )
            raise typer.Exit(REFUSED) from None
