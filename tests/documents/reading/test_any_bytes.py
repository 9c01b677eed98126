"""Whatever bytes a file holds, a reader reads it or refuses it; nothing else comes out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen import canvas

from zhida.documents.errors import UnreadableFile
from zhida.documents.reading import Limits, read_document

TIGHT = Limits(pages=20, scanned_pages=0, cells=20_000, inflated_bytes=20_000_000)


def _docx() -> bytes:
    written = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("甲", style="List Number")
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "并"
    document.save(written)
    return written.getvalue()


def _xlsx() -> bytes:
    written = io.BytesIO()
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B2"], sheet["C2"] = "甲", 1.5, "=B2*2"
    sheet.merge_cells("A1:C1")
    book.save(written)
    return written.getvalue()


def _pdf() -> bytes:
    written = io.BytesIO()
    page = canvas.Canvas(written, pageCompression=0)
    page.grid([72, 144, 216], [600, 640, 680])
    page.drawString(80, 650, "60")
    page.drawString(150, 650, "40")
    page.save()
    return written.getvalue()


def _text() -> bytes:
    rows = "附件\n\t甲\n\t1\n\n\t乙\n\t2\n\n甲\t1\t2\n乙\t3\t4\n| 甲 | 1 |\n|---|---|\n| 乙 | 2 |\n"
    return rows.encode()


def _page() -> bytes:
    return (
        "<html><body><div class=nav><a>首</a></div><p>甲<br>乙</p><table><tr><td rowspan=2>1<td>2"
        "<tr><td colspan=3>3</table></body></html>"
    ).encode()


SEEDS = {"a.docx": _docx(), "a.xlsx": _xlsx(), "a.pdf": _pdf(), "a.txt": _text(), "a.html": _page()}
PARTS = {
    "a.docx": ("word/document.xml", "word/numbering.xml", "word/styles.xml"),
    "a.xlsx": ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"),
}
CHANGES = (b"", b"<", b">", b"\0", b"99999999", b"-1", b"\t|")


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """The bytes with some cut, changed, put in or told twice."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 6))):
        if not data:
            break
        place = draw(st.integers(0, len(data) - 1))
        piece = bytes(data[place : place + draw(st.integers(0, 40))])
        put = draw(st.sampled_from(CHANGES) | st.binary(max_size=20) | st.just(piece * 2))
        data[place : place + len(piece)] = put
    return bytes(data)


def read_or_refuse(path: Path, data: bytes) -> None:
    """Reads the bytes; only the one kind of error may come out."""
    path.write_bytes(data)
    try:
        document = read_document(path, limits=TIGHT)
    except UnreadableFile as error:
        assert path.name in str(error) and error.reason
    else:
        assert document.blocks


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_files(name: str, data: st.DataObject, tmp_path: Path) -> None:
    read_or_refuse(tmp_path / name, data.draw(damaged(SEEDS[name])))


@pytest.mark.parametrize(("name", "part"), [(n, p) for n, parts in PARTS.items() for p in parts])
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_parts_in_a_sound_container(
    name: str, part: str, data: st.DataObject, tmp_path: Path
) -> None:
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(SEEDS[name])) as source,
        zipfile.ZipFile(written, "w") as copy,
    ):
        for entry in source.infolist():
            content = source.read(entry)
            whole = data.draw(damaged(content)) if entry.filename == part else content
            copy.writestr(entry.filename, whole)
    read_or_refuse(tmp_path / name, written.getvalue())


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff",
                     b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"II*\0", b"<html>", b"GIF89a\0"]),
)  # fmt: skip
def test_any_bytes_after_any_signature(tmp_path: Path, data: bytes, head: bytes) -> None:
    read_or_refuse(tmp_path / "件.bin", head + data)
