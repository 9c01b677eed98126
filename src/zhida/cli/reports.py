"""报告 reports: the files that a command writes beside what it prints."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from zhida.documents.outcomes import Outcome
from zhida.documents.writing.replacing import UnwritableReport


class Report(AbstractContextManager["Report"], Protocol):
    """报告: takes outcomes one by one and writes them when it is closed."""

    path: Path
    written: bool

    def add(self, outcome: Outcome) -> None:
        """Take one outcome."""


def open_reports(html: Path | None, xlsx: Path | None, inputs: list[Path]) -> Iterator[Report]:
    """The reports asked for. Raises `UnwritableReport` for one that would replace an input.

    The libraries of a report are loaded only where it is asked for.
    """
    for path in (html, xlsx):
        if path is not None and any(path.resolve() == each.resolve() for each in inputs):
            raise UnwritableReport(path, "这是要读取的文件，报告不能覆盖它")
    if html is not None:
        from zhida.documents.writing.html import HtmlReport

        yield HtmlReport(html)
    if xlsx is not None:
        from zhida.documents.writing.xlsx import XlsxReport

        yield XlsxReport(xlsx)
