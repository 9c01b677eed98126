"""zhida read: what a notice states, typed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from zhida.cli.console import messages, output
from zhida.cli.notice_view import show_notice
from zhida.cli.run import CLEAN, UNREAD, Tally, default_jobs, notices, run
from zhida.documents.writing.json import write_json


def read(
    files: Annotated[
        list[Path], typer.Argument(metavar="文件…", help="通知及其附件，或整个文件夹。")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。")] = False,
    compact: Annotated[bool, typer.Option("--compact", help="JSON 不换行。")] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, metavar="N", help="进程数，0 为处理器数。")
    ] = 0,
) -> None:
    """读取通知，列出其中的文号、金额、科目、分配表、绩效指标和时限。"""
    tally = Tally()
    read_files = run(
        files,
        messages(),
        tally,
        jobs=jobs or default_jobs(),
        checking=False,
        quiet=as_json,
    )
    if as_json:
        write_json(read_files, sys.stdout, compact=compact)
    else:
        console = output()
        for checked in notices(read_files):
            show_notice(console, checked.notice)
    raise typer.Exit(UNREAD if tally.unread else CLEAN)
