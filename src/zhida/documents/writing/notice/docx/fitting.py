"""排行 fitting: the widths at which headings look as the standard wants them.

A letterhead keeps to one line; a title's lines are of about one length, so that
no word is left alone on the last.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from unicodedata import east_asian_width

TEXT_WIDTH = 442.2  # points: 156 mm
WIDE_TEXT_WIDTH = 637.8  # points: 225 mm, on a lying page


def length(text: str) -> float:
    """The length of a text in hanzi; a Latin letter or figure is half a one.

    >>> length("2024年")
    3.0
    """
    return sum(1.0 if east_asian_width(each) in "WFA" else 0.5 for each in text)


def fitted_size(lines: Iterable[str], largest: float) -> float:
    """The type size, in half points, at which each of some lines fits the text block.

    >>> fitted_size(["新疆维吾尔自治区财政厅文件"], 36), fitted_size(["县财政局文件"], 36)
    (33.5, 36)
    """
    longest = max(map(length, lines), default=1.0)
    return min(largest, int(2 * TEXT_WIDTH / (longest + 0.1)) / 2)


def balanced_indent(text: str, size: float, width: float = TEXT_WIDTH) -> float:
    """The indent, in points on both sides, that breaks a centred title in lines of one length.

    >>> balanced_indent("关于下达补助资金的通知", 22)
    0.0
    """
    whole = length(text) * size
    lines = ceil(whole / width)
    if lines < 2:
        return 0.0
    return max(0.0, (width - (ceil(length(text) / lines) + 1.5) * size) / 2)
