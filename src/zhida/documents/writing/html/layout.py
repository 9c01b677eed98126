"""排版 layout: what the typed notice knows of how its pages look."""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.notice import Notice
from zhida.core.provenance import Source
from zhida.documents.blocks import Document, Paragraph
from zhida.documents.writing.html.anchors import Anchors, Place

_LINE = 80  # characters; what is longer is running text, whatever it holds


def table_heads(notice: Notice, anchors: Anchors) -> dict[Place, int]:
    """How many rows head each allocation table: those above its first row of figures."""
    heads: dict[Place, int] = {}
    for table in notice.allocation:
        first = min((row.source.row or 1 for row in table.rows), default=1)
        place = anchors.find(table.rows[0].source if table.rows else None)
        if place is not None and first > 1:
            heads[place._replace(row=0, column=0)] = first - 1
    return heads


def paragraph_styles(notice: Notice, anchors: Anchors) -> dict[Place, str]:
    """How short paragraphs stand: "head", "title" and "caption" centred, "sign" on the right."""
    styles: dict[Place, str] = {}
    for place, style in _styles(notice, anchors):
        if _is_line(anchors.documents, place):
            styles.setdefault(place, style)
    return styles


def _styles(notice: Notice, anchors: Anchors) -> Iterator[tuple[Place, str]]:
    title = anchors.find(notice.title.source) if notice.title else None
    body = anchors.find(notice.addressees[0].source) if notice.addressees else None
    if title is not None:
        yield title, "title"
        if body is not None and body.document == title.document:
            for block in range(1, body.block):
                yield title._replace(block=block), "head" if block < title.block else "title"
    for attachment in notice.attachments.found:
        if (place := anchors.find(attachment.source)) is not None:
            yield place, "caption"
    if notice.signed is not None:
        yield from ((place, "sign") for place in _signature(notice, notice.signed.source, anchors))


def _signature(notice: Notice, signed: Source, anchors: Anchors) -> Iterator[Place]:
    """The date of signing, and the names of the issuers right above it."""
    place = anchors.find(signed)
    issuers = {issuer.value for issuer in notice.issuers}
    while place is not None and place.block > 0:
        yield place
        place = place._replace(block=place.block - 1)
        words = _text(anchors.documents, place).split()
        if not words or not issuers.issuperset(words):
            return


def _is_line(documents: tuple[Document, ...], place: Place) -> bool:
    return 0 < len(_text(documents, place)) <= _LINE


def _text(documents: tuple[Document, ...], place: Place) -> str:
    for block in documents[place.document].blocks:
        if block.source.block == place.block and isinstance(block, Paragraph):
            return block.text
    return ""
