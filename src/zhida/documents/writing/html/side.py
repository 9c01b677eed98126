"""对照 side: a notice for a page of its own, where each place leads to its value and back without a script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from zhida.core.provenance import Box, Source
from zhida.documents.blocks import Table
from zhida.documents.outcomes import Checked
from zhida.documents.writing.html.anchors import Anchors, Place
from zhida.documents.writing.html.fields import Group
from zhida.documents.writing.html.section import FindingView, views_of

PREFIX = "p"


@dataclass(frozen=True, slots=True)
class Boxed:
    """图上的位置: a paragraph or cell on the picture of a page, and what it leads to ("" for nothing).

    `file` counts the files from 1; `box` is as in `Source`.
    """

    anchor: str
    file: int
    page: int
    box: Box
    leads_to: str


@dataclass(frozen=True, slots=True)
class Side:
    """对照: `html` shows the files as printed. Its places have the ids of `anchor_of`.

    A place with something to say is a link to `#f3` (a finding) or `#v12` (a
    value): the page gives these ids to what it shows beside.
    """

    html: str
    findings: tuple[FindingView, ...]
    groups: tuple[Group, ...]
    boxes: tuple[Boxed, ...]


def side_of(checked: Checked) -> Side:
    """对照: of a notice that was read with its documents (`showing=True`)."""
    views = views_of(checked, PREFIX)
    html = _environment().get_template("side.html").render(files=views.files)
    return Side(html, views.findings, views.groups, tuple(_boxes(views.anchors)))


def _boxes(anchors: Anchors) -> Iterator[Boxed]:
    """Every place that is known on the picture of its page; a cell covers its table, so it comes after."""
    for number, document in enumerate(anchors.documents):
        for block in document.blocks:
            whole = Place(number, block.source.block or 0)
            yield from _boxed(anchors, whole, block.source)
            for cell in block.cells if isinstance(block, Table) else ():
                place = whole._replace(row=cell.row, column=cell.column)
                yield from _boxed(anchors, place, cell.source)


def _boxed(anchors: Anchors, place: Place, source: Source) -> Iterator[Boxed]:
    if source.box is not None and source.page is not None:
        tags = sorted(each.name for each in anchors.tags(place))
        name = tags[0] if tags else ""
        yield Boxed(anchors.identifier(place), place.document + 1, source.page, source.box, name)


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
