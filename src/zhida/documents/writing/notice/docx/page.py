"""版心 page: paper, margins, grid of lines and page numbers of GB/T 9704-2012 §5 and §7.5."""

from __future__ import annotations

from docx.document import Document
from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.section import Section, _Footer
from docx.shared import Mm, Pt
from docx.text.run import Run

from zhida.documents.writing.notice.docx.styles import NUMBER_FONT, PITCH, SIZE, set_font

_WIDTH, _HEIGHT = 210, 297  # mm, A4
_TOP, _BOTTOM, _LEFT, _RIGHT = 37, 35, 28, 26  # mm: a text block of 156 × 225
_NUMBER_BELOW = 7  # mm from the text block to the page number
_NUMBER_SIZE = 14.0


def set_first_page(document: Document) -> None:
    """Set the paper of a document and its page numbers, odd right and even left."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    _set_paper(section, landscape=False)
    _number(section.footer, ALIGN.RIGHT)
    _number(section.even_page_footer, ALIGN.LEFT)


def turn(document: Document, *, landscape: bool) -> None:
    """Begin pages that stand or lie; page numbers go on."""
    _set_paper(document.add_section(WD_SECTION.NEW_PAGE), landscape=landscape)


def _set_paper(section: Section, *, landscape: bool) -> None:
    """A lying page is the standing one turned: its top is the standing page's right."""
    section.page_width, section.page_height = Mm(_WIDTH), Mm(_HEIGHT)
    edges = (_TOP, _RIGHT, _BOTTOM, _LEFT)
    section.orientation = WD_ORIENTATION.PORTRAIT
    if landscape:
        section.orientation = WD_ORIENTATION.LANDSCAPE
        section.page_width, section.page_height = Mm(_HEIGHT), Mm(_WIDTH)
        edges = (_LEFT, _TOP, _RIGHT, _BOTTOM)
    section.top_margin, section.right_margin = Mm(edges[0]), Mm(edges[1])
    section.bottom_margin, section.left_margin = Mm(edges[2]), Mm(edges[3])
    section.footer_distance = Mm(edges[2] - _NUMBER_BELOW - 5)
    _set_grid(section)


def _set_grid(section: Section) -> None:
    """22 lines a page; characters keep the width of their typeface."""
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(PITCH * 20)))
    properties.append(grid)


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
        set_font(run, NUMBER_FONT, _NUMBER_SIZE)


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
