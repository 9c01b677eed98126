"""办公文档 office: docx with merged cells, xlsx annexes."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from openpyxl.styles import Alignment

from specimens.notation import Grid, Line, Specimen

_CENTRED = ("letterhead", "title", "centre")


def to_docx(specimen: Specimen, path: Path) -> None:
    """Write a docx; a label begins a new page."""
    document = Document()
    for block in specimen:
        if isinstance(block, Grid):
            _docx_table(document.add_table(block.height, block.width, style="Table Grid"), block)
            continue
        paragraph = document.add_paragraph(block.text)
        paragraph.paragraph_format.page_break_before = block.style == "label"
        if block.style in _CENTRED:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif block.style == "right":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.save(str(path))


def _docx_table(table, grid: Grid) -> None:  # type: ignore[no-untyped-def]
    cells = table._cells
    for box in grid.boxes:
        first = cells[box.row * grid.width + box.column]
        if box.rows * box.columns > 1:
            last = (box.row + box.rows - 1) * grid.width + box.column + box.columns - 1
            first = first.merge(cells[last])
        first.text = box.text


def to_xlsx(parts: dict[str, Specimen], path: Path) -> None:
    """Write a workbook, a sheet a part; figures are numbers, not texts."""
    book = openpyxl.Workbook()
    for first in book.worksheets:
        book.remove(first)
    for name, specimen in parts.items():
        sheet = book.create_sheet(name)
        at = 1
        for block in specimen:
            if isinstance(block, Line):
                sheet.cell(at, 1, block.text)
                at += 1
                continue
            for box in block.boxes:
                row, column = at + box.row, box.column + 1
                cell = sheet.cell(row, column, _value(box.text))
                cell.alignment = Alignment(wrap_text=True, vertical="center")
                if box.rows * box.columns > 1:
                    sheet.merge_cells(
                        start_row=row,
                        start_column=column,
                        end_row=row + box.rows - 1,
                        end_column=column + box.columns - 1,
                    )
            at += block.height
    book.save(path)


def _value(text: str) -> str | int | float:
    bare = text.replace(",", "")
    if bare.isdigit():
        return int(bare)
    try:
        return float(bare)
    except ValueError:
        return text
