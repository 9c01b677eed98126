"""Characters of a PDF page with their places, and the lines they make."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from zhida.documents.reading.page.columns import Row
from zhida.documents.reading.page.line import Line

_WIDE_GAP = 1.6
_WORD_GAP = 0.25
_DRAWN_OUT = "—…·-_＿."


@dataclass(slots=True)
class Glyph:
    """A character: its box and base line, from the page's top left corner, in points."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float

    @property
    def size(self) -> float:
        return self.y1 - self.y0


Turn = Callable[[float, float], tuple[float, float]]
"""From a place in PDF's coordinates to one on the page as it is shown."""


def turn_of(page: pypdfium2.PdfPage) -> Turn:
    """How a page's coordinates become those of the page as shown, rotation applied."""
    left, bottom, right, top = page.get_cropbox()
    rotation = page.get_rotation()
    if rotation == 90:
        return lambda x, y: (y - bottom, x - left)
    if rotation == 180:
        return lambda x, y: (right - x, y - bottom)
    if rotation == 270:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def glyphs_of(page: pypdfium2.PdfPage, turn: Turn, most: int) -> list[Glyph]:
    """The printed characters of a page, blanks left out, at most `most`."""
    text_page = page.get_textpage()
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    glyphs: list[Glyph] = []
    for index in range(min(text_page.count_chars(), most)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code <= 32 or code in (0xA0, 0x3000, 0xFFFE, 0xFFFF, 0xAD, 0xFEFF):
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text_page, index, box):
            continue
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        ax, ay = turn(box.left, box.top)
        bx, by = turn(box.right, box.bottom)
        _, base = turn(x.value, y.value)
        if ax == bx or ay == by:
            continue
        glyphs.append(Glyph(chr(code), min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), base))
    text_page.close()
    return glyphs


def unreadable_share(glyphs: Sequence[Glyph]) -> float:
    """The share of characters for which the file gives no meaning."""
    odd = sum(
        1
        for glyph in glyphs
        if glyph.text == "\ufffd" or unicodedata.category(glyph.text) in ("Co", "Cn", "Cc")
    )
    return odd / max(1, len(glyphs))


def rows_of(glyphs: Sequence[Glyph]) -> list[Row]:
    """The lines that characters make, from top to bottom, cut where a wide gap is."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        if rows and glyph.base - rows[-1][-1].base < 0.4 * min(glyph.size, rows[-1][-1].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [_parts(sorted(row, key=lambda glyph: glyph.x0)) for row in rows]


def _parts(row: list[Glyph]) -> Row:
    parts: list[list[Glyph]] = []
    for glyph in row:
        if parts and _repeats(parts[-1], glyph):
            continue
        if parts and glyph.x0 - parts[-1][-1].x1 < _WIDE_GAP * glyph.size:
            parts[-1].append(glyph)
        else:
            parts.append([glyph])
    return [_line(part) for part in parts]


def _repeats(part: Sequence[Glyph], glyph: Glyph) -> bool:
    """Whether a character is printed again on its place, to look bold."""
    return glyph.text not in _DRAWN_OUT and any(
        before.text == glyph.text and abs(before.x0 - glyph.x0) < 0.2 * glyph.size
        for before in part[-2:]
    )


def _line(part: Sequence[Glyph]) -> Line:
    characters: list[str] = []
    for place, glyph in enumerate(part):
        if place and glyph.x0 - part[place - 1].x1 > _WORD_GAP * glyph.size:
            characters.append(" ")
        characters.append(glyph.text)
    text = "".join(characters)
    if any("\ud800" <= character <= "\udfff" for character in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Line(
        text,
        part[0].x0,
        min(glyph.y0 for glyph in part),
        max(glyph.x1 for glyph in part),
        max(glyph.y1 for glyph in part),
        max(glyph.size for glyph in part),
    )
