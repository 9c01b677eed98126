"""词表 words: a list of words as one pattern that prefers the longest."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches the longest of the words; of none, where there are none.

    Common beginnings are shared and the possible first characters tested first,
    which makes a search through a long text several times faster than a plain
    list of alternatives.

    >>> re.findall(any_of(["补助", "补助资金", "经费"]), "补助资金和经费补助")
    ['补助资金', '经费', '补助']
    >>> re.search(any_of([]), "补助") is None
    True
    """
    unique = sorted(set(filter(None, words)))
    if not unique:
        return "(?!)"
    first = "".join(map(re.escape, sorted({word[0] for word in unique})))
    return f"(?=[{first}]){_shared(unique)}"


def _shared(words: list[str]) -> str:
    """Words by their first character, each followed by what may follow it."""
    branches: dict[str, list[str]] = {}
    for word in words:
        branches.setdefault(word[0], []).append(word[1:])
    parts = []
    for character, rests in branches.items():
        more = [rest for rest in rests if rest]
        tail = _shared(more) if more else ""
        parts.append(re.escape(character) + tail + ("?" if more and "" in rests else ""))
    return f"(?:{'|'.join(parts)})"
