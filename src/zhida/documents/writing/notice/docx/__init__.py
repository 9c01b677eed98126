"""公文文档 docx: an issued notice by GB/T 9704-2012.

python-docx makes the empty document once; the body of each notice is written
as WordprocessingML, which costs a tenth of filling cells one by one.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

from zhida.documents.writing.notice.docx.package import (
    BODY,
    PROPERTIES,
    add_part,
    empty_package,
    properties,
)
from zhida.documents.writing.notice.docx.page import section, section_end
from zhida.documents.writing.notice.docx.paragraphs import paragraphs
from zhida.documents.writing.notice.docx.tables import table
from zhida.documents.writing.notice.layout import Annex, Grid, Issue, Line, Paper, Style
from zhida.documents.writing.notice.looks import head_lines


def docx_bytes(issue: Issue, title: str) -> bytes:
    """公文: an issue as docx. The same issue gives the same bytes."""
    empty = empty_package()
    body = f"{empty.opening}{''.join(_body(issue, empty.footers))}{empty.closing}"
    stored = BytesIO(empty.archive)
    with zipfile.ZipFile(stored, "a") as archive:
        add_part(archive, PROPERTIES, properties(title))
        add_part(archive, BODY, body.encode())
    return stored.getvalue()


def _body(issue: Issue, footers: str) -> Iterator[str]:
    """Paragraphs and tables; the pages of a section are told at its end.

    The first section brings the page numbers, which go on through the others.
    """
    yield from paragraphs(issue.letter)
    landscape, paper = False, Paper.A4
    if not issue.letter and issue.annexes:
        landscape, paper = issue.annexes[0].landscape, issue.annexes[0].paper
    for at, annex in enumerate(issue.annexes):
        turned = (annex.landscape, annex.paper) != (landscape, paper)
        if turned:
            yield section_end(footers, landscape=landscape, paper=paper)
            landscape, paper, footers = annex.landscape, annex.paper, ""
        yield from _annex(annex, new_page=not turned and (at > 0 or bool(issue.letter)))
    yield from paragraphs(issue.imprint)
    if issue.mark:
        yield from paragraphs((Line(Style.MARK, issue.mark),))
    yield section(footers, landscape=landscape, paper=paper)


def _annex(annex: Annex, *, new_page: bool) -> Iterator[str]:
    """An annex on a new page, its label and title above its tables."""
    yield from paragraphs(head_lines(annex), new_page=new_page)
    for piece in annex.pieces:
        if isinstance(piece, Grid):
            yield table(piece)
        else:
            yield from paragraphs((piece,))
