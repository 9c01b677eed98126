"""版心 page: paper, margins, grid of lines and page numbers of GB/T 9704-2012 §5 and §7.5."""

from __future__ import annotations

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.section import _Footer
from docx.shared import Pt
from docx.text.run import Run

from zhida.documents.writing.notice.docx.markup import twentieths
from zhida.documents.writing.notice.layout import Paper
from zhida.documents.writing.notice.looks import (
    MARGINS,
    NUMBER_BELOW,
    NUMBER_SIZE,
    PITCH,
    SHEETS,
    SIZE,
    Face,
)

_POINTS = 72 / 25.4  # in a millimetre
_NUMBER_HIGH = 5  # mm


def set_footers(document: Document) -> None:
    """Number the pages of a document, odd right and even left."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    _number(section.footer, ALIGN.RIGHT)
    _number(section.even_page_footer, ALIGN.LEFT)


def section(footers: str, *, landscape: bool, paper: Paper = Paper.A4) -> str:
    """节: the properties of pages, 22 lines each.

    A lying page is the standing one turned: its top is the standing page's right.
    """
    width, height = SHEETS[paper]
    top, right, bottom, left = MARGINS
    turn = ""
    if landscape:
        width, height, turn = height, width, ' w:orient="landscape"'
        top, right, bottom, left = left, top, right, bottom
    below = bottom - NUMBER_BELOW - _NUMBER_HIGH
    return (
        f'<w:sectPr>{footers}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{_twips(width)}" w:h="{_twips(height)}"{turn}/>'
        f'<w:pgMar w:top="{_twips(top)}" w:right="{_twips(right)}" w:bottom="{_twips(bottom)}"'
        f' w:left="{_twips(left)}" w:header="720" w:footer="{_twips(below)}" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{twentieths(PITCH)}"/></w:sectPr>'
    )


def section_end(footers: str, *, landscape: bool, paper: Paper = Paper.A4) -> str:
    """The end of pages of one kind, before a page of the other."""
    line = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    return f"<w:p><w:pPr>{line}{section(footers, landscape=landscape, paper=paper)}</w:pPr></w:p>"


def _twips(millimetres: float) -> int:
    return twentieths(millimetres * _POINTS)


def _number(footer: _Footer, side: ALIGN) -> None:
    """— 1 —, one character in from the edge."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Pt(SIZE)
    parts = (paragraph.add_run("— "), paragraph.add_run(), paragraph.add_run(" —"))
    _page_field(parts[1])
    for run in parts:
        run.font.size, run.font.name = Pt(NUMBER_SIZE), Face.NUMBER.value
        fonts = run._element.get_or_add_rPr().rFonts
        if fonts is not None:
            fonts.set(qn("w:eastAsia"), Face.NUMBER.value)


def _page_field(run: Run) -> None:
    for kind in ("begin", "", "end"):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = "PAGE"
        run._element.append(mark)
