"""Labels set one character above another, laid out as the line they would be."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np

from zhida.documents.reading.scan.image import Picture

_DARK = 140
_FILLED = 0.8
_SIDE = 48


def unstacked(crop: Picture) -> Picture:
    """The characters of a stack side by side, each on a square."""
    squares = [_square(crop[top:bottom]) for top, bottom in _characters(crop)]
    return np.concatenate(squares, axis=1) if squares else crop


def _characters(crop: Picture) -> list[tuple[int, int]]:
    """Top and bottom of each character: runs of inked rows, strokes of one hanzi together.

    A hanzi is about as high as wide; its box is a little wider than it.
    """
    size = _FILLED * crop.shape[1]
    runs: list[tuple[int, int]] = []
    for first, last in _runs(((crop < _DARK).sum(axis=1) > 0).tolist()):
        if runs and last - runs[-1][0] <= size * 1.15:
            runs[-1] = (runs[-1][0], last)
        else:
            runs.append((first, last))
    whole: list[tuple[int, int]] = []
    for first, last in runs:
        count = max(1, round((last - first) / (1.1 * size)))
        places = [round(first + (last - first) * place / count) for place in range(count + 1)]
        whole.extend(pairwise(places))
    return whole


def _runs(inked: Sequence[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    first: int | None = None
    for place, dark in enumerate([*inked, False]):
        if dark and first is None:
            first = place
        elif not dark and first is not None:
            runs.append((first, place))
            first = None
    return runs


def _square(piece: Picture) -> Picture:
    """A character in the middle of a white square as high as a line."""
    high, wide = piece.shape[:2]
    scale = min(_SIDE * 0.9 / max(high, 1), _SIDE / max(wide, 1))
    size = (max(1, round(wide * scale)), max(1, round(high * scale)))
    small = cv2.resize(piece, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    square = np.full((_SIDE, _SIDE), 255, dtype=np.uint8)
    top, left = (_SIDE - size[1]) // 2, (_SIDE - size[0]) // 2
    square[top : top + size[1], left : left + size[0]] = small
    return square
