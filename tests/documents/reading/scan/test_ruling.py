"""Long thin runs of dark pixels are lines; strokes of characters are not."""

from __future__ import annotations

import numpy as np

from zhida.documents.reading.scan.ruling import ruling_lines


def test_lines_are_found_where_they_are_and_strokes_left_out() -> None:
    page = np.full((400, 400), 250, dtype=np.uint8)
    page[100:103, 50:350] = 20
    page[50:350, 200:203] = 20
    page[300:304, 100:125] = 20
    page[150:175, 300:304] = 20
    across, down = ruling_lines(page, em=28)
    assert len(across) == 1
    assert len(down) == 1
    assert abs(across[0].place - 101.5) < 2
    assert across[0].start < 55 and across[0].end > 345
    assert abs(down[0].place - 201.5) < 2
    assert down[0].start < 55 and down[0].end > 345


def test_uneven_light_is_no_line() -> None:
    ramp = np.linspace(90, 240, 400).astype(np.uint8)
    page = np.tile(ramp, (400, 1))
    assert ruling_lines(page, em=28) == ([], [])
