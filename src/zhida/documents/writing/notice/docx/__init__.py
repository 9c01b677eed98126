"""公文文档 docx: an issued notice by GB/T 9704-2012."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from zhida.documents.writing.notice.docx.fitting import (
    TEXT_WIDTH,
    WIDE_TEXT_WIDTH,
    balanced_indent,
    fitted_size,
)
from zhida.documents.writing.notice.docx.page import set_first_page, turn
from zhida.documents.writing.notice.docx.styles import LOOKS, PITCH, SIZE, set_look
from zhida.documents.writing.notice.docx.tables import add_table
from zhida.documents.writing.notice.layout import Annex, Grid, Issue, Line, Style
from zhida.documents.writing.replacing import replacing

_MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_ZIPPED = (2000, 1, 1, 0, 0, 0)
_BEFORE_SIGNATURE, _BEFORE_IMPRINT = 2 * PITCH, PITCH
_IMPRINT = (Style.COPIES, Style.PRINTED)
_DATE_EDGE = 156 - 6  # mm


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
        turned = annex.landscape != landscape
        if turned:
            turn(document, landscape=annex.landscape)
        landscape = annex.landscape
        heads = [Line(Style.LABEL, f"附件{annex.label}")] if annex.label else []
        heads.append(Line(Style.ANNEX_TITLE, annex.title))
        first = len(document.paragraphs)
        _lines(document, heads, wide=landscape)
        document.paragraphs[first].paragraph_format.page_break_before = not turned
        for piece in annex.pieces:
            if isinstance(piece, Grid):
                add_table(document, piece)
            else:
                _lines(document, (piece,))


def _lines(document: Document, lines: Sequence[Line], *, wide: bool = False) -> None:
    heads = [line.text for line in lines if line.style is Style.LETTERHEAD]
    last: Style | None = None
    for line in lines:
        look = LOOKS[line.style]
        if line.style is Style.LETTERHEAD:
            look = replace(look, size=fitted_size(heads, look.size))
        elif line.style in (Style.TITLE, Style.ANNEX_TITLE):
            indent = balanced_indent(line.text, look.size, WIDE_TEXT_WIDTH if wide else TEXT_WIDTH)
            look = replace(look, left=indent / SIZE, right=indent / SIZE)
        paragraph = document.add_paragraph()
        paragraph.add_run(line.text)
        set_look(paragraph, look)
        form = paragraph.paragraph_format
        if line.style is Style.SIGNATURE and last is not Style.SIGNATURE:
            form.space_before = Pt(_BEFORE_SIGNATURE)
        if line.style is Style.PRINTED:
            form.tab_stops.add_tab_stop(Mm(_DATE_EDGE), WD_TAB_ALIGNMENT.RIGHT)
        if line.style in _IMPRINT and last not in _IMPRINT:
            form.space_before = Pt(_BEFORE_IMPRINT)
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
