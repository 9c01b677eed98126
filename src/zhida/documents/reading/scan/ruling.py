"""Ruling lines of a scanned page: long thin runs of dark pixels."""

from __future__ import annotations

import cv2
import numpy as np

from zhida.documents.reading.page.grid import Rule
from zhida.documents.reading.scan.image import Picture

_SHORTEST_ACROSS = 1.6
_SHORTEST_DOWN = 1.3
_THICKEST = 0.4
_BLOCK = 31
_DARKER = 12


def ruling_lines(grey: Picture, em: float) -> tuple[list[Rule], list[Rule]]:
    """The horizontal and vertical lines of a level page in pixels; `em` is the size of its type.

    A line is longer than any stroke of a character.
    Strokes of large characters may be among them: they cross no line of the
    other kind, or rule no step of the grid, and the grid leaves them out.
    """
    blurred = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _BLOCK, _DARKER
    )
    dark = np.asarray(blurred, dtype=np.uint8)
    across = [
        Rule(top + high / 2, left, left + wide)
        for left, top, wide, high in _runs(dark, em, flat=True)
    ]
    down = [
        Rule(left + wide / 2, top, top + high)
        for left, top, wide, high in _runs(dark, em, flat=False)
    ]
    return across, down


def _runs(dark: Picture, em: float, *, flat: bool) -> list[tuple[int, int, int, int]]:
    """Left, top, width and height of the long runs in one direction."""
    length = max(12, round((_SHORTEST_ACROSS if flat else _SHORTEST_DOWN) * em))
    thick = max(5, round(_THICKEST * em))
    across = (3, 1), (1, length)
    spread, run = across if flat else ((1, 3), (length, 1))
    tolerant = cv2.dilate(dark, np.ones(spread, np.uint8))
    lines = cv2.morphologyEx(tolerant, cv2.MORPH_OPEN, np.ones(run, np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    runs: list[tuple[int, int, int, int]] = []
    for left, top, wide, high, _ in stats[1:count].tolist():
        long, thin = (wide, high) if flat else (high, wide)
        if thin <= thick or long > 25 * thin:
            runs.append((left, top, wide, high))
    return runs
