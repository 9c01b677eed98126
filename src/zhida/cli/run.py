"""运行 run: what every command does with the files it is given."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from zhida.cli.console import report_unreadable
from zhida.core.findings import Severity
from zhida.documents.intake.batch import outcomes
from zhida.documents.intake.files import find
from zhida.documents.outcomes import Outcome, Unreadable

CLEAN, FAULTY, UNREAD = 0, 1, 2


@dataclass(slots=True)
class Tally:
    """计数: notices, files that could not be read, and findings by severity."""

    notices: int = 0
    unread: int = 0
    findings: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(Severity, 0))

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        if isinstance(outcome, Unreadable):
            self.unread += 1
            return
        self.notices += 1
        for finding in outcome.findings:
            self.findings[finding.severity] += 1

    @property
    def status(self) -> int:
        """The exit status: 2 where a file was not read, 1 from a finding of severity error on."""
        if self.unread:
            return UNREAD
        return FAULTY if self.findings[Severity.FATAL] or self.findings[Severity.ERROR] else CLEAN


def run(
    paths: list[Path],
    console: Console,
    tally: Tally,
    *,
    jobs: int,
    checking: bool,
    showing: bool = False,
    quiet: bool = False,
    without: Iterable[Path] = (),
) -> Iterator[Outcome]:
    """Every outcome, counted; one that could not be read is told on `console` at once.

    A bar shows the progress of a batch on a terminal, unless `quiet`. `jobs`
    is the number of processes, 0 for one per processor. Files of `without`,
    which are about to be written, are no input; see `batch.outcomes` for the rest.
    """
    found = find(paths, without=without)
    for missing in found.missing:
        tally.add(missing)
        report_unreadable(console, missing)
        yield missing
    with _bar(
        console, "检查" if checking else "读取", shown=not quiet and len(found.files) > 1
    ) as bar:
        task = bar.add_task("", total=len(found.files))
        for outcome in outcomes(
            found.files,
            jobs=min(jobs or _processors(), max(1, len(found.files))),
            checking=checking,
            showing=showing,
            progress=lambda files: bar.advance(task, files),
        ):
            tally.add(outcome)
            if isinstance(outcome, Unreadable):
                report_unreadable(console, outcome)
            yield outcome
    if found.skipped:
        console.print(f"文件夹中另有{found.skipped}个文件不是通知的格式，未读。", style="label")


def _bar(console: Console, title: str, *, shown: bool) -> Progress:
    return Progress(
        TextColumn(title),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        redirect_stdout=sys.stdout.isatty(),
        disable=not shown or not console.is_terminal,
    )


def _processors() -> int:
    """Those that this program may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        return os.cpu_count() or 1
