"""页面图像 picturing: a page of a PDF or a picture as it looks. Knows no Django: it runs in a bounded process."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageOps

WIDTH = 1240
"""Dots across a page: A4 at 150 to the inch."""


@dataclass(frozen=True, slots=True)
class Picture:
    """页面图像: a PNG and its size in dots."""

    width: int
    height: int
    png: bytes


def picture_of(content: bytes, number: int) -> Picture | None:
    """一页的图像: of a PDF, or of a picture (whose frames are its pages); None where there is none."""
    if content.startswith(b"%PDF"):
        with pypdfium2.PdfDocument(content) as document:
            if not 1 <= number <= len(document):
                return None
            page = document[number - 1]
            return _picture(page.render(scale=WIDTH / page.get_width()).to_pil())
    with Image.open(io.BytesIO(content)) as opened:
        if not 1 <= number <= getattr(opened, "n_frames", 1):
            return None
        opened.seek(number - 1)
        upright = ImageOps.exif_transpose(opened)
        return _picture(upright.convert("L"))


def _picture(drawn: Image.Image) -> Picture:
    if drawn.width > WIDTH:
        drawn = drawn.resize((WIDTH, round(drawn.height * WIDTH / drawn.width)))
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return Picture(drawn.width, drawn.height, out.getvalue())
