"""样式 looks: how each element of GB/T 9704-2012 is set, before any file format.

Typefaces are named as the standard's users name them; an office has them, and a
machine without them shows its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from zhida.documents.writing.notice.fitting import fitted_size
from zhida.documents.writing.notice.layout import Annex, Line, Paper, Style

SIZE = 16.0
PITCH = 28.95  # points: 22 lines in 225 mm
TRACKING = -0.25  # points: 28 characters in 156 mm
RED, BLACK = "E60012", "000000"

NUMBER_SIZE = 14.0  # of the page number
PAPER = (210, 297)  # mm, A4
SHEETS = {Paper.A4: PAPER, Paper.A3: (297, 420)}
MARGINS = (37, 26, 35, 28)  # mm, from the top clockwise: a text block of 156 × 225
NUMBER_BELOW = 7  # mm from the text block to the page number

TITLE_SIZE, ANNEX_TITLE_SIZE = 22.0, 18.0
TABLE_LEADING = 1.5  # the pitch of a cell's lines to its type size


class Face(StrEnum):
    """字体: a typeface by its task; the value is its name in an office."""

    TITLE = "方正小标宋简体"
    BODY = "仿宋_GB2312"
    HEADING = "黑体"
    SUBHEADING = "楷体_GB2312"
    NUMBER = "宋体"


class Align(StrEnum):
    """对齐: where a paragraph stands on its lines."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Look:
    """样式 look: sizes and room in points; indents in characters of the body's size."""

    face: Face = Face.BODY
    size: float = SIZE
    align: Align = Align.JUSTIFY
    first: float = 0.0
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    pitch: float | None = PITCH
    tracking: float = 0.0
    red: bool = False
    rule_below: str | None = None
    rule_above: str | None = None
    with_next: bool = False


_SIGNED = Look(align=Align.RIGHT, right=2, with_next=True)
_TITLE = Look(Face.TITLE, TITLE_SIZE, Align.CENTER, pitch=34, with_next=True)
_FOOT = Look(size=14, first=0.9, pitch=24, align=Align.LEFT)

LOOKS: dict[Style, Look] = {
    Style.LETTERHEAD: Look(Face.TITLE, 36, Align.CENTER, pitch=None, red=True, after=6),
    Style.NUMBER: Look(align=Align.CENTER, before=24, after=24, rule_below=RED),
    Style.TITLE: replace(_TITLE, before=24, after=28),
    Style.ADDRESSEE: Look(align=Align.LEFT),
    Style.BODY: Look(first=2, tracking=TRACKING),
    Style.HEADING: Look(Face.HEADING, first=2, with_next=True),
    Style.SUBHEADING: Look(Face.SUBHEADING, first=2, with_next=True),
    Style.LIST_FIRST: Look(align=Align.LEFT, left=6.5, first=-4.5, before=PITCH),
    Style.LIST_NEXT: Look(align=Align.LEFT, left=6.5, first=-1.5),
    Style.SIGNATURE: _SIGNED,
    Style.DATE: replace(_SIGNED, right=4, with_next=False),
    Style.NOTE: Look(align=Align.LEFT, first=2, before=PITCH),
    Style.LABEL: Look(Face.HEADING, align=Align.LEFT, with_next=True),
    Style.ANNEX_TITLE: replace(_TITLE, size=ANNEX_TITLE_SIZE, pitch=30, before=8, after=12),
    Style.SUBTITLE: Look(Face.SUBHEADING, 14, Align.CENTER, after=6, with_next=True),
    Style.FIELD: Look(size=12, align=Align.LEFT, pitch=20, with_next=True),
    Style.UNIT: Look(size=12, align=Align.RIGHT, pitch=20, with_next=True),
    Style.REMARK: Look(size=12, pitch=20, align=Align.LEFT, before=4),
    Style.SEALS: Look(size=12, pitch=24, align=Align.LEFT, before=12),
    Style.FOOT: Look(size=9, pitch=14, align=Align.LEFT, before=8),
    Style.COPIES: replace(_FOOT, rule_above=BLACK, rule_below=BLACK),
    Style.PRINTED: replace(_FOOT, rule_below=BLACK),
    Style.MARK: Look(Face.NUMBER, 7.5, Align.CENTER, pitch=10),
}
_IMPRINT = (Style.COPIES, Style.PRINTED)
_BEFORE_LETTERHEAD = 35 / 25.4 * 72  # §7.2.4: 35 mm from the text block's edge
_BEFORE_SIGNATURE, _BEFORE_IMPRINT = 2 * PITCH, PITCH


def looks_of(lines: Sequence[Line]) -> Iterator[tuple[Line, Look]]:
    """Each line with its look, sizes fitted to what it says and to its neighbours.

    A first line of the imprint or of the signatures stands apart from what is
    above it.
    """
    heads = [line.text for line in lines if line.style is Style.LETTERHEAD]
    last: Style | None = None
    for line in lines:
        look = LOOKS[line.style]
        if line.style is Style.LETTERHEAD:
            before = _BEFORE_LETTERHEAD if last is not Style.LETTERHEAD else 0.0
            look = replace(look, size=fitted_size(heads, look.size), before=before)
        elif line.style is Style.SIGNATURE and last is not Style.SIGNATURE:
            look = replace(look, before=_BEFORE_SIGNATURE)
        elif line.style in _IMPRINT and last not in _IMPRINT:
            look = replace(look, before=_BEFORE_IMPRINT, rule_above=BLACK)
        yield line, look
        last = line.style


def head_lines(annex: Annex) -> tuple[Line, ...]:
    """附件标识和标题: what stands above the tables of an annex."""
    title = Line(Style.ANNEX_TITLE, annex.title)
    return (title,) if annex.alone else (Line(Style.LABEL, f"附件{annex.label}"), title)
