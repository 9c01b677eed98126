"""空格表格 spaced tables: columns of a text held apart by runs of blanks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from zhida.documents.reading.builder import RawCell, RawTable
from zhida.documents.reading.lines import Line, Taken, unmark

_GAP = re.compile(r"(?:[ \u00a0]{2,}|\u3000+)[ \u00a0\u3000]*")
_LEAST_LINES = 3
_NUMBER = re.compile(r"[≥≤><=＞＜]?-?[\d,，.]+(?:%|％|万元|元|亿元)?\Z")

Row = list[tuple[int, str]]


def take_spaced(lines: Sequence[Line], start: int) -> Taken:
    """The spaced table that begins at `start`, if one does.

    At least three lines in a row hold two cells or more. Lines with equal counts
    are split at their gaps; lines with blank cells by the places that are blank
    in all lines, as wide as they are printed.
    """
    end = start
    while end < len(lines) and len(_cells(lines[end].text)) > 1:
        end += 1
    run = lines[start:end]
    if len(run) < _LEAST_LINES:
        return Taken(None, max(end, start + 1))
    rows = [[(line.number, cell) for cell in _cells(line.text)] for line in run]
    if len({len(row) for row in rows}) > 1:
        rows = _by_place(run)
    if not rows or not _is_table(rows):
        return Taken(None, end)
    cells = [
        RawCell(place, column, unmark(text), line=number)
        for place, row in enumerate(rows, start=1)
        for column, (number, text) in enumerate(row, start=1)
    ]
    return Taken(RawTable(cells, aligned=False, line=run[0].number), end)


def _cells(text: str) -> list[str]:
    text = text.strip()
    if not text or "\t" in text or "|" in text:
        return []
    return _GAP.split(text)


def _is_table(rows: list[Row]) -> bool:
    """Numbers in a column, or three columns and more: no line of signatures."""
    width = max(map(len, rows))
    figures = sum(1 for row in rows if any(_NUMBER.match(cell.strip()) for _, cell in row))
    labels = sum(1 for row in rows for _, cell in row if cell.rstrip().endswith((":", "：")))
    return labels < len(rows) and (figures * 2 >= len(rows) or width > 2)


def _by_place(run: Sequence[Line]) -> list[Row]:
    """Rows cut where every line is blank over at least two places."""
    spread = [_spread(line.text) for line in run]
    length = max(map(len, spread))
    blank = [
        all(place >= len(row) or not row[place].strip() for row in spread)
        for place in range(length)
    ]
    columns = _written_ranges(blank)
    if len(columns) < 2:
        return []
    return [
        [
            (line.number, "".join(row[first:last]).replace("\0", "").strip())
            for first, last in columns
        ]
        for line, row in zip(run, spread, strict=True)
    ]


def _spread(text: str) -> list[str]:
    """One entry a printed place; a wide character takes two."""
    places: list[str] = []
    for character in text:
        places.append(character)
        if unicodedata.east_asian_width(character) in "WF":
            places.append(" " if character == "\u3000" else "\0")
    return places


def _written_ranges(blank: Sequence[bool]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    first: int | None = None
    gap = 0
    for place, empty in enumerate(blank):
        gap = gap + 1 if empty else 0
        if first is None and not empty:
            first = place
        elif first is not None and gap == 2:
            ranges.append((first, place - 1))
            first = None
    if first is not None:
        ranges.append((first, len(blank)))
    return ranges
