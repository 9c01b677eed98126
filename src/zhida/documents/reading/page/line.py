"""文字行 lines of text on a page, and how they make the text of a cell or paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ENUMERATED = re.compile(
    r"\s*(?:目标\s*\d|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.、．]\D|备注|说明|注[:：])"
)
_UNBROKEN = re.compile(
    r"[（(〔〈《「『【“‘\[]*(?:[A-Za-z0-9.,%+\-/]+|.)[，。、；：！？）)〕〉》」』】”’\]%％.,;:]*"
    r"(?:(?<=[〕\])])[A-Za-z0-9]+)?"
)
SPARE = 0.5
"""How far a line may end before its right margin and still be full, in widths of a hanzi."""
_LETTER = re.compile(r"[A-Za-z]")


@dataclass(slots=True)
class Line:
    """文字行: `size` is the height of its type; the origin is the page's top left corner."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0


def glued(upper: str, lower: str) -> str:
    """Two parts of a wrapped text as one; Latin words keep a blank between them.

    >>> glued("33,470,0", "00.00"), glued("补助资", "金"), glued("DRG", "DIP")
    ('33,470,000.00', '补助资金', 'DRG DIP')
    """
    apart = _LETTER.match(upper[-1:]) and _LETTER.match(lower[:1])
    return f"{upper} {lower}" if apart else upper + lower


def cell_text(lines: Sequence[Line], width: float) -> str:
    """The text of a cell `width` wide: a line that was full runs on into the next."""
    text = ""
    for place, line in enumerate(lines):
        if place and not begins_item(line.text) and is_full(lines[place - 1], line.text, width):
            text = glued(text, line.text)
        else:
            text = f"{text}\n{line.text}" if text else line.text
    return text


def is_full(line: Line, following: str, width: float) -> bool:
    """Whether what follows had no room left on a line that may be `width` wide."""
    return line.width + lead_width(following) * line.size > width - SPARE * line.size


def lead_width(text: str) -> float:
    """How wide the first part of a text is that can't be broken, in widths of a hanzi.

    >>> lead_width("〔2020〕149号"), lead_width("下：一"), lead_width("资金")
    (5.5, 2.0, 1.0)
    """
    match = _UNBROKEN.match(text)
    lead = match.group() if match is not None else text[:1]
    return sum(0.5 if character < "\u2000" and character not in "[]" else 1.0 for character in lead)


def begins_item(text: str) -> bool:
    """Whether a text begins with a number of a list or heading.

    >>> begins_item("一、该项收入"), begins_item("100万元")
    (True, False)
    """
    return _ENUMERATED.match(text) is not None
