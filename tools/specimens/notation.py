"""记法 notation: how a specimen is written down.

One block a line, blank lines between blocks don't matter:

    = letterhead        # title        @ document number or addressee
    text                > signature    ~ subtitle or unit, centred
    ! 附件1             a label: what follows is on a new page
    | a | b |           a table row; `<` goes on with the cell on the left,
                        `^` with the cell above, `/` breaks a line in a cell
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

_MARKS = {"=": "letterhead", "#": "title", "@": "plain", ">": "right", "~": "centre", "!": "label"}


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `style` is letterhead, title, plain, text, right, centre or label."""

    style: str
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: its top left place (from 0), its spans, its text."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: height and width in places, and the cells that cover them."""

    height: int
    width: int
    boxes: tuple[Box, ...]


Specimen = tuple[Line | Grid, ...]


def load(path: Path) -> Specimen:
    """Read a specimen's file."""
    return read(path.read_text("utf-8"))


def read(text: str) -> Specimen:
    """Read the notation. Raises ValueError where the rows of a table differ in width."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    blocks: list[Line | Grid] = []
    for tabular, group in groupby(lines, key=lambda line: line.startswith("|")):
        if tabular:
            blocks.append(_grid(list(group)))
        else:
            blocks.extend(_line(line) for line in group)
    return tuple(blocks)


def _line(line: str) -> Line:
    style = _MARKS.get(line[0])
    return Line(style, line[1:].strip()) if style else Line("text", line)


def _grid(lines: list[str]) -> Grid:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    widths = {len(row) for row in rows}
    if len(widths) != 1:
        odd = next(line for line, row in zip(lines, rows, strict=True) if len(row) != len(rows[0]))
        raise ValueError(f"a table of {len(rows[0])} columns has the row {odd}")
    boxes = [
        _box(rows, row, column)
        for row in range(len(rows))
        for column in range(len(rows[0]))
        if rows[row][column] not in ("<", "^")
    ]
    return Grid(len(rows), len(rows[0]), tuple(boxes))


def _box(rows: list[list[str]], row: int, column: int) -> Box:
    height = width = 1
    while column + width < len(rows[0]) and rows[row][column + width] == "<":
        width += 1
    while row + height < len(rows) and rows[row + height][column] == "^":
        height += 1
    return Box(row, column, height, width, rows[row][column].replace(" / ", "\n"))
