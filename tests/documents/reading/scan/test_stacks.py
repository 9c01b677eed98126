"""Characters set one above another are laid out as a line before they are read."""

from __future__ import annotations

import numpy as np
import pytest

from zhida.documents.reading.scan.stacks import unstacked


@pytest.mark.parametrize("count", [2, 4, 7])
def test_a_stack_becomes_a_line_of_as_many_characters(count: int) -> None:
    column = np.full((count * 44 + 4, 44), 255, dtype=np.uint8)
    for place in range(count):
        column[place * 44 + 6 : place * 44 + 40, 6:38] = 0
    line = unstacked(column)
    assert line.shape == (48, 48 * count)
    dark = (line < 128).any(axis=0)
    assert np.count_nonzero(np.diff(dark.astype(int)) == 1) == count


def test_strokes_of_one_hanzi_stay_together() -> None:
    column = np.full((92, 44), 255, dtype=np.uint8)
    column[4:8, 6:38] = 0
    column[34:38, 6:38] = 0
    column[50:84, 6:38] = 0
    assert unstacked(column).shape == (48, 96)


def test_an_empty_stack_stays_as_it_is() -> None:
    column = np.full((90, 30), 255, dtype=np.uint8)
    assert unstacked(column).shape == column.shape
