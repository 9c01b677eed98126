"""附件清单 attachments: what the body says is attached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from zhida.core.notice import Attachment
from zhida.documents.parsing.letter.numerals import integer_of
from zhida.documents.parsing.letter.passages import Passage, joined
from zhida.documents.parsing.lines import LINKED

_HEAD = regex.compile(r"\(?附件?(?P<number>[一二三四五六七八九十\d]{0,2})[:：.、]?\s*")
_ITEM_START = regex.compile(
    r"(?:附件[:：]? ?)?\(?(?P<number>\d{1,2}(?:-\d{1,2})?) ?[.、．:)](?!\d{1,2}[.、万元])\s*"
    r"|附件?(?P<hanzi>[一二三四五六七八九十\d]{1,2})[:：]\s*"
)
_MOST_LINES = 300
_TITLE_ENDS = regex.compile(
    r"(?:表|书|方案|清单|办法|细则|说明|台账|明细|目录|一览)(?:\([^()]{1,30}\))?[。;]?$"
)
_TAIL = " 。；;，,"


def attachments_of(lines: Sequence[Passage]) -> tuple[Attachment, ...]:
    """附件清单: the items of the list, each title joined over its lines.

    >>> from zhida.core.provenance import Source
    >>> from zhida.documents.parsing.letter.passages import passage_of
    >>> lines = [passage_of(t, Source("x")) for t in ("附件：1.分配", "表", "2. 目标表")]
    >>> [(a.label, a.title) for a in attachments_of(lines)]
    [('1', '分配表'), ('2', '目标表')]
    """
    if not lines:
        return ()
    whole = listed(lines)
    head = _HEAD.match(whole.text)
    begin = head.end() if head else 0
    first = head["number"] if head else ""
    line_starts = {begin} | _starts(lines[:_MOST_LINES])
    number = integer_of(first) if first else None
    items = list(_items(whole, begin, line_starts, number + 1 if number else 1))
    if not items or items[0][0] > begin:
        items.insert(0, (begin, begin, str(integer_of(first) or "") if first else ""))
    if len(items) == 1 and not number:
        items += _unnumbered(whole.text, items[0][1], line_starts)
    ends = [*(item[0] for item in items[1:]), len(whole.text)]
    titles = (
        (label, whole.slice(start, end)) for (_, start, label), end in zip(items, ends, strict=True)
    )
    return tuple(_attachment(label, title) for label, title in titles if title.stripped(_TAIL).text)


def listed(lines: Sequence[Passage]) -> Passage:
    """The lines of a list of attachments as one text: a title may go on on the next line."""
    return joined(lines[:_MOST_LINES])


def _unnumbered(text: str, begin: int, line_starts: set[int]) -> Iterator[tuple[int, int, str]]:
    """Items without numbers: a line after one that ends as titles do."""
    for start in sorted(line_starts):
        if start > begin and _TITLE_ENDS.search(text, begin, start):
            yield start, start, ""


def _attachment(label: str, title: Passage) -> Attachment:
    """One item; a list of links names files, whose kind is no part of the title."""
    bare = title.stripped(_TAIL)
    linked = LINKED.search(bare.text)
    bare = bare.slice(0, linked.start()) if linked else bare
    return Attachment(label, bare.printed, bare.source)


def _starts(lines: Sequence[Passage]) -> set[int]:
    starts, at = set(), 0
    for line in lines:
        starts.add(at)
        at += len(line.text)
    return starts


def _items(
    whole: Passage, begin: int, line_starts: set[int], expected: int
) -> Iterator[tuple[int, int, str]]:
    """(start of number, start of title, label) of each item, numbers rising by one."""
    for found in _ITEM_START.finditer(whole.text, begin):
        label = found["number"] or found["hanzi"]
        number = integer_of(label.partition("-")[0])
        if number is None:
            continue
        at_line = found.start() in line_starts
        inner = (
            whole.gap_before(found.start())
            or whole.text[found.start() - 1] in _TAIL + "表案知细账单)程册书录则法明"
        )
        follows = number in (expected, expected - 1) if "-" in label else number == expected
        if (follows and (at_line or inner)) or (at_line and number == expected):
            yield found.start(), found.end(), label if "-" in label else str(number)
            expected = number + 1
