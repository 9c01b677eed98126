"""A scanned page: its ruled tables filled with the words recognised on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from zhida.documents.reading.page.assembly import PageParts
from zhida.documents.reading.page.columns import Row
from zhida.documents.reading.page.grid import Grid, find_grids
from zhida.documents.reading.page.line import Line
from zhida.documents.reading.page.tables import page_table
from zhida.documents.reading.scan.image import Levelled, Picture, ink_share, levelled, to_grey
from zhida.documents.reading.scan.ruling import ruling_lines
from zhida.documents.reading.scan.words import Word, lie_on_side, type_size, words_on

_SLACK = 0.2
_GAP = 0.5
_LEAST_INK = 0.0002
_SAME_ROW = 0.5
_PART_GAP = 1.6


def read_scanned_page(picture: Picture, number: int) -> PageParts:
    """What stands on a picture of a page, of whatever resolution.

    A page that lies on its side is turned first.
    """
    level = levelled(to_grey(picture, letterhead=number == 1))
    words = words_on(level.picture) if ink_share(level.picture) > _LEAST_INK else []
    if lie_on_side(words):
        level, words = _upright(picture, number)
    return _parts(level, words, number)


def _upright(picture: Picture, number: int) -> tuple[Levelled, list[Word]]:
    """The page turned by a quarter, the way that reads better."""
    best: tuple[float, Levelled, list[Word]] | None = None
    for quarters in (1, 3):
        turned = np.ascontiguousarray(np.rot90(picture, quarters))
        level = levelled(to_grey(turned, letterhead=number == 1))
        words = words_on(level.picture)
        score = float(np.mean([word.score for word in words])) if words else 0.0
        if best is None or score > best[0]:
            best = (score, level, words)
        if score > 0.9:
            break
    assert best is not None
    return best[1], best[2]


def _parts(level: Levelled, words: Sequence[Word], number: int) -> PageParts:
    height, width = level.picture.shape[:2]
    parts = PageParts(number, width, height, optical=True, original=level.original)
    left = list(words)
    if not words:
        return parts
    em = type_size(words)
    across, down = ruling_lines(level.picture, em)
    for grid in find_grids(across, down, slack=_SLACK * em, gap=_GAP * em):
        inside, left = _in_grid(grid, left)
        if len(inside) < 2:
            left = [*left, *(word for found in inside.values() for word in found)]
            continue
        lines = [
            [_whole(row) for row in _rows(_line(word) for word in inside.get(id(cell), []))]
            for cell in grid.cells
        ]
        table = page_table(grid, lines, number, width, height, optical=True)
        for cell in table.cells:
            cell.box = level.original(cell.box) if cell.box is not None else None
        parts.tables.append(table)
    parts.rows = _rows(_line(word) for word in left)
    return parts


def _in_grid(grid: Grid, words: Sequence[Word]) -> tuple[dict[int, list[Word]], list[Word]]:
    """Words by the cell that holds them, and those outside. A word over a line is cut there."""
    x0, y0, x1, y1 = grid.box
    inside: dict[int, list[Word]] = {}
    outside: list[Word] = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
        if not (x0 <= x <= x1 and y0 <= y <= y1):
            outside.append(word)
            continue
        for piece in _cut(word, grid, y):
            cell = grid.cell_at(min(max((piece.x0 + piece.x1) / 2, x0), x1 - 1), y)
            if cell is None:
                outside.append(piece)
            else:
                inside.setdefault(id(cell), []).append(piece)
    return inside, outside


def _cut(word: Word, grid: Grid, y: float) -> list[Word]:
    """The word, or its parts where lines of the grid go through it."""
    slack = 0.6 * (word.y1 - word.y0)
    first, last = grid.cell_at(word.x0 + slack, y), grid.cell_at(word.x1 - slack, y)
    if first is last or first is None or last is None or word.stacked:
        return [word]
    pieces: list[Word] = []
    begin, start, reached, cell = 0, word.x0, word.x0, first
    for place, end in enumerate(word.ends()):
        here = grid.cell_at((reached + end) / 2, y)
        if here is not None and here is not cell:
            if place > begin:
                pieces.append(replace(word, text=word.text[begin:place], x0=start, x1=reached))
            begin, start, cell = place, reached, here
        reached = end
    pieces.append(replace(word, text=word.text[begin:], x0=start))
    return pieces


def _line(word: Word) -> Line:
    size = 0.8 * min(word.y1 - word.y0, word.x1 - word.x0 if word.stacked else float("inf"))
    return Line(word.text, word.x0, word.y0, word.x1, word.y1, size)


def _rows(lines: Iterable[Line]) -> list[Row]:
    """Lines side by side as rows, from top to bottom; parts with no wide gap are one."""
    rows: list[Row] = []
    for line in sorted(lines, key=lambda line: line.y0 + line.y1):
        last = rows[-1][-1] if rows else None
        middle = (line.y0 + line.y1) / 2
        if last is not None and abs(middle - (last.y0 + last.y1) / 2) < _SAME_ROW * min(
            line.size, last.size
        ):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_closed_up(sorted(row, key=lambda line: line.x0)) for row in rows]


def _closed_up(row: Row) -> Row:
    parts: Row = []
    for line in row:
        if parts and line.x0 - parts[-1].x1 < _PART_GAP * line.size:
            parts[-1] = _whole([parts[-1], line], " ")
        else:
            parts.append(line)
    return parts


def _whole(row: Row, blank: str = "  ") -> Line:
    return Line(
        blank.join(part.text for part in row),
        row[0].x0,
        min(part.y0 for part in row),
        row[-1].x1,
        max(part.y1 for part in row),
        row[0].size,
    )
