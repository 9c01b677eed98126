"""zhida check: what is wrong with a notice."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import messages, output
from zhida.cli.findings_view import show_findings, show_tally
from zhida.cli.run import Tally, default_jobs, run
from zhida.documents.outcomes import Checked
from zhida.documents.writing.json import write_json


def check(
    files: Annotated[
        list[Path], typer.Argument(metavar="文件…", help="通知及其附件，或整个文件夹。")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。")] = False,
    compact: Annotated[bool, typer.Option("--compact", help="JSON 不换行。")] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, metavar="N", help="进程数，0 为处理器数。")
    ] = 0,
) -> None:
    """检查通知，逐条列出问题、位置和改法。"""
    tally = Tally()
    checked_files = run(
        files, messages(), tally, jobs=jobs or default_jobs(), checking=True, quiet=as_json
    )
    if as_json:
        write_json(checked_files, sys.stdout, compact=compact)
    else:
        console = output()
        for outcome in checked_files:
            if isinstance(outcome, Checked):
                show_findings(console, outcome)
        show_tally(console, tally)
    raise typer.Exit(tally.status)
