"""命令行 zhida: reads notices and says what is wrong with them."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from zhida.cli.agencies import agencies
from zhida.cli.alerts import alerts
from zhida.cli.allocate import allocate
from zhida.cli.backup import backup
from zhida.cli.book import book
from zhida.cli.check import check
from zhida.cli.console import messages
from zhida.cli.dip import dip
from zhida.cli.doctor import doctor
from zhida.cli.drg import drg
from zhida.cli.due import due
from zhida.cli.evaluate import evaluate
from zhida.cli.import_ import import_
from zhida.cli.init import init
from zhida.cli.issue import issue
from zhida.cli.journal import journal
from zhida.cli.ledger import ledger
from zhida.cli.migrate import migrate
from zhida.cli.penalties import penalties
from zhida.cli.progress import progress
from zhida.cli.publish import publish
from zhida.cli.read import read
from zhida.cli.regions import regions
from zhida.cli.report import report
from zhida.cli.restore import restore
from zhida.cli.rules import rules
from zhida.cli.score import score
from zhida.cli.serve import serve
from zhida.cli.targets import targets
from zhida.cli.tokens import tokens
from zhida.cli.trace import trace
from zhida.cli.usage import tell_usage
from zhida.cli.users import users
from zhida.cli.verify import verify
from zhida.cli.work import work

_INTERRUPTED = 130

app = typer.Typer(
    name="zhida",
    help="直达：读取补助资金下达通知，逐条指出其中的问题。",
    epilog="退出状态：0 没有问题；1 有错误或严重问题；2 有文件无法读取。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("read")(read)
app.command("check")(check)
app.command("rules")(rules)
app.command("book")(book)
app.command("publish")(publish)
app.command("init")(init)
app.command("migrate")(migrate)
app.command("backup")(backup)
app.command("restore")(restore)
app.command("serve")(serve)
app.command("work")(work)
app.command("doctor")(doctor)
app.command("regions")(regions)
app.command("trace")(trace)
app.command("verify")(verify)
app.command("progress")(progress)
app.command("penalties")(penalties)
app.command("score")(score)
app.add_typer(agencies, name="agencies")
app.add_typer(alerts)
app.add_typer(allocate)
app.add_typer(dip)
app.add_typer(drg)
app.add_typer(due)
app.add_typer(evaluate)
app.add_typer(import_)
app.add_typer(issue)
app.add_typer(journal)
app.add_typer(ledger)
app.add_typer(report)
app.add_typer(targets)
app.add_typer(users, name="users")
app.add_typer(tokens, name="tokens")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"zhida {version('zhida')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", help="显示版本。", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """直达：读取补助资金下达通知，逐条指出其中的问题。"""


def main() -> None:
    """Run the command line; the exit status is 0, 1 or 2 (see `zhida --help`)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = app(standalone_mode=False)
    except KeyboardInterrupt:
        status = _INTERRUPTED
    except typer.TyperException as wrong:
        raise SystemExit(tell_usage(wrong)) from None
    if status == _INTERRUPTED:  # Typer gives this back of an interrupt, without a word
        messages().print("已中断：正在办的一步没有写入。可以重新运行", soft_wrap=True)
    raise SystemExit(status)
