"""终端 console: where words go: results to stdout, everything about the run to stderr."""

from __future__ import annotations

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


def output() -> Console:
    """For results. Colours only on a terminal, none where NO_COLOR is set."""
    return Console(theme=_THEME, highlight=False, emoji=False, markup=False)


def messages() -> Console:
    """For errors, progress and where a report was written."""
    return Console(theme=_THEME, highlight=False, emoji=False, markup=False, stderr=True)


def report_unreadable(console: Console, unreadable: Unreadable) -> None:
    """One line: which file, why, what to do."""
    console.print(Text(unreadable.sentence, style="fault"), soft_wrap=True)


def severity_word(severity: Severity) -> Text:
    """The Chinese word in its colour."""
    return Text(severity.label, style=severity.value)
