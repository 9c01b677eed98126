"""Optical recognition by rapidocr, whose models come inside its wheel."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from zhida.documents.reading.scan.image import Picture

_NARROWEST = (3, 48, 160)

Corners: TypeAlias = NDArray[np.float32]
"""Four places (x, y) in pixels: top left, top right, bottom right, bottom left."""


@lru_cache(maxsize=1)
def _engine() -> Any:
    """The engine, made once: it takes a second to load."""
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Rec.rec_img_shape": list(_NARROWEST),
        }
    )


def find_lines(picture: Picture) -> list[Corners]:
    """Where a picture holds lines of text. The engine looks at a copy of 2,000 pixels at most."""
    found = _engine()(_coloured(picture), use_det=True, use_cls=False, use_rec=False)
    if getattr(found, "boxes", None) is None:
        return []
    return [np.asarray(box, dtype=np.float32) for box in found.boxes]


def read_lines(pictures: Sequence[Picture]) -> list[tuple[str, float]]:
    """The text of pictures that each hold one line, and how sure it is (0…1)."""
    if not pictures:
        return []
    found = _engine().recognize_txt([_coloured(picture) for picture in pictures])
    return [
        (str(text).strip(), float(score))
        for text, score in zip(found.txts, found.scores, strict=True)
    ]


def _coloured(picture: Picture) -> Picture:
    if picture.ndim == 3:
        return picture
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), dtype=np.uint8)
