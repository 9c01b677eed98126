"""散行 loose: a performance table of which a file has only kept lines of text.

Cells then stand one a line, or end with "|", or are parted by single blanks.
The lines are made a table again, whose columns can't be trusted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from zhida.core.provenance import Source
from zhida.documents.blocks import Cell, Paragraph, Table
from zhida.documents.parsing.normalise import clean
from zhida.documents.parsing.performance.values import is_figure
from zhida.documents.parsing.performance.vocabulary import is_grade, label_of, level_of
from zhida.documents.parsing.segments import Segment

_BAR = regex.compile(r"[|｜│]")
_LEAST_BARS = 4
_LEAST_HEADINGS = 3


@dataclass(slots=True)
class _Piece:
    """A cell in the making: its lines, and where the first of them stands."""

    text: str
    source: Source
    optical: bool


def loose_table(segment: Segment) -> Table | None:
    """散行表: the performance table that the lines of a part spell, None where they don't.

    The lines must hold at least three headings of indicators or of their columns.
    The place of the table is that of its first line.
    """
    lines = [block for block in segment.blocks if isinstance(block, Paragraph)]
    start = next((at for at, line in enumerate(lines) if _begins(line)), None)
    if start is None:
        return None
    lines = lines[start:]
    barred = sum(1 for line in lines if _BAR.search(line.text)) >= _LEAST_BARS
    rows = [[piece] for piece in _barred(lines)] if barred else [_spaced(line) for line in lines]
    cells = [
        Cell(row, column, piece.text, piece.source, optical=piece.optical)
        for row, pieces in enumerate(rows, start=1)
        for column, piece in enumerate(pieces, start=1)
    ]
    if sum(_is_heading(cell.text) for cell in cells) < _LEAST_HEADINGS:
        return None
    return Table(tuple(cells), lines[0].source, aligned=False)


def _begins(line: Paragraph) -> bool:
    """Whether a line holds a label of the head, or a heading of the indicators."""
    first = _BAR.split(line.text)[0].strip()
    for text in {first, first.split()[0] if first.split() else ""}:
        plain = clean(text).text
        label = label_of(plain)
        if level_of(plain) or (label is not None and label.role in _BEGINNING):
            return True
    return False


_BEGINNING = ("field", "money", "goals", "side", "column")


def _is_heading(text: str) -> bool:
    plain = clean(text).text
    label = label_of(plain)
    if label is not None and label.role == "column":
        return label.detail == "value" or label.detail.startswith("level")
    return level_of(plain) is not None


def _barred(lines: Sequence[Paragraph]) -> Iterator[_Piece]:
    """The cells of lines whose cells end with a bar; a cell may run over several lines."""
    piece: _Piece | None = None
    for line in lines:
        *ended, rest = _BAR.split(line.text)
        for text in ended:
            yield _grown(piece, text, line)
            piece = None
        if rest.strip():
            piece = _grown(piece, rest, line)
    if piece is not None:
        yield piece


def _grown(piece: _Piece | None, text: str, line: Paragraph) -> _Piece:
    if piece is None:
        return _Piece(text.strip(), line.source, line.optical)
    return _Piece(f"{piece.text}\n{text.strip()}".strip(), piece.source, piece.optical)


def _spaced(line: Paragraph) -> list[_Piece]:
    """The cells of a line parted by blanks: headings and labels, a name, a value."""
    words = [line.text.strip()] if is_figure(line.text) else line.text.split()
    heads = 0
    while heads < len(words) and _is_head(words[heads]):
        heads += 1
    texts = words[:heads]
    rest = words[heads:]
    if len(rest) > 1 and (is_figure(rest[-1]) or is_grade(clean(rest[-1]).text)):
        texts += [" ".join(rest[:-1]), rest[-1]]
    elif rest:
        texts.append(" ".join(rest))
    return [_Piece(text, line.source, line.optical) for text in texts]


def _is_head(word: str) -> bool:
    plain = clean(word).text
    label = label_of(plain)
    return level_of(plain) is not None or (label is not None and not label.rest)
