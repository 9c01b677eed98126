"""版面文档 pages: PDF with text, and scans of it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import cv2
import numpy as np
import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from specimens.notation import Grid, Line, Specimen

_FONT = "STSong-Light"
_TEXT_WIDTH = 160 * mm
_ALIGNED = {"letterhead": 1, "title": 1, "centre": 1, "right": 2}
_SIZES = {"letterhead": 20, "title": 17}


def to_pdf(specimen: Specimen, path: Path | BytesIO, *, font: str | None = None) -> None:
    """Write a PDF with ruled tables. Without `font` (a TTF) the glyphs are not embedded."""
    name = font or _FONT
    if font is None:
        registerFont(UnicodeCIDFont(_FONT))
    target = str(path) if isinstance(path, Path) else path
    document = SimpleDocTemplate(
        target, pagesize=A4, leftMargin=25 * mm, rightMargin=25 * mm, invariant=1
    )
    document.build([flow for block in specimen for flow in _flows(block, name)])


def _flows(block: Line | Grid, font: str) -> list[Flowable]:
    if isinstance(block, Grid):
        return [_table(block, font), Spacer(1, 4 * mm)]
    size = _SIZES.get(block.style, 12)
    style = ParagraphStyle(
        block.style,
        fontName=font,
        fontSize=size,
        leading=size * 1.6,
        wordWrap="CJK",
        alignment=_ALIGNED.get(block.style, 0),
        firstLineIndent=24 if block.style == "text" else 0,
    )
    flow = Paragraph(escape(block.text), style)
    return [PageBreak(), flow] if block.style == "label" else [flow]


def _table(grid: Grid, font: str) -> Table:
    style = ParagraphStyle("cell", fontName=font, fontSize=9, leading=12, wordWrap="CJK")
    cells: list[list[Paragraph | str]] = [[""] * grid.width for _ in range(grid.height)]
    rules: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.6, "black"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    for box in grid.boxes:
        cells[box.row][box.column] = Paragraph(escape(box.text).replace("\n", "<br/>"), style)
        if box.rows * box.columns > 1:
            last = (box.column + box.columns - 1, box.row + box.rows - 1)
            rules.append(("SPAN", (box.column, box.row), last))
    weights = [_weight(grid, column) for column in range(grid.width)]
    widths = [_TEXT_WIDTH * weight / sum(weights) for weight in weights]
    return Table(cells, colWidths=widths, style=rules, repeatRows=0)


def _weight(grid: Grid, column: int) -> int:
    longest = max(
        (len(box.text) for box in grid.boxes if box.column == column and box.columns == 1),
        default=4,
    )
    return min(max(longest, 4), 16)


def to_scan(specimen: Specimen, path: Path, *, dpi: int = 200, skew: float = 0.4) -> None:
    """Write what a scanner makes of the printed pages: grey, askew, JPEG inside a PDF."""
    printed = BytesIO()
    to_pdf(specimen, printed)
    scanned = pypdfium2.PdfDocument.new()
    noise = np.random.default_rng(7)
    for page in pypdfium2.PdfDocument(printed.getvalue()):
        picture = page.render(scale=dpi / 72, grayscale=True).to_numpy()
        height, width = picture.shape[:2]
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1)
        turned = cv2.warpAffine(picture, turn, (width, height), borderValue=255)
        spotted = np.clip(turned + noise.normal(0, 6, turned.shape), 0, 255).astype(np.uint8)
        _, jpeg = cv2.imencode(".jpg", spotted, [cv2.IMWRITE_JPEG_QUALITY, 80])
        image = pypdfium2.PdfImage.new(scanned)
        image.load_jpeg(BytesIO(jpeg.tobytes()))
        image.set_matrix(pypdfium2.PdfMatrix().scale(page.get_width(), page.get_height()))
        sheet = scanned.new_page(page.get_width(), page.get_height())
        sheet.insert_obj(image)
        sheet.gen_content()
    scanned.save(str(path))
