"""散行表 loose: a table that text extraction left as one cell a line.

The head is what stands before the first recipient or the first sum; a row
begins at each recipient. Rows without a figure for every column keep their
order and are placed by the sums later.
"""

from __future__ import annotations

from collections.abc import Sequence

from zhida.core import regions
from zhida.documents.blocks import Cell, Paragraph, Table
from zhida.documents.parsing.allocation.header import is_total, meaning_of
from zhida.documents.parsing.lines import Line, line_of
from zhida.documents.parsing.normalise import clean
from zhida.documents.parsing.segments import Segment
from zhida.documents.parsing.values import Value, cell_value

_LEAST = 6


def loose_table(segment: Segment) -> Table | None:
    """The table behind a run of short lines; None where the lines are no table."""
    lines = [
        paragraph
        for paragraph in segment.paragraphs
        if line_of(paragraph.text) not in (Line.EMPTY, Line.UNIT, Line.NOTE, Line.FIELD)
    ]
    rows = _spaced(lines) or _stacked(lines)
    if rows is None:
        return None
    cells = tuple(
        Cell(number, column, text, paragraph.source)
        for number, row in enumerate(rows, start=1)
        for column, (text, paragraph) in enumerate(row, start=1)
    )
    return Table(cells, lines[0].source, aligned=False)


_Row = list[tuple[str, Paragraph]]


def _spaced(lines: Sequence[Paragraph]) -> list[_Row] | None:
    """Lines of a name and figures apart by single blanks, under a line of heads."""
    rows: list[_Row] = []
    for paragraph in lines:
        words = paragraph.text.split()
        if len(words) >= 2:
            rows.append([(word, paragraph) for word in words])
    figured = [row for row in rows if cell_value(row[-1][0]).kind is Value.FIGURE]
    return rows if len(figured) >= 2 and len(rows) > len(figured) else None


def _stacked(lines: Sequence[Paragraph]) -> list[_Row] | None:
    """Lines of one cell each: heads, then recipient after recipient."""
    texts = [clean(paragraph.text).text for paragraph in lines]
    start = next((at for at, text in enumerate(texts) if at >= 2 and _begins_row(text)), None)
    if start is None or len(texts) < _LEAST or any(len(text) > 60 for text in texts[:start]):
        return None
    if not any(meaning_of(text) for text in texts[:start]):
        return None
    rows = _by_width(texts, lines, start) or _by_names(texts, lines, start)
    figures = sum(cell_value(text).kind is Value.FIGURE for row in rows[1:] for text, _ in row)
    return rows if figures >= len(rows) - 1 else None


def _by_width(texts: Sequence[str], lines: Sequence[Paragraph], width: int) -> list[_Row] | None:
    """Rows as wide as the head, where every row then begins with words and ends in figures."""
    if len(texts) % width:
        return None
    rows: list[_Row] = [
        [(texts[at], lines[at]) for at in range(start, start + width)]
        for start in range(0, len(texts), width)
    ]
    kinds = [[cell_value(text).kind for text, _ in row] for row in rows[1:]]
    named = all(Value.WORDS in row[:2] and Value.FIGURE in row[1:] for row in kinds)
    return rows if named else None


def _by_names(texts: Sequence[str], lines: Sequence[Paragraph], start: int) -> list[_Row]:
    """A new row at every recipient or sum; a serial number before it goes with it."""
    serial = meaning_of(texts[0]) == "serial"
    rows: list[_Row] = [[(text, lines[at]) for at, text in enumerate(texts[:start])]]
    for at in range(start, len(texts)):
        if _begins_row(texts[at]):
            numbered = serial and rows[-1] and rows[-1][-1][0].isdigit() and len(rows) > 1
            moved = [rows[-1].pop()] if numbered else []
            lead = moved or ([("", lines[at])] if serial else [])
            rows.append([*lead, (texts[at], lines[at])])
        else:
            rows[-1].append((texts[at], lines[at]))
    return rows


def _begins_row(text: str) -> bool:
    """Whether a line names a recipient or a sum."""
    if is_total(text) and len(text) <= 6:
        return True
    if cell_value(text).kind is not Value.WORDS or len(text) > 30:
        return False
    named = regions.find(text) is not None or regions.of_body(text) is not None
    return named or text.startswith(("其他", "其中"))
