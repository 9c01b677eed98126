"""Bad input: one clear error that names the file and the reason, in bounded time."""

from __future__ import annotations

import io
import os
import time
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pypdfium2
import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfgen import canvas

from zhida.documents.blocks import Document
from zhida.documents.errors import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    HarmfulFile,
    OversizeFile,
    UnknownFormat,
    UnreadableFile,
)

Read = Callable[..., Document]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SECONDS = 20


def docx_file(text: str = "甲县财政局：") -> bytes:
    """A small docx."""
    written = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(written)
    return written.getvalue()


def docx_of(body: str, prolog: str = "") -> bytes:
    """A docx with that body."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f"{prolog}<w:document {W}><w:body>{body}</w:body></w:document>"
        )
    return written.getvalue()


def xlsx_file(*cells: tuple[str, str]) -> bytes:
    """A small xlsx."""
    written = io.BytesIO()
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for address, text in cells or (("A1", "甲"), ("B2", "乙")):
        sheet[address] = text
    book.save(written)
    return written.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The container with one part more, or another in its place."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w") as copy:
        for entry in source.infolist():
            if entry.filename != name:
                copy.writestr(entry, source.read(entry))
        copy.writestr(name, content)
    return written.getvalue()


def pdf_file(pages: int = 1, password: str = "") -> bytes:
    """A PDF of blank pages."""
    written = io.BytesIO()
    lock = pdfencrypt.StandardEncryption(password) if password else None
    page = canvas.Canvas(written, encrypt=lock)
    for number in range(pages):
        page.drawString(72, 72, f"page {number}")
        page.showPage()
    page.save()
    return written.getvalue()


def nested(depth: int) -> str:
    """Tables within tables, two cells each."""
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p>{}</w:tc>"
    table = ""
    for _ in range(depth):
        table = f"<w:tbl><w:tr>{cell.format('甲', '')}{cell.format('乙', table)}</w:tr></w:tbl>"
    return table


BAD = {
    "empty file": ("空.docx", lambda: b"", EmptyFile, "文件为空"),
    "blank text": ("空.txt", lambda: b" \n\n\t\n", EmptyFile, "没有可读的文字"),
    "encrypted PDF": ("密.pdf", lambda: pdf_file(password="123"), EncryptedFile, "已加密"),
    "truncated docx": ("断.docx", lambda: docx_file()[:900], DamagedFile, "已损坏"),
    "truncated PDF": ("断.pdf", lambda: pdf_file()[:200], DamagedFile, "已损坏"),
    "truncated picture": ("断.png", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 40, DamagedFile, "损坏"),
    "zip bomb": (
        "弹.docx",
        lambda: with_part(docx_file(), "word/document.xml", b"0" * 3_000_000),
        HarmfulFile,
        "压缩炸弹",
    ),
    "billion laughs": (
        "笑.docx",
        lambda: docx_of("", '<!DOCTYPE a [<!ENTITY b "哈">]>'),
        HarmfulFile,
        "实体声明",
    ),
    "external entity": (
        "外.xlsx",
        lambda: with_part(
            xlsx_file(),
            "xl/sharedStrings.xml",
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
        ),
        HarmfulFile,
        "实体声明",
    ),
    "macro document": (
        "宏.docm",
        lambda: with_part(docx_file(), "word/vbaProject.bin", b"macro"),
        HarmfulFile,
        "宏程序",
    ),
    "macro workbook": (
        "宏.xlsm",
        lambda: with_part(xlsx_file(), "xl/vbaProject.bin", b"macro"),
        HarmfulFile,
        "宏程序",
    ),
    "2,000-page PDF": ("长.pdf", lambda: pdf_file(pages=2000), OversizeFile, "PDF有2000页"),
    "binary noise": ("噪.txt", lambda: os.urandom(100_000), UnknownFormat, "不是可识别"),
    "noise called docx": ("噪.docx", lambda: b"\x07\x01\xff" * 9_000, UnknownFormat, "不是可识别"),
    "a cell of 10 MB": (
        "大.docx",
        lambda: docx_of(f"<w:p><w:r><w:t>{chr(38271) * 10_000_000}</w:t></w:r></w:p>"),
        OversizeFile,
        "长达10000000字",
    ),
    "nested tables 50 deep": ("套.docx", lambda: docx_of(nested(50)), HarmfulFile, "嵌套超过20层"),
    "nested elements": (
        "深.docx",
        lambda: docx_of("<w:ins>" * 900 + "<w:p/>" + "</w:ins>" * 900),
        HarmfulFile,
        "嵌套过深",
    ),
    "docx without a body": (
        "无.docx",
        lambda: with_part(docx_file(), "word/document.xml", b"<a/>"),
        DamagedFile,
        "找不到正文",
    ),
    "nested page": ("深.html", lambda: b"<html>" + b"<div>" * 3000 + b"1", HarmfulFile, "嵌套"),
    "merged columns without end": (
        "并.xlsx",
        lambda: with_part(
            xlsx_file(),
            "xl/worksheets/sheet1.xml",
            b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            b'<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>',
        ),
        HarmfulFile,
        "合并单元格范围过大",
    ),
    "a workbook with a broken part": (
        "坏.xlsx",
        lambda: with_part(xlsx_file(), "xl/workbook.xml", b"<no>"),
        DamagedFile,
        "结构已损坏",
    ),
    "a table as wide as it is high": (
        "广.xlsx",
        lambda: xlsx_file(("A1", "甲"), ("B1", "乙"), ("XFD90000", "丙"), ("XFC90000", "丁")),
        OversizeFile,
        "范围过大",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "make", "kind", "reason"), BAD.values(), ids=BAD)
def test_bad_input_is_refused_with_name_and_reason(
    read: Read, name: str, make: Callable[[], bytes], kind: type[UnreadableFile], reason: str
) -> None:
    data = make()
    limits = {"inflated_bytes": 2_000_000} if "弹" in name else {}
    begun = time.monotonic()
    with pytest.raises(kind, match=reason) as caught:
        read(name, data, **limits)
    assert time.monotonic() - begun < SECONDS
    assert f"“{name}”" in str(caught.value)


def test_a_large_text_is_refused_before_it_is_read(read: Read) -> None:
    with pytest.raises(OversizeFile, match="超过上限1000字节"):
        read("大.txt", "长" * 1000, text_bytes=1000)


def test_a_large_file_is_refused_by_its_size_alone(read: Read) -> None:
    with pytest.raises(OversizeFile, match="文件有3000字节"):
        read("大.txt", b"0" * 3000, file_bytes=2000)


def test_an_entity_is_never_resolved_in_a_page(read: Read) -> None:
    page = '<!DOCTYPE html [<!ENTITY b SYSTEM "file:///etc/hostname">]><html><p>甲&b;乙</p></html>'
    assert read("页.html", page).paragraphs[-1].text == "甲&b;乙"


def test_a_pdf_locked_for_its_owner_only_is_read(read: Read) -> None:
    written = io.BytesIO()
    lock = pdfencrypt.StandardEncryption("", ownerPassword="123", canPrint=0)
    page = canvas.Canvas(written, encrypt=lock)
    page.drawString(72, 700, "9798")
    page.save()
    assert read("锁.pdf", written.getvalue()).paragraphs[0].text == "9798"


def test_a_pdf_without_pages_is_damage(read: Read) -> None:
    written = io.BytesIO()
    pdf = pypdfium2.PdfDocument.new()
    pdf.save(written)
    with pytest.raises(DamagedFile):
        read("空.pdf", written.getvalue())


@pytest.mark.parametrize(
    "text",
    [
        "*" * 60_000,
        "[" * 60_000,
        "<" * 60_000,
        " " * 60_000 + "甲",
        "\n" * 60_000 + "甲",
        "|\n" * 30_000 + "甲",
        "附件\t1\n" * 8_000,
        "\t甲\n\n" * 8_000,
        "甲  1\n" * 3 + "甲  乙  丙：\n" * 8_000,
        "<table><tr><td>" + "<table>" * 2_000,
        "# " + "#" * 60_000,
        "|" + "-" * 60_000,
        "<table>" + "<tr><td colspan=1000 rowspan=1000>甲<td>乙" * 1_500,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_texts_built_to_take_long_are_read_or_refused_soon(read: Read, text: str) -> None:
    begun = time.monotonic()
    for name in ("文.txt", "文.md"):
        try:
            assert read(name, "# 标题\n" * (name == "文.md") + text).blocks
        except UnreadableFile as error:
            assert name in str(error)
    assert time.monotonic() - begun < SECONDS
