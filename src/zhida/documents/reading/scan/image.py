"""Pictures of pages made ready: red stamps out, lines level."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from zhida.core.provenance import Box

Picture: TypeAlias = NDArray[np.uint8]
"""Rows × columns × (blue, green, red), or rows × columns in grey."""

_RED_EXCESS = 45
_FEWEST_RED = 0.0004
_LETTERHEAD = 0.42
_WORKING_WIDTH = 600
_WIDEST_ANGLE = 4.0
_LEAST_ANGLE = 0.06


def to_grey(picture: Picture, *, letterhead: bool) -> Picture:
    """The picture in grey, by its red channel where it has red ink.

    A red stamp over a table is white in the red channel. The upper part of a
    first page keeps its red ink, for there it prints the issuer's name.
    """
    if picture.ndim == 2:
        return picture
    blue, green, red = (picture[:, :, channel] for channel in range(3))
    others = np.maximum(blue, green)
    stamped = red.astype(np.int16) - others > _RED_EXCESS
    if stamped.mean() < _FEWEST_RED:
        return _array(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))
    grey = red.copy()
    if letterhead:
        edge = int(picture.shape[0] * _LETTERHEAD)
        grey[:edge] = np.minimum(others, red)[:edge]
    return grey


def ink_share(grey: Picture) -> float:
    """The share of dark pixels."""
    return float((grey < 128).mean())


@dataclass(frozen=True, slots=True)
class Levelled:
    """A picture turned level: `degrees` is by how much it was turned."""

    picture: Picture
    degrees: float

    def original(self, box: Box) -> Box:
        """A box on the level page, as it stands on the page as it was scanned."""
        if not self.degrees:
            return box
        height, width = self.picture.shape[:2]
        sine, cosine = math.sin(math.radians(self.degrees)), math.cos(math.radians(self.degrees))
        x = ((box[0] + box[2]) / 2 - 0.5) * width
        y = ((box[1] + box[3]) / 2 - 0.5) * height
        dx = (cosine * x - sine * y - x) / width
        dy = (sine * x + cosine * y - y) / height
        moved = (box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy)
        clipped = [round(min(1.0, max(0.0, side)), 5) for side in moved]
        return clipped[0], clipped[1], clipped[2], clipped[3]


def levelled(grey: Picture) -> Levelled:
    """The picture turned so that its lines are level."""
    degrees = _skew(grey)
    if abs(degrees) < _LEAST_ANGLE:
        return Levelled(grey, 0.0)
    return Levelled(_turned(grey, degrees, 255), degrees)


def _skew(grey: Picture) -> float:
    """The turn in degrees by which dark rows and light rows part best."""
    scale = min(1.0, _WORKING_WIDTH / grey.shape[1])
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    _, dark = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    ink = _array(dark)
    coarse = np.arange(-_WIDEST_ANGLE, _WIDEST_ANGLE + 0.01, 0.4)
    best = max(coarse, key=lambda angle: _contrast(ink, float(angle)))
    fine = np.arange(best - 0.4, best + 0.41, 0.05)
    return float(max(fine, key=lambda angle: _contrast(ink, float(angle))))


def _contrast(ink: Picture, degrees: float) -> float:
    rows = _turned(ink, degrees, 0).sum(axis=1, dtype=np.float64)
    return float(((rows[1:] - rows[:-1]) ** 2).sum())


def _turned(picture: Picture, degrees: float, ground: int) -> Picture:
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return _array(
        cv2.warpAffine(
            picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(ground,) * 3
        )
    )


def _array(picture: object) -> Picture:
    return np.asarray(picture, dtype=np.uint8)
