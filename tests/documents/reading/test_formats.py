"""The format of a file is what it holds, not what it is called."""

from __future__ import annotations

import io
import zipfile

import pytest

from zhida.documents.reading.formats import binary_format, text_format

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


def container(*names: str) -> bytes:
    """A zip with parts of these names."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.text")
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (container("word/document.xml"), "docx"),
        (container("xl/workbook.xml"), "xlsx"),
        (container("mimetype"), "odt"),
        (container("ppt/slides.xml"), "pptx"),
        (container("OFD.xml"), "ofd"),
        (container("通知.txt"), "zip"),
        (container("word/document.xml")[:60], "damaged-zip"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + "Workbook".encode("utf-16-le"), "xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE + "_VBA_PROJECT".encode("utf-16-le"), "macro"),
        (OLE, "ole"),
        (b"%PDF-1.4\n", "pdf"),
        (b"\n\n%PDF-1.4\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n\0", "scan"),
        (b"\xff\xd8\xff\xe0\0", "scan"),
        (b"II*\0", "scan"),
        (rb"{\rtf1 abc}", "rtf"),
        (b"Rar!\x1a\x07\x00", "archive"),
        ("BM 是一种文本".encode(), None),
        ("关于下达资金的通知".encode(), None),
    ],
    ids=lambda each: "bytes" if isinstance(each, bytes) else str(each),
)
def test_binary_formats(data: bytes, format_: str | None) -> None:
    assert binary_format(data) == format_


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        ("<!DOCTYPE html><html>", "html"),
        ("\ufeff\n<html lang=zh>", "html"),
        ("<div>通知</div>", "html"),
        ("<p>通知</p>", "html"),
        ('<?xml version="1.0"?><html xmlns="x">', "html"),
        ("<table><tr><td>甲</td></tr></table>\n通知\n", None),
        ("关于印发<管理办法>的通知", None),
        ('<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "wordxml"),
        ('<?xml version="1.0"?><a/>', "xml"),
        ("MIME-Version: 1.0\nContent-Type: multipart/related;", "mht"),
    ],
)
def test_marked_up_texts(text: str, format_: str | None) -> None:
    assert text_format(text) == format_
