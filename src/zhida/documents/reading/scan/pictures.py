"""图片 pictures: PNG, JPEG, TIFF and the like, each frame a page."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from zhida.documents.errors import DamagedFile, OversizeFile
from zhida.documents.reading.builder import Builder
from zhida.documents.reading.page.assembly import PageParts, add_pages
from zhida.documents.reading.scan.image import Picture
from zhida.documents.reading.scan.page import read_scanned_page

_LONGEST_SIDE = 4000


def read_picture(data: bytes, builder: Builder) -> None:
    """Reads a picture of one or more pages into `builder`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            add_pages(_pages(data, builder), builder)
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        Image.DecompressionBombError,
    ) as error:
        raise DamagedFile(builder.file, "图片不完整或已损坏", "请重新扫描或重新下载") from error


def _pages(data: bytes, builder: Builder) -> Iterator[PageParts]:
    with Image.open(io.BytesIO(data)) as image:
        frames = getattr(image, "n_frames", 1)
        if frames > builder.limits.scanned_pages:
            raise OversizeFile(
                builder.file, f"图片有{frames}页，超过上限{builder.limits.scanned_pages}页"
            )
        for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
            if frame.width * frame.height > builder.limits.pixels:
                raise OversizeFile(
                    builder.file, f"图片有{frame.width}×{frame.height}像素，超过上限"
                )
            yield read_scanned_page(_picture(frame), number)


def _picture(frame: Image.Image) -> Picture:
    """The frame as blue, green, red on white paper, no longer than the longest side."""
    upright = ImageOps.exif_transpose(frame) or frame
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    if upright.mode in ("RGBA", "LA", "P", "PA"):
        upright = upright.convert("RGBA")
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright)
    colours = np.asarray(upright.convert("RGB"), dtype=np.uint8)
    return np.ascontiguousarray(colours[:, :, ::-1])
