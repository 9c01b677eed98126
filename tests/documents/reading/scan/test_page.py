"""A scanned page is read on the grid of its ruling lines.

`stamped.jpg` is a page made for this test: a red letterhead, a red stamp over
a table with merged cells and a label set downwards, turned by 1.1° and
compressed until it shows.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from zhida.documents.blocks import Document, Table

Read = Callable[..., Document]
STAMPED = Path(__file__).with_name("stamped.jpg").read_bytes()
TABLE = [
    ["绩效指标", "地区", "补助资金"],
    ["中央", "省级", "合计"],
    ["甲县", "600.53", "47.63", "648.16"],
    ["乙县", "429.34", "34.05", "463.39"],
    ["", "合计", "1,029.87", "81.68", "1,111.55"],
]


def pdf_of(picture: bytes, text: str = "") -> bytes:
    """A PDF page that is the picture, with a hidden text where one is given."""
    written = io.BytesIO()
    image = ImageReader(io.BytesIO(picture))
    wide, high = (side * 72 / 170 for side in image.getSize())
    page = canvas.Canvas(written, pagesize=(wide, high))
    page.drawImage(image, 0, 0, wide, high)
    if text:
        hidden = page.beginText(20, 20)
        hidden.setTextRenderMode(3)
        hidden.textOut(text)
        page.drawText(hidden)
    page.save()
    return written.getvalue()


def turned(quarters: int) -> bytes:
    """The page lying on its side, as PNG."""
    pixels = cv2.imdecode(np.frombuffer(STAMPED, np.uint8), cv2.IMREAD_COLOR)
    assert pixels is not None
    done, data = cv2.imencode(".png", np.rot90(pixels, quarters))
    assert done
    return data.tobytes()


def figures(table: Table) -> list[list[str]]:
    """The texts of a table in one width of brackets and marks."""
    return [[text.replace("，", ",") for text in row] for row in table.texts]


@pytest.fixture(scope="module")
def stamped(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """The page read once."""
    from zhida.documents.reading import read_document

    path = tmp_path_factory.mktemp("scan") / "页.jpg"
    path.write_bytes(STAMPED)
    return read_document(path)


def test_every_cell_by_text_and_place(stamped: Document) -> None:
    [table] = stamped.tables
    assert figures(table) == TABLE
    label, region, money = table.rows[0]
    assert (label.row_span, region.row_span, money.column_span) == (4, 2, 3)
    assert table.aligned


def test_the_letterhead_survives_and_all_is_marked_as_read_optically(stamped: Document) -> None:
    assert stamped.format == "scan"
    assert [one.text for one in stamped.paragraphs][:2] == [
        "某某市财政局文件",
        "医疗救助资金分配表",
    ]
    assert all(one.optical for one in stamped.paragraphs)
    assert all(cell.optical for cell in stamped.tables[0].cells)


def test_boxes_are_places_on_the_page_as_it_was_scanned(stamped: Document) -> None:
    """The page was turned by 1.1°: to the right, lines stand higher."""
    left, right = stamped.tables[0].rows[2][0], stamped.tables[0].rows[2][-1]
    a, b = left.source.box, right.source.box
    assert a is not None and b is not None
    assert 0.005 < a[1] - b[1] < 0.04
    assert a[2] <= b[0] + 0.01


def test_a_pdf_that_is_a_picture_is_read_optically(read: Read) -> None:
    document = read("扫.pdf", pdf_of(STAMPED))
    assert (document.format, document.remarks) == ("scan", ())
    assert figures(document.tables[0]) == TABLE


def test_a_hidden_text_behind_a_picture_is_not_trusted(read: Read) -> None:
    document = read("扫.pdf", pdf_of(STAMPED, "9999999999999999 hidden words of another reader"))
    assert document.format == "scan"
    assert "9999" not in "".join(one.text for one in document.paragraphs)


@pytest.mark.parametrize("quarters", [1, 3])
def test_a_page_on_its_side_is_turned(read: Read, quarters: int) -> None:
    assert figures(read("横.png", turned(quarters)).tables[0])[2:4] == TABLE[2:4]


def test_each_frame_of_a_tiff_is_a_page(read: Read) -> None:
    written = io.BytesIO()
    blank = Image.new("L", (400, 300), 255)
    with Image.open(io.BytesIO(STAMPED)) as image:
        blank.save(written, "TIFF", save_all=True, append_images=[image.convert("L")])
    document = read("扫.tif", written.getvalue())
    assert len(document.pages) == 2
    assert document.tables[0].source.page == 2


def test_a_blank_page_has_nothing_to_read(read: Read) -> None:
    from zhida.documents.errors import EmptyFile

    written = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(written, "PNG")
    with pytest.raises(EmptyFile):
        read("白.png", written.getvalue())


def test_limits_hold_for_pictures(read: Read) -> None:
    from zhida.documents.errors import OversizeFile

    with pytest.raises(OversizeFile, match="像素"):
        read("大.jpg", STAMPED, pixels=1000)
    with pytest.raises(OversizeFile, match="扫描页超过上限0页"):
        read("多.pdf", pdf_of(STAMPED), scanned_pages=0)
