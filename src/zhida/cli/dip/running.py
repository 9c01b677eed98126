"""运行 running: what the commands of disease payment share: an engine, a policy, plain refusals."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.status import Status

from zhida.cli.console import messages, output

if TYPE_CHECKING:
    from ibis.backends.duckdb import Backend

    from zhida.engines.dip.policy import Policy

_REFUSED = 2
_ENGINE = ContextVar("engine", default="")
_STATUS: ContextVar[Status | None] = ContextVar("status", default=None)

Lists = Annotated[
    Path,
    typer.Argument(metavar="清单", help="结算清单：Parquet文件或文件夹、json文件、放csv的文件夹。"),
]
Directory = Annotated[Path, typer.Option("--directory", metavar="目录.csv", help="病种目录。")]
CodeTables = Annotated[
    Path | None,
    typer.Option(
        "--codes", metavar="文件夹", help="代码表：手术操作属性、限制、不能作主要诊断的。"
    ),
]
Grouped = Annotated[Path, typer.Argument(metavar="分组.parquet", help="zhida dip group的结果。")]
Scores = Annotated[
    Path, typer.Option("--scores", metavar="测算.json", help="zhida dip score的结果。")
]
Funds = Annotated[
    Path,
    typer.Option(
        "--funds", metavar="基金.csv", help="pool,insutype,fund（元），每个统筹区和险种一行。"
    ),
]
Changes = Annotated[
    list[str] | None,
    typer.Option("--policy", metavar="名称=值", help="本地政策，可写多次；名称见dip_policies。"),
]
Quarantine = Annotated[
    Path | None,
    typer.Option("--quarantine", metavar="文件", help="不能分组的清单和原因写到这里。"),
]
Out = Annotated[Path, typer.Option("--out", metavar="文件", help="写入结果。")]


def choose_engine(
    engine: Annotated[
        str,
        typer.Option(
            metavar="地址",
            envvar="ZHIDA_ENGINE",
            help="分布式引擎Spark的地址：spark://主机:端口，或本机的local[*]。不写用嵌入的引擎。",
        ),
    ] = "",
) -> None:
    """What stands before the command: which engine it runs on."""
    _ENGINE.set(engine)


@contextmanager
def running(title: str, *read: Path | None, write: Sequence[Path | None] = ()) -> Iterator[Backend]:
    """An engine with a folder to spill to; its progress on a terminal; refusals as one sentence.

    Of the files that it is to `read` those are named which it can't read to their end. Those that it
    is to `write` are looked at before the work: they can be written, and none is one that it reads.
    """
    # loaded here: no other command needs the engine
    from zhida.engines.backend import engine_at
    from zhida.engines.errors import EngineError, in_words, interrupted, raised_by_engine
    from zhida.engines.writing import writable

    console = messages()
    try:
        writable(*write)
        if over := {*filter(None, write)} & {*filter(None, read)}:
            raise EngineError(f"“{over.pop()}”要读，不能又写在它上面。请另写一个文件")
        with tempfile.TemporaryDirectory(prefix="zhida-dip-") as folder:
            engine = engine_at(_ENGINE.get(), Path(folder))
            try:
                with console.status(f"{title}……") as status, _damage_named(engine, read):
                    _STATUS.set(status)
                    yield engine
            finally:
                engine.disconnect()
    except Exception as wrong:
        if interrupted(wrong):
            raise KeyboardInterrupt from None
        if not (isinstance(wrong, EngineError) or raised_by_engine(wrong)):
            raise
        told = wrong if isinstance(wrong, EngineError) else in_words(wrong)
        console.print(str(told), style="fault", soft_wrap=True)
        raise typer.Exit(_REFUSED) from None


@contextmanager
def _damage_named(engine: Backend, read: Sequence[Path | None]) -> Iterator[None]:
    from zhida.engines.dip.reading import damaged, unread
    from zhida.engines.errors import EngineError, raised_by_engine

    try:
        yield
    except Exception as wrong:
        if not raised_by_engine(wrong):
            raise
        paths = [path for path in read if path is not None and path.exists()]
        files = [f"“{file}”" for path in paths for file in damaged(engine, path)]
        if not files:
            lists = [path for path in paths if path.suffix.lower() != ".parquet"]
            if not lists:
                raise
            raise unread(engine, lists[0], wrong) from wrong
        raise EngineError(
            f"{'、'.join(files[:5])}损坏，读不到底。请重新运行写出它的命令，再运行一次"
        ) from wrong


def stage(words: str) -> None:
    """What the running command is at now, on a terminal."""
    if status := _STATUS.get():
        status.update(f"{words}……")


def tell_reasons(quarantined: Mapping[str, int]) -> None:
    """Why lists were kept out, and how many for each reason."""
    from zhida.engines.dip.cleaning import reasons

    for reason in reasons():
        if number := quarantined.get(reason.code):
            output().print(f"  {reason.code} {reason.title}\t{number}", soft_wrap=True)


def policy_of(changes: list[str] | None) -> Policy:
    """The policy of today, but for what was written as 名称=值."""
    from zhida.engines.dip.policy import policy

    return policy(datetime.now(UTC).astimezone().date(), changes_of(changes))


def changes_of(changes: list[str] | None) -> dict[str, str]:
    """What was written as 名称=值."""
    from zhida.engines.errors import EngineError

    changed: dict[str, str] = {}
    for each in changes or []:
        name, equals, value = (part.strip() for part in each.partition("="))
        if not equals or not name:
            raise EngineError(f"--policy“{each}”应写为名称=值，如threshold=50")
        if changed.setdefault(name, value) != value:
            raise EngineError(f"政策{name}写了两个值：{changed[name]}、{value}。请只留一个")
    return changed
