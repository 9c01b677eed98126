"""填表说明 notes: how and when a form is to be filled and filed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import regex

from zhida.core.provenance import Stated
from zhida.data import load
from zhida.documents.parsing.normalise import clean, narrow
from zhida.documents.parsing.performance.grid import printed

_NUMBER = regex.compile(
    r"(?:(?<=^|[。;:\s])|^)(?:\d{1,2}\s*[、.)](?!\d)|\(\d{1,2}\)|[①-⑩]|[一二三四五六七八九十]{1,2}、)"
)
_SHORTEST = 6
_SENTENCE = regex.compile(r"[。;]$")


def rules_of(texts: Iterable[Stated[str]]) -> tuple[Stated[str], ...]:
    """The notes among the lines around a form, one item each, with their numbers.

    Notes begin at a line with 说明, 备注 or 注 and go on while lines are numbered or
    are sentences.

    >>> from zhida.core.provenance import Source
    >>> lines = ["填报日期：", "说明：1、按月填报。2、月末前报送。", "3、以支付数为准。"]
    >>> [rule.value for rule in rules_of(Stated(line, Source("x")) for line in lines)]
    ['1、按月填报。', '2、月末前报送。', '3、以支付数为准。']
    """
    rules: list[Stated[str]] = []
    begun = False
    for text in texts:
        at = _after_label(text.value)
        if at is None and not (begun and _goes_on(text.value)):
            begun = begun and not clean(text.value).text
            continue
        begun = True
        rules += _items(text, at or 0)
    return tuple(rules)


def is_note(text: str) -> bool:
    """Whether a line begins notes (说明：…)."""
    return _after_label(text) is not None


def _after_label(raw: str) -> int | None:
    """The raw place behind the label of notes, None where there is none."""
    cleaned = clean(raw)
    for word in _labels():
        found = regex.match(rf"[\(*#\s]*{word}\s*\d?\s*[:.、]\s*", cleaned.text)
        if found:
            end = found.end()
            return cleaned.offsets[end] if end < len(cleaned.offsets) else len(raw)
    return None


def _goes_on(raw: str) -> bool:
    text = clean(raw).text.strip()
    return bool(_NUMBER.match(text) or (len(text) > _SHORTEST and _SENTENCE.search(text)))


def _items(text: Stated[str], at: int) -> Iterator[Stated[str]]:
    """The numbered items of a line from the raw place `at` on."""
    cleaned = clean(text.value[at:])
    starts = sorted({0, *(found.start() for found in _NUMBER.finditer(cleaned.text))})
    for start, end in zip(starts, [*starts[1:], len(cleaned.text)], strict=True):
        first, last = cleaned.raw_span(start, end)
        words = printed(text.value[at + first : at + last]).strip()
        if words:
            yield Stated(words, narrow(text.source, (at + first, at + last)), text.confirmed)


@cache
def _labels() -> tuple[str, ...]:
    words = (row["word"] for row in load("form_words") if row["kind"] == "note")
    return tuple(sorted(words, key=len, reverse=True))
