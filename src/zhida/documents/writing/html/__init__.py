"""网页报告 html: notices beside what is wrong with them, on one page that needs no network."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from contextlib import ExitStack
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import TracebackType

from jinja2 import Environment, PackageLoader, StrictUndefined

from zhida.core.findings import Severity
from zhida.documents.outcomes import Outcome, Unreadable
from zhida.documents.writing.html.section import Entry, entry, render_section
from zhida.documents.writing.replacing import replacing, writable

_IN_MEMORY = 8 * 1024 * 1024


class HtmlReport:
    """网页报告: takes outcomes one by one; the page is written when the report is closed.

    Use it as a context manager. Nothing is written where an exception came, or
    where no notice could be read. The same outcomes give the same bytes.
    Raises `UnwritableReport` at once where `path` can't be written.
    """

    def __init__(self, path: Path) -> None:
        writable(path)
        self.path = path
        self.written = False
        self._held = ExitStack()
        self._sections = self._held.enter_context(
            tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8")  # noqa: SIM115
        )
        self._index: list[Entry] = []
        self._errors: list[str] = []
        self._counts: Counter[Severity] = Counter()

    def __enter__(self) -> HtmlReport:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._held:
            if kind is None and self._index:
                self._write()

    def add(self, outcome: Outcome) -> None:
        """Take one outcome; a notice needs its documents with it."""
        if isinstance(outcome, Unreadable):
            self._errors.append(outcome.sentence)
            return
        prefix = f"n{len(self._index) + 1}"
        self._index.append(entry(outcome, prefix))
        self._counts.update(finding.severity for finding in outcome.findings)
        self._sections.write(render_section(_environment(), outcome, prefix))
        self._sections.write("\n")

    def _write(self) -> None:
        environment = _environment()
        many = len(self._index) > 1
        head = environment.get_template("head.html").render(
            title="通知检查" if many else f"{self._index[0].title} · 通知检查",
            style=_asset("report.css"),
            many=many,
            counts=[(each.value, each.label, self._counts[each]) for each in Severity],
            index=self._index,
            errors=self._errors,
        )
        foot = environment.get_template("foot.html").render(script=_asset("report.js"))
        self._sections.seek(0)
        with replacing(self.path) as draft, draft.open("w", encoding="utf-8", newline="\n") as out:
            out.write(head + "\n")
            shutil.copyfileobj(self._sections, out)
            out.write(foot + "\n")
        self.written = True


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("zhida.documents.writing.html", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=False,
        keep_trailing_newline=False,
    )


def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8").rstrip()
