"""zhida check: what is wrong with a notice."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from zhida.cli.console import messages, output
from zhida.cli.findings_view import show_findings, show_tally
from zhida.cli.reports import Report, open_reports
from zhida.cli.run import UNREAD, Tally, run
from zhida.documents.outcomes import Checked, Outcome
from zhida.documents.writing.json import write_json
from zhida.documents.writing.replacing import UnwritableReport

FILES = typer.Argument(metavar="文件…", help="通知及其附件，或整个文件夹。")
JOBS = typer.Option("--jobs", "-j", min=0, metavar="N", help="进程数，0 为处理器数。")


def check(
    files: Annotated[list[Path], FILES],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。")] = False,
    compact: Annotated[bool, typer.Option("--compact", help="JSON 不换行。")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="OUT", help="另写一份网页报告。")
    ] = None,
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", metavar="OUT", help="另写一份电子表格。")
    ] = None,
    jobs: Annotated[int, JOBS] = 0,
) -> None:
    """检查通知，逐条列出问题、位置和改法。"""
    console = messages()
    tally = Tally()
    try:
        with ExitStack() as stack:
            reports = [stack.enter_context(each) for each in open_reports(html, xlsx, files)]
            outcomes = run(
                files,
                console,
                tally,
                jobs=jobs,
                checking=True,
                showing=html is not None,
                quiet=as_json,
                without=[report.path for report in reports],
            )
            noted = _noted(outcomes, reports)
            if as_json:
                write_json(noted, sys.stdout, compact=compact)
            else:
                _show(output(), noted, tally)
    except UnwritableReport as error:
        console.print(str(error), style="fault", soft_wrap=True)
        raise typer.Exit(UNREAD) from None
    for report in reports:
        if report.written:
            console.print(f"已写入 {report.path}", soft_wrap=True)
    raise typer.Exit(tally.status)


def _noted(outcomes: Iterator[Outcome], reports: list[Report]) -> Iterator[Outcome]:
    """Each outcome, after every report has taken it."""
    for outcome in outcomes:
        for report in reports:
            report.add(outcome)
        yield outcome


def _show(console: Console, outcomes: Iterator[Outcome], tally: Tally) -> None:
    for outcome in outcomes:
        if isinstance(outcome, Checked):
            show_findings(console, outcome)
    if tally.notices:
        show_tally(console, tally)
