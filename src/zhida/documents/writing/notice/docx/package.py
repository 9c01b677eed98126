"""空白文档 package: the parts of a docx without words, which all notices share."""

from __future__ import annotations

import datetime
import re
import zipfile
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import docx
from docx.document import Document

from zhida.documents.writing.notice.docx.markup import escaped
from zhida.documents.writing.notice.docx.page import set_footers

BODY, PROPERTIES = "word/document.xml", "docProps/core.xml"
_MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_ZIPPED = (2000, 1, 1, 0, 0, 0)
_TITLE = "TITLE"
_FOOTERS = re.compile(r"<w:footerReference [^>]*/>")


@dataclass(frozen=True, slots=True)
class EmptyPackage:
    """空白文档: an archive of the parts that all notices share, already compressed.

    `opening` and `closing` are the XML around the paragraphs of the body,
    `footers` the reference of its section to the page numbers.
    """

    archive: bytes
    opening: str
    closing: str
    footers: str


@cache
def empty_package() -> EmptyPackage:
    """An empty document with page numbers, made once."""
    document = docx.Document()
    set_footers(document)
    parts = _parts(document)
    body = parts[BODY].decode()
    opening, _, rest = body.partition("<w:body>")
    closing = rest[rest.index("</w:body>") :]
    stored = BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        for name in parts:
            if name not in (BODY, PROPERTIES):
                add_part(archive, name, parts[name])
    shared = stored.getvalue()
    return EmptyPackage(shared, f"{opening}<w:body>", closing, "".join(_FOOTERS.findall(body)))


def add_part(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add a part to an archive; its time is always the same."""
    archive.writestr(zipfile.ZipInfo(name, _ZIPPED), data, zipfile.ZIP_DEFLATED)


def properties(title: str) -> bytes:
    """文档属性: the part that holds a document's title; its day is always the same."""
    head, tail = _properties()
    return f"{head}{escaped(title)}{tail}".encode()


@cache
def _properties() -> tuple[str, str]:
    """What stands before and behind the title."""
    document = docx.Document()
    core = document.core_properties
    core.title, core.author, core.comments = _TITLE, "", ""
    core.created = core.modified = _MADE
    head, _, tail = _parts(document)[PROPERTIES].decode().partition(_TITLE)
    return head, tail


def _parts(document: Document) -> dict[str, bytes]:
    stored = BytesIO()
    document.save(stored)
    with zipfile.ZipFile(stored) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
