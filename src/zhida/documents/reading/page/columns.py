"""Tables without ruling lines: lines of a page whose parts stand in columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhida.documents.reading.builder import RawCell, RawTable
from zhida.documents.reading.page.line import Line

_LEAST_LINES = 3
_NUMBER = re.compile(r"[≥≤><]?-?[\d,，.]+(?:%|％|万元|元)?\Z")

Row = list[Line]
"""The parts of one line of the page, from left to right."""


def take_columns(rows: Sequence[Row], start: int) -> tuple[RawTable, int] | None:
    """The table without lines that begins at row `start`, and the row after it."""
    end = start
    while end < len(rows) and len(rows[end]) > 1 and _follows(rows, start, end):
        end += 1
    run = rows[start:end]
    if len(run) < _LEAST_LINES or not _holds_figures(run):
        return None
    columns = _columns(run)
    if len(columns) < 2:
        return None
    cells: list[RawCell] = []
    for number, row in enumerate(run, start=1):
        texts: dict[int, str] = {}
        for part in row:
            place = _column_of(part, columns)
            texts[place] = f"{texts[place]} {part.text}" if place in texts else part.text
        cells.extend(
            RawCell(number, place + 1, texts.get(place, "")) for place in range(len(columns))
        )
    return RawTable(cells, aligned=False), end


def _follows(rows: Sequence[Row], start: int, index: int) -> bool:
    if index == start:
        return True
    upper, lower = rows[index - 1][0], rows[index][0]
    return lower.y0 - upper.y0 < 3 * upper.size


def _holds_figures(run: Sequence[Row]) -> bool:
    figures = sum(any(_NUMBER.match(part.text) for part in row) for row in run)
    labels = sum(part.text.endswith(("：", ":")) for row in run for part in row)
    return figures * 2 >= len(run) and labels < len(run)


def _columns(run: Sequence[Row]) -> list[tuple[float, float]]:
    """Ranges across that parts of several lines share, from left to right."""
    ranges: list[tuple[float, float]] = []
    for part in sorted((part for row in run for part in row), key=lambda part: part.x0):
        if ranges and part.x0 < ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(ranges[-1][1], part.x1))
        else:
            ranges.append((part.x0, part.x1))
    return ranges


def _column_of(part: Line, columns: Sequence[tuple[float, float]]) -> int:
    return next(
        index for index, (first, last) in enumerate(columns) if first <= part.x0 and part.x1 <= last
    )
