"""公文文档 docx: an issued notice by GB/T 9704-2012."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from zhida.documents.writing.notice.docx.page import set_first_page, turn
from zhida.documents.writing.notice.docx.styles import LOOKS, PITCH, set_look
from zhida.documents.writing.notice.docx.tables import add_table
from zhida.documents.writing.notice.layout import Annex, Grid, Issue, Line, Style
from zhida.documents.writing.replacing import replacing

_MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_ZIPPED = (2000, 1, 1, 0, 0, 0)
_BEFORE_SIGNATURE = 2 * PITCH
_TEXT_WIDTH = 156 - 6  # mm, to the printing date's edge


def write_docx(issue: Issue, title: str, path: Path) -> None:
    """公文: write an issue. The same issue gives the same bytes.

    Raises `UnwritableReport` where `path` can't be written.
    """
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.created = properties.modified = _MADE
    set_first_page(document)
    _lines(document, issue.letter)
    _annexes(document, issue.annexes)
    _lines(document, issue.imprint)
    stored = BytesIO()
    document.save(stored)
    with replacing(path) as draft:
        draft.write_bytes(_undated(stored.getvalue()))


def _annexes(document: Document, annexes: Sequence[Annex]) -> None:
    """Each annex on a new page; its label stands above the first table that bears it."""
    landscape = False
    for annex in annexes:
        if annex.landscape != landscape:
            turn(document, landscape=annex.landscape)
            new_page = False
        else:
            new_page = True
        landscape = annex.landscape
        heads = [Line(Style.LABEL, f"附件{annex.label}")] if annex.label else []
        heads.append(Line(Style.ANNEX_TITLE, annex.title))
        _lines(document, heads, new_page=new_page)
        for piece in annex.pieces:
            if isinstance(piece, Grid):
                add_table(document, piece)
            else:
                _lines(document, (piece,))


def _lines(document: Document, lines: Sequence[Line], *, new_page: bool = False) -> None:
    last: Style | None = None
    for number, line in enumerate(lines):
        paragraph = document.add_paragraph()
        paragraph.add_run(line.text)
        set_look(paragraph, LOOKS[line.style])
        form = paragraph.paragraph_format
        if new_page and number == 0:
            form.page_break_before = True
        if line.style is Style.SIGNATURE and last is not Style.SIGNATURE:
            form.space_before = Pt(_BEFORE_SIGNATURE)
        if line.style is Style.PRINTED:
            form.tab_stops.add_tab_stop(Mm(_TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        last = line.style


def _undated(data: bytes) -> bytes:
    """The same archive with one fixed time on every member."""
    plain = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _ZIPPED), source.read(name), zipfile.ZIP_DEFLATED)
    return plain.getvalue()
