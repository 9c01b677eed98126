"""纸面 sheets_of_paper: the pages of a PDF as pictures, so that no browser opens the file itself."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pypdfium2

_SCREEN = 96 / 72
"""Dots of the screen for each point of paper: the page at 100 %."""
_FINER = 1.5


@dataclass(frozen=True, slots=True)
class Leaf:
    """一页: its number from 1, and its size on the screen at 100 %, in dots."""

    number: int
    width: int
    height: int


def leaves(pdf: bytes) -> list[Leaf]:
    """各页: of a PDF that we wrote."""
    with pypdfium2.PdfDocument(pdf) as document:
        sizes = [page.get_size() for page in document]
    return [Leaf(at, round(w * _SCREEN), round(h * _SCREEN)) for at, (w, h) in enumerate(sizes, 1)]


def drawn(pdf: bytes, number: int) -> bytes | None:
    """一页的图: a PNG of a page; None where there is no such page."""
    with pypdfium2.PdfDocument(pdf) as document:
        if not 1 <= number <= len(document):
            return None
        picture = document[number - 1].render(scale=_SCREEN * _FINER).to_pil()
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
