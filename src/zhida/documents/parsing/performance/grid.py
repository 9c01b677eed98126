"""网格 grid: the cells of a table row by row, merged cells in every row they cover."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zhida.core.provenance import Source
from zhida.documents.blocks import Cell, Table
from zhida.documents.parsing.normalise import clean
from zhida.documents.parsing.performance.vocabulary import is_label, level_of

_MOST_PIECES = 6
_LONGEST_PIECE = 6


@dataclass(frozen=True, slots=True)
class Box:
    """格: a cell as it stands in one row.

    `text` is clean. `first` and `last` are the columns that it covers, from 1.
    `carried` is true in the rows below its own that a merged cell covers.
    `pieces` is the whole word where the table broke it over several rows.
    """

    cell: Cell
    text: str
    first: int
    last: int
    carried: bool = False
    pieces: str = ""

    @property
    def source(self) -> Source:
        """The place of the cell."""
        return self.cell.source

    @property
    def row(self) -> int:
        """The row in which the cell was printed, from 1."""
        return self.source.row or self.cell.row

    @property
    def printed(self) -> str:
        """The text as printed, without line breaks and blanks between hanzi."""
        return self.pieces or printed(self.cell.text)


Line = tuple[Box, ...]


def lines_of(table: Table) -> tuple[Line, ...]:
    """The rows of a table, empty cells included."""
    if not table.aligned:
        return _upright(tuple(tuple(_box(cell) for cell in row) for row in table.rows))
    height = max((cell.row + cell.row_span - 1 for cell in table.cells), default=0)
    rows: list[list[Box]] = [[] for _ in range(height)]
    for cell in table.cells:
        box = _box(cell)
        rows[cell.row - 1].append(box)
        for row in range(cell.row, cell.row + cell.row_span - 1):
            rows[row].append(replace(box, carried=True))
    return tuple(tuple(sorted(row, key=lambda box: box.first)) for row in rows)


def written(line: Line) -> Line:
    """The cells of a row that are not empty."""
    return tuple(box for box in line if box.text)


def printed(raw: str) -> str:
    """A text as printed, but without the blanks and line breaks that a layout put into it.

    >>> printed("医疗保障 局\\n（本级）"), printed("60 分钟")
    ('医疗保障局（本级）', '60分钟')
    """
    cleaned = clean(raw)
    places: list[int] = []
    for place in cleaned.offsets:
        if not places or places[-1] != place:
            places.append(place)
    return "".join(" " if raw[place].isspace() else raw[place] for place in places)


def _box(cell: Cell) -> Box:
    return Box(cell, clean(cell.text).text.strip(), cell.column, cell.column + cell.column_span - 1)


def _upright(rows: tuple[Line, ...]) -> tuple[Line, ...]:
    """Words that a narrow cell broke into pieces, a row each, in one cell again."""
    result: list[Line] = []
    place = 0
    while place < len(rows):
        length = _pieces(rows, place)
        if length > 1:
            parts = [written(row)[0] for row in rows[place : place + length]]
            text = "".join(part.text for part in parts)
            result.append((replace(parts[0], text=text, pieces=text),))
        else:
            result.append(rows[place])
        place += max(length, 1)
    return tuple(result)


def _pieces(rows: tuple[Line, ...], start: int) -> int:
    """How many rows from `start` on spell one known word together, the most that do."""
    text, most = "", 0
    for place in range(start, min(len(rows), start + _MOST_PIECES)):
        cells = written(rows[place])
        if len(cells) != 1 or len(cells[0].text) > _LONGEST_PIECE:
            break
        text += cells[0].text
        if place > start and _is_word(text):
            most = place - start + 1
    return most


def _is_word(text: str) -> bool:
    return level_of(text) is not None or is_label(text)
