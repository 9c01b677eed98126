"""Paragraphs of a page: lines that run on into one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from zhida.documents.reading.page.line import SPARE, Line, begins_item, glued, lead_width

_MOST_PITCH = 2.4
_LEAST_BODY = 0.5
_SAME_TYPE = 0.35
_MOST_INDENT = 3


@dataclass(slots=True)
class Passage:
    """A paragraph on a page. `room` is what its last line leaves free, in widths of a hanzi."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    starts_flush: bool
    room: float


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the body text of a page begins and ends across, and the pitch of its lines."""

    left: float
    right: float
    pitch: float


def margins_of(lines: Sequence[Line], width: float) -> Margins | None:
    """The margins of the running text on a page `width` wide, None where it has none.

    The right one is the upper quartile: punctuation may hang over it. A centred title
    shows neither.
    """
    widest = max((line.width for line in lines), default=0.0)
    wide = [line for line in lines if line.width > 0.75 * widest]
    left = min((line.x0 for line in wide), default=0.0)
    body = [line for line in wide if line.x0 - left < _MOST_INDENT * line.size]
    if len(body) < 2 or widest < _LEAST_BODY * width:
        return None
    right = sorted(line.x1 for line in body)[(len(body) - 1) * 3 // 4]
    pitches = [
        lower.y0 - upper.y0
        for upper, lower in pairwise(lines)
        if 0 < lower.y0 - upper.y0 < _MOST_PITCH * upper.size
    ]
    return Margins(left, right, median(pitches) if pitches else 1.8 * body[0].size)


def passages(lines: Sequence[Line], margins: Margins | None) -> list[Passage]:
    """The paragraphs that lines in reading order make.

    A line runs on where it reaches the right margin and the next one begins at
    the left margin, no further down than the pitch, in type of the same size.
    """
    found: list[Passage] = []
    last: Line | None = None
    for line in lines:
        passage = _single(line, margins)
        if last is not None and margins is not None and _runs_on(last, line, found[-1], margins):
            found[-1] = _joined(found[-1], passage)
        else:
            found.append(passage)
        last = line
    return found


def run_over(upper: Passage, lower: Passage) -> bool:
    """Whether a paragraph at a page's end runs on into the first of the next page."""
    return (
        lead_width(lower.text) > upper.room - SPARE
        and lower.starts_flush
        and not begins_item(lower.text)
    )


def _single(line: Line, margins: Margins | None) -> Passage:
    flush = margins is not None and abs(line.x0 - margins.left) < 0.7 * line.size
    room = (margins.right - line.x1) / line.size if margins is not None else float("inf")
    return Passage(line.text, line.x0, line.y0, line.x1, line.y1, flush, room)


def _runs_on(upper: Line, lower: Line, passage: Passage, margins: Margins) -> bool:
    near = lower.y0 - upper.y0 < min(1.3 * margins.pitch, _MOST_PITCH * upper.size)
    alike = abs(upper.size - lower.size) < _SAME_TYPE * upper.size
    below = lower.y0 > upper.y0 + 0.5 * upper.size
    return near and alike and below and run_over(passage, _single(lower, margins))


def _joined(upper: Passage, lower: Passage) -> Passage:
    return Passage(
        glued(upper.text, lower.text),
        min(upper.x0, lower.x0),
        min(upper.y0, lower.y0),
        max(upper.x1, lower.x1),
        max(upper.y1, lower.y1),
        upper.starts_flush,
        lower.room,
    )
