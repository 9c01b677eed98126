"""Whether a PDF page is a picture: it has no text, hidden text, or text without meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from zhida.documents.reading.pdf.glyphs import Glyph, unreadable_share

_FEWEST_GLYPHS = 12
_MOST_UNREADABLE = 0.2
_WHOLE_PAGE = 0.5
_MANY_PATHS = 300
_DEEPEST = 4
_SAMPLED = 200


def picture_dpi(page: pypdfium2.PdfPage) -> float:
    """How many pixels an inch the largest picture on a page has, 0 where there is none."""
    best, dpi = 0.0, 0.0
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST):
        left, bottom, right, top = item.get_bounds()
        area = (right - left) * (top - bottom)
        if area > best:
            wide, high = item.get_px_size()
            best, dpi = area, 72 * max(wide, high) / max(right - left, top - bottom)
    return float(dpi)


def is_picture(page: pypdfium2.PdfPage, glyphs: Sequence[Glyph]) -> bool:
    """Whether the page must be read optically."""
    if unreadable_share(glyphs) > _MOST_UNREADABLE:
        return True
    covered, paths = _drawn(page)
    if len(glyphs) < _FEWEST_GLYPHS:
        return covered > 0 or paths > _MANY_PATHS
    return covered > _WHOLE_PAGE and _is_hidden(page)


def _drawn(page: pypdfium2.PdfPage) -> tuple[float, int]:
    """The share of the page that its largest picture covers, and how many paths it has."""
    area = max(1.0, page.get_width() * page.get_height())
    covered, paths = 0.0, 0
    for item in page.get_objects(
        filter=[pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH], max_depth=_DEEPEST
    ):
        if item.type == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
            continue
        left, bottom, right, top = item.get_bounds()
        covered = max(covered, (right - left) * (top - bottom) / area)
    return covered, paths


def _is_hidden(page: pypdfium2.PdfPage) -> bool:
    """Whether most of the text is invisible: a layer that another recogniser left."""
    modes = list(_render_modes(page))
    hidden = sum(mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE for mode in modes)
    return bool(modes) and hidden * 2 > len(modes)


def _render_modes(page: pypdfium2.PdfPage) -> Iterator[int]:
    texts = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=_DEEPEST)
    for count, item in enumerate(texts):
        if count >= _SAMPLED:
            return
        yield pdfium.FPDFTextObj_GetTextRenderMode(item.raw)
