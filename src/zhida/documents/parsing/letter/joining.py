"""拼接 joining: lines broken in mid-sentence put together into paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from zhida.documents.parsing.letter.passages import Passage, joined
from zhida.documents.parsing.letter.words import any_of

_LONGEST = 4000
_MOST_LINES = 120
_ENDED = ("。", "!", "?", ":", ";", "。”", "。)", ".”")
_BEGINS = regex.compile(
    r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]{1,3}[条章]"
    r"|\d{1,2}[.、](?!\d)|\(\d{1,2}\)(?!项|款)"
)
_FIELD = regex.compile(
    r"[\u4e00-\u9fff()]{0,8}(?:科目|分类|名称|代码|编码|文号|金额|来源|性质|用途|电话|日期|类别|户名|账号|标识):"
)
_HEADING = regex.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))[^,。;:]{2,20}$"
)
_STARTERS = regex.compile(any_of("paragraph_openings"))


def paragraphs_of(lines: Sequence[Passage]) -> tuple[Passage, ...]:
    """段落: the paragraphs that the lines of a body make.

    A line goes on with the one before unless that one ended its sentence, or
    this one begins with a numbering that begins paragraphs.
    """
    groups: list[list[Passage]] = []
    for line in lines:
        if groups and not _breaks(groups[-1], line.text):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(joined(group) for group in groups)


def _breaks(group: Sequence[Passage], after: str) -> bool:
    before = group[-1].text
    if sum(len(line.text) for line in group[-_MOST_LINES:]) > _LONGEST or len(group) >= _MOST_LINES:
        return True
    if before.endswith(_ENDED):
        return True
    if before[-1:].isdigit() and after[:1].isdigit():
        return False  # a figure that was cut in two
    if _BEGINS.match(after) or _FIELD.match(after):
        return True
    return len(group) == 1 and bool(_HEADING.match(before)) and bool(_STARTERS.match(after))
