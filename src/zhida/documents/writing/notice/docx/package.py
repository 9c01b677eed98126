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
_TITLE = "TITLE"
_FOOTERS = re.compile(r"<w:footerReference [^>]*/>")


@dataclass(frozen=True, slots=True)
class EmptyPackage:
    """空白文档: the parts of an empty docx; `footers` is the section's reference to them.

    `opening` and `closing` are the XML around the paragraphs of the body.
    """

    parts: dict[str, bytes]
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
    return EmptyPackage(parts, f"{opening}<w:body>", closing, "".join(_FOOTERS.findall(body)))


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
