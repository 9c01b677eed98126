"""PDF files with text: letters as paragraphs, ruled tables cell by cell, page by page."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate
from reportlab.platypus import Table as PdfTable

from zhida.documents.blocks import Document

Read = Callable[..., Document]
FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def style(**more: Any) -> ParagraphStyle:
    """Body type as letters have it."""
    look = {"fontName": FONT, "fontSize": 16, "leading": 28, "wordWrap": "CJK", **more}
    return ParagraphStyle("body", **look)


BODY = style(firstLineIndent=32)
CELL = style(fontSize=10, leading=13)


def number(page: canvas.Canvas, _: object) -> None:
    """The number at a page's foot."""
    page.setFont(FONT, 14)
    page.drawCentredString(297, 40, f"— {page.getPageNumber()} —")


def made(*flow: Flowable, size: tuple[float, float] = A4) -> bytes:
    """A PDF of these, with page numbers."""
    written = io.BytesIO()
    SimpleDocTemplate(written, pagesize=size).build(
        list(flow), onFirstPage=number, onLaterPages=number
    )
    return written.getvalue()


def table(rows: list[list[str]], *commands: tuple[object, ...], width: int = 100) -> PdfTable:
    """A ruled table whose cells wrap."""
    cells = [[Paragraph(text, CELL) if text else "" for text in row] for row in rows]
    grid = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
    return PdfTable(cells, colWidths=[width] * len(rows[0]), style=[grid, *commands])


def told(document: Document) -> list[str]:
    """The texts of the paragraphs."""
    return [one.text for one in document.paragraphs]


def test_a_letter_over_two_pages(read: Read) -> None:
    long = "现下达你单位补助资金，用于医保信息化建设、基金监管和经办服务体系建设。" * 20
    letter = made(
        Paragraph("各县财政局：", style()),
        Paragraph(long, BODY),
        Paragraph("一、收入列某科目。", BODY),
    )
    document = read("信.pdf", letter)
    assert told(document) == ["各县财政局：", long, "一、收入列某科目。"]
    assert len(document.pages) == 2
    assert [one.source.page for one in document.paragraphs] == [1, 1, 2]
    x0, y0, x1, y1 = document.paragraphs[0].source.box or (0, 0, 0, 0)
    assert 0 < x0 < x1 < 1 and 0 < y0 < y1 < 0.2


def test_cells_with_spans_wrapped_text_and_boxes(read: Read) -> None:
    rows = [
        ["地区", "资金", "", "备注"],
        ["", "中央一般公共预算补助资金合计", "省级", ""],
        ["甲县", "600.53", "", ""],
    ]
    spans = [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (3, 1))]
    document = read("表.pdf", made(table(rows, *spans)))
    [found] = document.tables
    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in found.cells] == [
        ("地区", 1, 1, 2, 1),
        ("资金", 1, 2, 1, 2),
        ("备注", 1, 4, 2, 1),
        ("中央一般公共预算补助资金合计", 2, 2, 1, 1),
        ("省级", 2, 3, 1, 1),
        ("甲县", 3, 1, 1, 1),
        ("600.53", 3, 2, 1, 1),
        ("", 3, 3, 1, 1),
        ("", 3, 4, 1, 1),
    ]
    assert found.aligned and found.source.page == 1
    first, last = found.cells[0].source.box, found.cells[-1].source.box
    assert first is not None and last is not None and first[0] < last[0] and first[1] < last[1]


def test_a_table_over_three_pages_is_one_with_its_head_once(read: Read) -> None:
    rows = [["县区", "金额"], *([f"第{place}县", f"{place}.05"] for place in range(90))]
    flow = table(rows)
    flow.repeatRows = 1
    document = read("表.pdf", made(flow, Paragraph("备注：无", BODY)))
    [found] = document.tables
    assert found.texts == rows
    assert found.rows[-1][0].source.page == 3
    assert told(document) == ["备注：无"]


def test_text_between_two_tables_keeps_them_apart(read: Read) -> None:
    rows = [["甲", "1"], ["乙", "2"]]
    document = read("表.pdf", made(table(rows), Paragraph("附件2", BODY), table(rows)))
    assert [type(block).__name__ for block in document.blocks] == ["Table", "Paragraph", "Table"]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_pages_that_are_turned_are_read_as_they_are_shown(read: Read, degrees: int) -> None:
    """The page is drawn turned back, so that the viewer's turn sets it upright."""
    written = io.BytesIO()
    size = A4 if degrees == 180 else landscape(A4)
    page = canvas.Canvas(written, pagesize=size)
    wide, high = size
    moves = {90: (wide, 0), 180: (wide, high), 270: (0, high)}
    page.translate(*moves[degrees])
    page.rotate(degrees)
    page.setFont(FONT, 14)
    page.grid([100, 200, 300], [600, 640, 680])
    for x, y, text in ((110, 650, "甲"), (210, 650, "60"), (110, 610, "乙"), (210, 610, "40")):
        page.drawString(x, y, text)
    page.drawString(100, 720, "分配表")
    page.save()
    pdf = pypdfium2.PdfDocument(written.getvalue())
    pdf[0].set_rotation(degrees)
    turned = io.BytesIO()
    pdf.save(turned)
    document = read("横.pdf", turned.getvalue())
    assert told(document) == ["分配表"]
    assert document.tables[0].texts == [["甲", "60"], ["乙", "40"]]


def test_lines_drawn_as_thin_boxes_rule_as_well(read: Read) -> None:
    written = io.BytesIO()
    page = canvas.Canvas(written)
    for y in (600, 640, 680):
        page.rect(100, y, 200, 0.5, stroke=0, fill=1)
    for x in (100, 200, 300):
        page.rect(x, 600, 0.5, 80, stroke=0, fill=1)
    for x, y, text in ((110, 650, "a"), (210, 650, "60"), (110, 610, "b"), (210, 610, "40")):
        page.drawString(x, y, text)
    page.save()
    assert read("表.pdf", written.getvalue()).tables[0].texts == [["a", "60"], ["b", "40"]]


def test_a_frame_around_the_page_is_no_table(read: Read) -> None:
    written = io.BytesIO()
    page = canvas.Canvas(written)
    page.rect(50, 50, 500, 700)
    page.line(50, 600, 550, 600)
    page.drawString(100, 500, "9798")
    page.save()
    document = read("框.pdf", written.getvalue())
    assert (told(document), document.tables) == (["9798"], ())


def test_figures_in_columns_without_lines_are_a_table_that_is_not_aligned(read: Read) -> None:
    written = io.BytesIO()
    page = canvas.Canvas(written)
    page.setFont(FONT, 12)
    for row, texts in enumerate(
        (("县区", "人数", "金额"), ("甲县", "20", "60"), ("乙县", "", "40"))
    ):
        for column, text in enumerate(texts):
            page.drawString(80 + 120 * column, 700 - 24 * row, text)
    page.save()
    [found] = read("表.pdf", written.getvalue()).tables
    assert found.texts == [["县区", "人数", "金额"], ["甲县", "20", "60"], ["乙县", "", "40"]]
    assert not found.aligned


def test_type_printed_twice_to_look_bold_is_read_once(read: Read) -> None:
    written = io.BytesIO()
    page = canvas.Canvas(written)
    for shift in (0, 0.3):
        page.drawString(100 + shift, 700, "9618 —— 120")
    page.save()
    assert told(read("粗.pdf", written.getvalue()))[0].startswith("9618")
    assert "9961188" not in told(read("粗.pdf", written.getvalue()))[0]
