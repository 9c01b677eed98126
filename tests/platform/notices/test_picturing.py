"""页面图像: pages of PDFs and frames of pictures, never wider than a screen needs."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from zhida.platform.notices.picturing import WIDTH, picture_of


def test_each_page_of_a_pdf_and_none_beyond(root: Path) -> None:
    (file,) = (root / "samples").glob("07*.pdf")
    content = file.read_bytes()
    first = picture_of(content, 1)
    assert first is not None and abs(first.width - WIDTH) <= 1 and first.height > first.width
    assert first.png.startswith(b"\x89PNG")
    assert picture_of(content, 0) is None and picture_of(content, 3) is None


def test_a_wide_picture_is_made_smaller_and_a_narrow_one_is_left(tmp_path: Path) -> None:
    for width, expected in ((3000, WIDTH), (300, 300)):
        out = io.BytesIO()
        Image.new("RGB", (width, width * 2)).save(out, "JPEG")
        made = picture_of(out.getvalue(), 1)
        assert made is not None and (made.width, made.height) == (expected, expected * 2)
    assert picture_of(out.getvalue(), 2) is None
