"""纯文本 text: lines → paragraphs and flattened tables.

Each written line is a paragraph; the parser joins what belongs together.
Published texts often hold markdown or html fragments: both are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from zhida.documents.reading.builder import Builder
from zhida.documents.reading.fragments import take_fragment
from zhida.documents.reading.lines import Line, Taken, is_page_number, numbered, unmark
from zhida.documents.reading.pipes import take_pipes
from zhida.documents.reading.spaced import take_spaced
from zhida.documents.reading.tabs import take_tabs

_BULLET = re.compile(r"\A[-*+•·●]\s+(?=[^\s\d\-—])")
Taker: TypeAlias = Callable[[Sequence[Line], int], Taken]


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
    takers: tuple[Taker, ...] = (
        lambda lines, start: take_fragment(lines, start, builder),
        take_tabs,
        take_pipes,
        take_spaced,
    )
    asked_from = [0] * len(takers)
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.blank:
            index += 1
            continue
        taken = _take(lines, index, takers, asked_from)
        if taken is not None and taken.table is not None:
            builder.table(taken.table)
            index = taken.end
            continue
        add_line(line, builder)
        index += 1


def _take(
    lines: Sequence[Line], index: int, takers: Sequence[Taker], asked_from: list[int]
) -> Taken | None:
    """The table that begins at `index`. `asked_from` is where each taker is worth asking again."""
    for place, take in enumerate(takers):
        if index < asked_from[place]:
            continue
        taken = take(lines, index)
        if taken.table is not None:
            return taken
        asked_from[place] = taken.end
    return None


def add_plain_line(line: Line, builder: Builder) -> None:
    """Adds one line as a paragraph, without bullet and page number."""
    if is_page_number(line.text):
        return
    text = _BULLET.sub("", line.text.strip(), count=1)
    builder.paragraph(" ".join(unmark(text).split("\n")), line=line.number)
