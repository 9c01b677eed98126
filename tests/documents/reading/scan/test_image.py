"""Pictures are made grey and level: stamps vanish, letterheads stay."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from zhida.documents.reading.scan.image import Picture, ink_share, levelled, to_grey

WHITE = (255, 255, 255)


def paper() -> Picture:
    """An empty page."""
    return np.full((400, 300, 3), 255, dtype=np.uint8)


def test_a_stamp_below_vanishes_and_black_below_it_stays() -> None:
    page = paper()
    page[300:340, 50:90] = (30, 30, 220)
    page[310:314, 40:140] = 0
    grey = to_grey(page, letterhead=True)
    assert grey[330, 60] > 200
    assert grey[312, 60] == 0


def test_red_ink_above_is_the_letterhead_on_a_first_page_only() -> None:
    page = paper()
    page[40:60, 50:250] = (30, 30, 220)
    assert to_grey(page, letterhead=True)[50, 100] < 60
    assert to_grey(page, letterhead=False)[50, 100] > 200


def test_a_page_without_red_is_plain_grey() -> None:
    page = paper()
    page[10:20, 10:20] = (200, 120, 0)
    assert to_grey(page, letterhead=True)[15, 15] < 200
    assert to_grey(page[:, :, 0], letterhead=True).shape == (400, 300)


@pytest.mark.parametrize("degrees", [-3.0, -0.7, 0.0, 0.5, 2.0])
def test_a_tilted_page_is_made_level(degrees: float) -> None:
    page = np.full((900, 700), 255, dtype=np.uint8)
    for y in range(150, 800, 40):
        page[y : y + 6, 80:620] = 0
    matrix = cv2.getRotationMatrix2D((350, 450), -degrees, 1.0)
    tilted = np.asarray(cv2.warpAffine(page, matrix, (700, 900), borderValue=WHITE), np.uint8)
    level = levelled(tilted)
    assert level.degrees == pytest.approx(degrees, abs=0.1)
    x0, y0, x1, y1 = level.original((0.2, 0.3, 0.4, 0.5))
    assert (x1 - x0, y1 - y0) == pytest.approx((0.2, 0.2), abs=1e-4)


def test_ink() -> None:
    page = np.full((10, 10), 255, dtype=np.uint8)
    page[0, :5] = 0
    assert ink_share(page) == pytest.approx(0.05)
