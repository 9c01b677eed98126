"""纯文本 text: lines → paragraphs and flattened tables.

Each written line is a paragraph; the parser joins what belongs together.
Published texts often hold markdown or html fragments: both are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from zhida.documents.reading.builder import Builder
from zhida.documents.reading.fragments import take_fragment
from zhida.documents.reading.lines import Line, Taken, is_page_number, numbered, unmark
from zhida.documents.reading.pipes import take_pipes
from zhida.documents.reading.spaced import take_spaced
from zhida.documents.reading.tabs import take_tabs

_BULLET = re.compile(r"\s*[-*+•·●]\s+(?=[^\s\d\-—])")
_TAKERS: tuple[Callable[[Sequence[Line], int], Taken | None], ...] = (
    take_tabs,
    take_pipes,
    take_spaced,
)


def read_text(text: str, builder: Builder) -> None:
    """Reads plain text into `builder`.

    >>> from zhida.documents.reading.limits import Limits
    >>> builder = Builder("通知.txt", Limits())
    >>> read_text("分配表\\n单位\\t金额\\n甲县\\t60\\n", builder)
    >>> [type(block).__name__ for block in builder.blocks]
    ['Paragraph', 'Table']
    """
    read_lines(numbered(text), builder, add_plain_line)


def read_lines(
    lines: Sequence[Line], builder: Builder, add_line: Callable[[Line, Builder], None]
) -> None:
    """Reads lines into `builder`: tables where one begins, else `add_line`."""
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.blank:
            index += 1
            continue
        taken = take_fragment(lines, index, builder) or take_table(lines, index)
        if taken is not None:
            builder.table(taken.table)
            index = taken.end
            continue
        add_line(line, builder)
        index += 1


def take_table(lines: Sequence[Line], index: int) -> Taken | None:
    """The flattened table of any shape that begins at `index`, if one does."""
    for take in _TAKERS:
        taken = take(lines, index)
        if taken is not None:
            return taken
    return None


def add_plain_line(line: Line, builder: Builder) -> None:
    """Adds one line as a paragraph, without bullet and page number."""
    if is_page_number(line.text):
        return
    text = _BULLET.sub("", line.text, count=1)
    builder.paragraph(" ".join(unmark(text).split("\n")), line=line.number)
