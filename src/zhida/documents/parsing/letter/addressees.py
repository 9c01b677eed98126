"""主送机关 addressees: to whom a letter is sent, item by item as printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from zhida.core.provenance import Stated
from zhida.documents.parsing.letter.passages import Passage
from zhida.documents.parsing.letter.words import any_of

_BRACKETED = regex.compile(r"\([^()]*\)")
_LEVEL = rf"(?:{any_of('level_leads')}){{0,2}}{any_of('levels')}"
_BARE = regex.compile(_LEVEL)
_OF_LEVEL = regex.compile(rf"{_LEVEL}〇*[\u4e00-\u9fff〇]*(?:局|委|厅|部门|办|中心|联|院|府)〇*")
_EXCEPT = regex.compile("除外|以外|除.+外")


def addressees_of(list_: Passage | None) -> tuple[Stated[str], ...]:
    """主送机关: every item as printed; what stands in brackets never splits.

    Levels that share one body are one addressee, and so are places that are
    left out and those that are not.

    >>> from zhida.core.provenance import Source
    >>> from zhida.documents.parsing.letter.passages import passage_of
    >>> said = lambda text: [each.value for each in addressees_of(passage_of(text, Source("x")))]
    >>> said("各市、州、县财政局，兰州新区财政局"), said("天山区、米东区财政局")
    (['各市、州、县财政局', '兰州新区财政局'], ['天山区', '米东区财政局'])
    """
    if list_ is None:
        return ()
    flat = _BRACKETED.sub(lambda found: "〇" * len(found.group()), list_.text)
    spans = list(_items(flat))
    kept: list[tuple[int, int]] = []
    for begin, end in _groups([flat[start:stop] for start, stop in spans]):
        kept.append((spans[begin][0], spans[end - 1][1]))
    items = (list_.slice(start, stop).stripped(" :：") for start, stop in kept)
    return tuple(item.stated() for item in items if item.text)


def _items(flat: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in [*(found.start() for found in regex.finditer("[、,;]", flat)), len(flat)]:
        if flat[start:mark].strip(" :"):
            yield start, mark
        start = mark + 1


def _groups(items: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The runs of items that are one addressee, as ranges."""
    begin = 0
    while begin < len(items):
        end = _end_of_exception(items, begin) or _end_of_levels(items, begin) or begin + 1
        yield begin, end
        begin = end


def _end_of_levels(items: Sequence[str], begin: int) -> int | None:
    """Bare levels up to the one that names their body: 各市、州、县财政局."""
    end = begin
    while end < len(items) and _BARE.fullmatch(items[end].replace("〇", "").strip()):
        end += 1
    if end == begin or end == len(items) or not _OF_LEVEL.fullmatch(items[end].strip()):
        return None
    return end + 1


def _end_of_exception(items: Sequence[str], begin: int) -> int | None:
    """Names up to the words that leave them out: 沈阳、大连市除外的各市财政局."""
    for end in range(begin, min(begin + 12, len(items))):
        found = _EXCEPT.search("、".join(items[begin : end + 1]))
        if found:
            return end + 1
        if _OF_BODY.search(items[end]):
            return None
    return None


_OF_BODY = regex.compile("(?:局|委|厅|部门|中心|院|府)〇*$")
