"""系统 installation: what a command does that needs the database and somebody who acts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.text import Text

from zhida.cli.console import messages

if TYPE_CHECKING:
    from zhida.platform.access.policy import Actor

REFUSED = 2

As = Annotated[
    str | None,
    typer.Option("--as", metavar="用户", help="由谁办理；只有一名用户时可省略。"),
]
"""`who: As = None`: the option that names the actor."""


@contextmanager
def installation(*, new: bool = False) -> Iterator[None]:
    """打开系统: Django and its database. A refusal is one sentence, and exit status 2.

    A database is made where there is none only for a command that says so (`new`): else a
    wrong data folder would hold an empty one. Import what needs Django inside the block.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhida.platform.settings")
    from pydantic import ValidationError

    from zhida.platform.configuration import configuration, is_installed
    from zhida.platform.errors import NotReady

    try:
        if not new and not is_installed():
            raise NotReady(
                f"{configuration().data_folder} 里还没有系统，请先运行 zhida init，"
                "或用 ZHIDA_DATA_FOLDER 指明系统所在的文件夹"
            )
        import django

        django.setup()
    except NotReady as refused:
        refuse(str(refused))
    except ValidationError as wrong:
        refuse(_configured_wrongly(wrong))
    from django.db import DatabaseError

    from zhida.core.ledger.errors import LedgerError
    from zhida.platform.access.actors import UnknownActor
    from zhida.platform.access.policy import Forbidden
    from zhida.platform.administration import Unregistrable

    try:
        yield
    except (NotReady, UnknownActor, Forbidden, Unregistrable, LedgerError) as refused:
        refuse(str(refused))
    except DatabaseError as refused:
        refuse(_of_the_database(refused))


@contextmanager
def acting(name: str | None) -> Iterator[Actor]:
    """办理: the actor of a name (`--as`), in a transaction of the scope that is theirs.

    What the block wrote is kept where it ends well, else nothing of it.
    """
    with installation():
        from zhida.platform.access.actors import actor
        from zhida.platform.scope import scope

        who = actor(name)
        with scope(who.region):
            yield who


def refuse(sentence: str) -> NoReturn:
    """Tell it on standard error and end with status 2."""
    messages().print(Text(sentence, style="fault"), soft_wrap=True)
    raise typer.Exit(REFUSED)


def _of_the_database(refused: Exception) -> str:
    cause = refused.__cause__
    state = getattr(cause, "sqlstate", None) or ""
    said = str(refused).strip().splitlines()[0] if str(refused).strip() else "没有说明"
    if state == "42P01":
        return "数据库里还没有表，或不是最新的，请先运行 zhida init"
    if state.startswith("ZD"):
        return said
    if state == "42501":
        return f"数据库拒绝了越权的读写（{said}）"
    if not state or state.startswith(("08", "57P")):
        return f"数据库连接中断，未办完的内容没有保存，请重试（{said}）"
    return f"数据库拒绝了这项内容（{said}）"


def _configured_wrongly(wrong: Exception) -> str:
    from pydantic import ValidationError

    assert isinstance(wrong, ValidationError)
    faults = "；".join(
        f"{'.'.join(str(part) for part in each['loc'])}：{each['msg']}" for each in wrong.errors()
    )
    return f"配置有误（{faults}）：请检查 zhida.toml 和以 ZHIDA_ 开头的环境变量"
