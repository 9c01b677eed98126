"""散行表 loose: a table that text extraction left as one cell a line.

The head is what stands before the first recipient or the first sum; a row
begins at each serial number, or else at each recipient. Rows without a figure for every column keep their
order and are placed by the sums later.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from zhida.core import regions
from zhida.documents.blocks import Cell, Paragraph, Table
from zhida.documents.parsing.allocation.header import is_total, meaning_of
from zhida.documents.parsing.lines import Line, line_of
from zhida.documents.parsing.normalise import clean
from zhida.documents.parsing.segments import Segment
from zhida.documents.parsing.values import Value, cell_value

_LEAST = 6
_WORDY = ("serial", "name", "project", "text", "code", "number")


def loose_table(segment: Segment) -> Table | None:
    """The table behind a run of short lines; None where the lines are no table."""
    lines = [
        paragraph
        for paragraph in segment.paragraphs
        if line_of(paragraph.text) not in (Line.EMPTY, Line.UNIT, Line.NOTE, Line.FIELD)
    ]
    barred = [paragraph for paragraph in lines if paragraph.text.endswith(("|", "｜"))]
    rows = _stacked(barred) if len(barred) >= _LEAST else _spaced(lines) or _stacked(lines)
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
    texts = [clean(paragraph.text).text.rstrip("|") for paragraph in lines]
    starts = _starts(texts)
    if not starts or starts[0] < 2 or len(texts) < _LEAST:
        return None
    head = texts[: starts[0]]
    if any(len(text) > 60 for text in head) or not any(map(meaning_of, head)):
        return None
    rows = _by_width(texts, lines, len(head)) or _cut(texts, lines, starts)
    figures = sum(cell_value(text).kind is Value.FIGURE for row in rows[1:] for text, _ in row)
    return rows if figures >= len(rows) - 1 else None


def _starts(texts: Sequence[str]) -> list[int]:
    """Where rows begin: at serial numbers if they are counted, else at names; and at sums."""
    if not texts:
        return []
    serials = _serials(texts) if meaning_of(texts[0]) == "serial" else []
    sums = {at for at in range(2, len(texts) - 1) if _sums_row(texts, at, serials)}
    if len(serials) > 1:
        return sorted(sums | set(serials))
    width = len(list(takewhile(lambda text: cell_value(text).kind is Value.WORDS, texts)))
    figures = sum(meaning_of(text) not in _WORDY for text in texts[: width - 1])
    names = (at for at in range(2, len(texts)) if _names_row(texts, at, figures))
    return sorted(sums | set(names))


def _sums_row(texts: Sequence[str], at: int, serials: Sequence[int]) -> bool:
    """Whether a line begins a row of sums; a head 合计 has a name or number 1 below it."""
    is_sum = is_total(texts[at]) and len(texts[at]) <= 6
    return is_sum and cell_value(texts[at + 1]).kind is not Value.WORDS and at + 1 not in serials


def _serials(texts: Sequence[str]) -> list[int]:
    """The lines 1, 2, 3 … that each stand before a name; a figure may look like the next one."""
    found: list[int] = []
    for at, text in enumerate(texts[:-1]):
        follows = not found or at - found[-1] > 1
        if text == str(len(found) + 1) and follows and not _is_figure(texts[at + 1]):
            found.append(at)
    return found


def _names_row(texts: Sequence[str], at: int, figures: int) -> bool:
    """Whether a line names a recipient: a known place or body, or words before all figures."""
    text = texts[at]
    if cell_value(text).kind is not Value.WORDS or len(text) > 30:
        return False
    if regions.find(text) is not None or regions.of_body(text) is not None:
        return True
    behind = texts[at + 1 : at + 1 + figures]
    counted = figures > 0 and len(behind) == figures and all(map(_is_figure, behind))
    return counted or text.startswith(("其他", "其中"))


def _is_figure(text: str) -> bool:
    return cell_value(text).kind is Value.FIGURE


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


def _cut(texts: Sequence[str], lines: Sequence[Paragraph], starts: Sequence[int]) -> list[_Row]:
    """A row from each start to the next; one without its serial number keeps that cell blank."""
    numbered = meaning_of(texts[0]) == "serial"
    rows: list[_Row] = []
    carried: _Row = []
    for begin, end in pairwise([0, *starts, len(texts)]):
        row = [*carried, *((texts[at], lines[at]) for at in range(begin, end))]
        carried = []
        if numbered and begin and not row[0][0].isdigit():
            row.insert(0, ("", lines[begin]))
        if numbered and begin and end < len(texts) and row[-1][0].isdigit() and len(row) > 2:
            follows = texts[end] and not texts[end].isdigit()
            carried = [row.pop()] if follows and not is_total(texts[end]) else []
        rows.append(row)
    return rows
