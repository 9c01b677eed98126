"""Words on a level page: where lines of text are, cut out upright and read together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import median

import cv2
import numpy as np

from zhida.documents.reading.scan.engine import Corners, find_lines, read_lines
from zhida.documents.reading.scan.image import Picture
from zhida.documents.reading.scan.stacks import unstacked

_LEAST_SCORE = 0.3
_STACK = 1.5
_BOX = 0.8


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised run of text with its box in pixels. A `stacked` one runs downwards."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    score: float
    stacked: bool = False

    def ends(self) -> list[float]:
        """Where each character ends, by how wide characters usually are."""
        widths = [1.0 if character > "\u2000" else 0.55 for character in self.text]
        scale = (self.x1 - self.x0) / (sum(widths) or 1.0)
        return [self.x0 + scale * reached for reached in accumulate(widths)]


def words_on(picture: Picture) -> list[Word]:
    """The words on a level page, in no particular order.

    A label set one character above another is read as the line it would be:
    the engine by itself takes it for a line turned on its side.
    """
    lines = find_lines(picture)
    heights = [_height(corners) for corners in lines if not _tall(corners)]
    usual = median(heights) if heights else 0.0
    stacked = [_tall(corners) and _height(corners) > _STACK * usual for corners in lines]
    crops = [
        unstacked(_crop(picture, corners)) if stack else _crop(picture, corners)
        for corners, stack in zip(lines, stacked, strict=True)
    ]
    return [
        _word(corners, text, score, stack)
        for corners, (text, score), stack in zip(lines, read_lines(crops), stacked, strict=True)
        if text and score >= _LEAST_SCORE
    ]


def type_size(words: Sequence[Word]) -> float:
    """The size of most of the type, in pixels: boxes are a little higher than what they hold."""
    return _BOX * median(
        (word.x1 - word.x0 if word.stacked else word.y1 - word.y0) for word in words
    )


def lie_on_side(words: Sequence[Word]) -> bool:
    """Whether most words run downwards: the page lies on its side."""
    long = [word for word in words if word.x1 - word.x0 > 0 and len(word.text) > 1]
    return len(long) >= 5 and sum(word.stacked for word in long) > 0.6 * len(long)


def _height(corners: Corners) -> float:
    return float(np.linalg.norm(corners[0] - corners[3]))


def _tall(corners: Corners) -> bool:
    return _height(corners) >= 1.5 * float(np.linalg.norm(corners[0] - corners[1]))


def _crop(picture: Picture, corners: Corners) -> Picture:
    """The piece of the picture between the corners, made straight."""
    wide = max(1, round(float(np.linalg.norm(corners[0] - corners[1]))))
    high = max(1, round(_height(corners)))
    target = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    piece = cv2.warpPerspective(
        picture,
        matrix,
        (wide, high),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(piece, dtype=np.uint8)


def _word(corners: Corners, text: str, score: float, stacked: bool) -> Word:
    x0, y0 = corners.min(axis=0).tolist()
    x1, y1 = corners.max(axis=0).tolist()
    return Word(text, x0, y0, x1, y1, score, stacked)
