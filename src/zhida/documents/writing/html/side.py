"""对照 side: a notice for a page of its own, where each place leads to its value and back without a script."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from zhida.core.provenance import Source
from zhida.documents.outcomes import Checked
from zhida.documents.writing.html.fields import Group
from zhida.documents.writing.html.section import FindingView, views_of

PREFIX = "p"


@dataclass(frozen=True, slots=True)
class Side:
    """对照: `html` shows the files as printed. Its places have the ids of `anchor_of`.

    A place with something to say is a link to `#f3` (a finding) or `#v12` (a
    value): the page gives these ids to what it shows beside.
    """

    html: str
    findings: tuple[FindingView, ...]
    groups: tuple[Group, ...]


def side_of(checked: Checked) -> Side:
    """对照: of a notice that was read with its documents (`showing=True`)."""
    views = views_of(checked, PREFIX)
    html = _environment().get_template("side.html").render(files=views.files)
    return Side(html, views.findings, views.groups)


def anchor_of(source: Source, files: tuple[str, ...]) -> tuple[str, ...]:
    """锚点: ids of the place among the files of a notice, the closest first; () for none.

    >>> anchor_of(Source("通知.docx", block=7, row=3, column=4), ("通知.docx",))
    ('p-1-7-3-4', 'p-1-7-3', 'p-1-7')
    """
    if source.file not in files or source.block is None:
        return ()
    parts = [PREFIX, str(files.index(source.file) + 1), str(source.block)]
    ids = ["-".join(parts)]
    for number in (source.row, source.column):
        if number is None:
            break
        parts.append(str(number))
        ids.append("-".join(parts))
    return tuple(reversed(ids))


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("zhida.documents.writing.html", "."),
        autoescape=True,
        undefined=StrictUndefined,
    )
