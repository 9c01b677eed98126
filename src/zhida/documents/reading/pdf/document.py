"""A PDF as a whole: page by page, by its text, or as pictures where it has none."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2

from zhida.documents.errors import DamagedFile, EncryptedFile, OversizeFile
from zhida.documents.reading.builder import Builder, is_optical
from zhida.documents.reading.page.assembly import PageParts, add_pages
from zhida.documents.reading.page.grid import Grid, find_grids
from zhida.documents.reading.page.line import Line
from zhida.documents.reading.page.tables import PageTable, page_table
from zhida.documents.reading.pdf.glyphs import Glyph, Turn, glyphs_of, rows_of, turn_of
from zhida.documents.reading.pdf.pictures import is_picture
from zhida.documents.reading.pdf.rules import rules_of
from zhida.documents.whole_rows import WHOLE_ROWS

_SLACK = 3.0
_MOST_GLYPHS = 60_000
_MOST_PATHS = 40_000


def read_pdf(data: bytes, builder: Builder) -> str:
    """Reads a PDF into `builder`; gives "scan" where all its pages are pictures, else "pdf"."""
    with _opened(data, builder) as pdf:
        count = len(pdf)
        if count > builder.limits.pages:
            raise OversizeFile(
                builder.file, f"PDF有{count}页，超过上限{builder.limits.pages}页", "请拆分后再读取"
            )
        whole = WHOLE_ROWS in pdf.get_metadata_value("Keywords")
        add_pages(_pages(pdf, builder), builder, whole=whole)
    optical = [block for block in builder.blocks if is_optical(block)]
    return "scan" if optical and len(optical) == len(builder.blocks) else "pdf"


def _opened(data: bytes, builder: Builder) -> pypdfium2.PdfDocument:
    try:
        pdf = pypdfium2.PdfDocument(data)
        if len(pdf) == 0:
            raise DamagedFile(builder.file, "PDF没有页面", "请重新导出PDF")
        return pdf
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise EncryptedFile(builder.file, "文件已加密", "请先解除密码保护再读取") from error
        raise DamagedFile(builder.file, "PDF不完整或已损坏", "请重新下载或重新导出") from error


def _pages(pdf: pypdfium2.PdfDocument, builder: Builder) -> Iterator[PageParts]:
    for index in range(len(pdf)):
        try:
            page = pdf[index]
        except pypdfium2.PdfiumError as error:
            raise DamagedFile(
                builder.file, f"PDF第{index + 1}页已损坏", "请重新下载或重新导出"
            ) from error
        yield _page(page, index + 1, builder)
        page.close()


def _page(page: pypdfium2.PdfPage, number: int, builder: Builder) -> PageParts:
    """A page by its text, or as a picture where the text is absent, hidden or garbled.

    What reads pictures is loaded when the first one comes: most files have none.
    """
    width, height = page.get_size()
    if width * height <= 0:
        return PageParts(number, max(width, 1.0), max(height, 1.0))
    turn = turn_of(page)
    glyphs = glyphs_of(page, turn, _MOST_GLYPHS)
    if not is_picture(page, glyphs):
        return text_page(page, number, glyphs, turn)
    builder.scanned += 1
    if builder.scanned > builder.limits.scanned_pages:
        limit = builder.limits.scanned_pages
        raise OversizeFile(builder.file, f"扫描页超过上限{limit}页", "请拆分后再读取")
    from zhida.documents.reading.pdf.scanned import scanned_page

    return scanned_page(page, number)


def text_page(page: pypdfium2.PdfPage, number: int, glyphs: list[Glyph], turn: Turn) -> PageParts:
    """What stands on a page with text."""
    width, height = page.get_size()
    grids = find_grids(*rules_of(page, turn, _MOST_PATHS), slack=_SLACK)
    parts = PageParts(number, width, height)
    for grid in grids:
        table, glyphs = _filled(grid, glyphs, parts)
        if table is not None:
            parts.tables.append(table)
    parts.rows = rows_of(glyphs)
    return parts


def _filled(
    grid: Grid, glyphs: list[Glyph], parts: PageParts
) -> tuple[PageTable | None, list[Glyph]]:
    """The table that a grid and the characters in it make, and the other characters.

    A grid with text in one cell only is a frame, no table.
    """
    x0, y0, x1, y1 = grid.box
    inside: dict[int, list[Glyph]] = {}
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
        cell = grid.cell_at(x, y) if x0 <= x <= x1 and y0 <= y <= y1 else None
        if cell is None:
            outside.append(glyph)
        else:
            inside.setdefault(id(cell), []).append(glyph)
    if len(inside) < 2:
        return None, glyphs
    lines = [_lines(inside.get(id(cell), [])) for cell in grid.cells]
    return page_table(grid, lines, parts.number, parts.width, parts.height), outside


def _lines(glyphs: list[Glyph]) -> list[Line]:
    return [
        Line(
            "  ".join(part.text for part in row),
            row[0].x0,
            row[0].y0,
            row[-1].x1,
            row[0].y1,
            row[0].size,
        )
        for row in rows_of(glyphs)
    ]
