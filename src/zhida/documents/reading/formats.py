"""格式识别 formats: which format a file has, told by its content."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final, Literal, TypeAlias

Format: TypeAlias = Literal[
    "txt", "md", "html", "mht", "docx", "xlsx", "xls", "doc", "rtf", "wordxml", "odt", "pdf", "scan"
]
Refused: TypeAlias = Literal[
    "encrypted", "macro", "damaged-zip", "zip", "archive", "ofd", "pptx", "ole", "xml"
]

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM", b"GIF8")
_ARCHIVES: Final = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_HEAD: Final = 4096
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]|<head[\s>]", re.I)
_MARKUP = re.compile(r"<(?:p|div|span|h[1-6]|meta|center|section|article)[\s>]", re.I)
_MHT = re.compile(r"^(?:MIME-Version:|Content-Type:\s*multipart/related)", re.I | re.M)

EXTENSIONS: Final[dict[str, frozenset[str]]] = {
    ".txt": frozenset({"txt", "md"}),
    ".md": frozenset({"md", "txt"}),
    ".markdown": frozenset({"md", "txt"}),
    ".html": frozenset({"html"}),
    ".htm": frozenset({"html"}),
    ".mht": frozenset({"mht"}),
    ".mhtml": frozenset({"mht"}),
    ".docx": frozenset({"docx"}),
    ".docm": frozenset({"docx"}),
    ".xlsx": frozenset({"xlsx"}),
    ".xlsm": frozenset({"xlsx"}),
    ".xls": frozenset({"xls"}),
    ".et": frozenset({"xls"}),
    ".doc": frozenset({"doc"}),
    ".wps": frozenset({"doc"}),
    ".rtf": frozenset({"rtf"}),
    ".odt": frozenset({"odt"}),
    ".xml": frozenset({"wordxml"}),
    ".pdf": frozenset({"pdf", "scan"}),
    ".png": frozenset({"scan"}),
    ".jpg": frozenset({"scan"}),
    ".jpeg": frozenset({"scan"}),
    ".tif": frozenset({"scan"}),
    ".tiff": frozenset({"scan"}),
    ".bmp": frozenset({"scan"}),
    ".gif": frozenset({"scan"}),
}
"""The formats that each file extension promises."""


def binary_format(data: bytes) -> Format | Refused | None:
    """The format of a file that isn't text, None where it may be text.

    >>> binary_format(b"%PDF-1.7 ...")
    'pdf'
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _container(data)
    if data.startswith(_OLE):
        return _compound(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_PICTURES) and b"\0" in data[:_HEAD]:
        return "scan"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "scan"
    if data.startswith(rb"{\rtf"):
        return "rtf"
    if data.startswith(_ARCHIVES):
        return "archive"
    return None


def text_format(text: str) -> Format | Refused | None:
    """The format of a text that is marked up, None where it is plain or markdown.

    >>> text_format("<html><body><p>通知</p></body></html>")
    'html'
    >>> text_format("关于下达资金的通知") is None
    True
    """
    head = text.lstrip("\ufeff \t\r\n")[:_HEAD]
    if head.startswith("<?xml") and "Word.Document" in head:
        return "wordxml"
    if _MHT.match(head):
        return "mht"
    if _PAGE.search(head) or (head.startswith("<") and _MARKUP.match(head)):
        return "html"
    return "xml" if head.startswith("<?xml") else None


def _container(data: bytes) -> Format | Refused:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            kind = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError):
        return "damaged-zip"
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if any(name.startswith("ppt/") for name in names):
        return "pptx"
    if "OFD.xml" in names:
        return "ofd"
    return "zip"


def _compound(data: bytes) -> Format | Refused:
    """A compound file holds what its directory names, in UTF-16."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return "encrypted"
    if holds("_VBA_PROJECT"):
        return "macro"
    if holds("WordDocument"):
        return "doc"
    return "xls" if holds("Workbook") or holds("Book") else "ole"
