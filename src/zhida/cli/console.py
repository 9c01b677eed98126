"""终端 console: where words go: results to stdout, everything about the run to stderr."""

from __future__ import annotations

import os

from rich.console import Console
from rich.text import Text
from rich.theme import Theme

from zhida.core.findings import Severity
from zhida.documents.outcomes import Unreadable

_THEME = Theme(
    {
        "fatal": "bold white on red",
        "error": "bold red",
        "warning": "yellow",
        "hint": "cyan",
        "code": "bold",
        "place": "dim",
        "name": "bold",
        "label": "dim",
        "fault": "bold red",
    }
)


_PAPER = 240
"""Columns of a file or a pipe: nothing is cut there for want of a screen's width."""


def output() -> Console:
    """For results. Colours only on a terminal, none where NO_COLOR is set."""
    console = Console(theme=_THEME, highlight=False, emoji=False, markup=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _PAPER
    return console


def messages() -> Console:
    """For errors, progress and where a report was written."""
    return Console(theme=_THEME, highlight=False, emoji=False, markup=False, stderr=True)


def report_unreadable(console: Console, unreadable: Unreadable) -> None:
    """One line: which file, why, what to do."""
    console.print(Text(unreadable.sentence, style="fault"), soft_wrap=True)


def severity_word(severity: Severity) -> Text:
    """The Chinese word in its colour."""
    return Text(severity.label, style=severity.value)
