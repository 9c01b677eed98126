"""表格 tables: a grid as a ruled table with merged cells; its header is on every page."""

from __future__ import annotations

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.table import CT_Row
from docx.shared import Emu, Pt
from docx.table import Table, _Cell

from zhida.documents.writing.notice.docx.styles import BODY_FONT, HEADING_FONT, set_font
from zhida.documents.writing.notice.layout import Box, Grid

_SIZE, _PITCH = 12.0, 18.0
_WIDE_FROM, _SMALL = 10, 10.5  # columns from which figures are set smaller


def add_table(document: Document, grid: Grid) -> None:
    """Write a grid at the end of a document, as wide as the text block."""
    table = document.add_table(grid.height, grid.width, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _set_widths(table, grid, document)
    size = _SMALL if grid.width >= _WIDE_FROM else _SIZE
    cells = table._cells
    for box in grid.boxes:
        first = cells[box.row * grid.width + box.column]
        if box.rows * box.columns > 1:
            last = (box.row + box.rows - 1) * grid.width + box.column + box.columns - 1
            first = first.merge(cells[last])
        _fill(first, box, size)
    for number, row in enumerate(table._tbl.tr_lst):
        _mark_row(row, head=number < grid.head_rows)


def _set_widths(table: Table, grid: Grid, document: Document) -> None:
    section = document.sections[-1]
    edges = (section.page_width, section.left_margin, section.right_margin)
    width, left, right = (int(each or 0) for each in edges)
    unit = (width - left - right) / sum(grid.widths)
    for column, share in zip(table.columns, grid.widths, strict=True):
        column.width = Emu(int(unit * share))
    cells = table._cells
    for at, cell in enumerate(cells):
        cell.width = Emu(int(unit * grid.widths[at % grid.width]))


def _fill(cell: _Cell, box: Box, size: float) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for number, line in enumerate(box.text.split("\n")):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        set_font(paragraph.add_run(line), HEADING_FONT if box.head else BODY_FONT, size)
        paragraph.alignment = ALIGN.LEFT if box.left and not box.head else ALIGN.CENTER
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(1)
        form.line_spacing = Pt(_PITCH)


def _mark_row(row: CT_Row, *, head: bool) -> None:
    """A row isn't cut by a page end; a header row comes again on the next page."""
    properties = row.get_or_add_trPr()
    for mark in ("w:cantSplit", *(["w:tblHeader"] if head else [])):
        element = OxmlElement(mark)
        element.set(qn("w:val"), "true")
        properties.append(element)
