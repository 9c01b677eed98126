"""zhida read: what a notice states, typed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.check import FILES, JOBS
from zhida.cli.console import messages, output
from zhida.cli.notice_view import show_notice
from zhida.cli.run import CLEAN, UNREAD, Tally, run
from zhida.documents.outcomes import Checked
from zhida.documents.writing.json import write_json


def read(
    files: Annotated[list[Path], FILES],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。")] = False,
    compact: Annotated[bool, typer.Option("--compact", help="JSON 不换行。")] = False,
    jobs: Annotated[int, JOBS] = 0,
) -> None:
    """读取通知，列出其中的文号、金额、科目、分配表、绩效指标和时限。"""
    tally = Tally()
    outcomes = run(files, messages(), tally, jobs=jobs, checking=False, quiet=as_json)
    if as_json:
        write_json(outcomes, sys.stdout, compact=compact)
    else:
        console = output()
        for outcome in outcomes:
            if isinstance(outcome, Checked):
                show_notice(console, outcome.notice)
    raise typer.Exit(UNREAD if tally.unread else CLEAN)
