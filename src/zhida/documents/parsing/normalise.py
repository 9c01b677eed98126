"""规整 normalise: one spelling of a text for grammars to read, and the way back.

Published notices mix full and half width, put blanks between hanzi where a
line broke, and carry characters of other blocks that look like hanzi. Grammars
read the clean text; places are given in the raw one.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache

from zhida.core.provenance import Source

_BLANK = " \t\r\n\u00a0\u2002\u2003\u2009\u3000\u200b\ufeff\u00ad"
_ORDINARY = frozenset(map(chr, range(128)))
_DASHES = str.maketrans({"–": "-", "－": "-", "−": "-", "∶": ":", "﹕": ":", "︰": ":"})


@dataclass(frozen=True, slots=True)
class Clean:
    """规整文本: `text` is clean, `offsets[i]` the place in the raw text of its i-th character.

    >>> clean("医疗救助 补助资金 ６０ 万元").text
    '医疗救助补助资金60万元'
    >>> clean("共 60 万元").raw_span(1, 3)
    (2, 4)
    """

    text: str
    offsets: tuple[int, ...]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The range of raw characters behind the clean range start…end."""
        if start >= len(self.offsets) or end <= start:
            return (self.offsets[-1] + 1, self.offsets[-1] + 1) if self.offsets else (0, 0)
        return self.offsets[start], self.offsets[end - 1] + 1

    def place(self, source: Source, start: int, end: int) -> Source:
        """`source` narrowed to the clean range start…end."""
        return narrow(source, self.raw_span(start, end))

    def at_raw(self, raw: int) -> int:
        """The clean position of the first character at or after a raw one."""
        return bisect_right(self.offsets, raw - 1)


@lru_cache(maxsize=4096)
def clean(raw: str) -> Clean:
    """NFKC, one kind of dash and digit, no blank that touches a hanzi or CJK punctuation.

    A character that Unicode has not assigned becomes �: libraries disagree on what it is.
    Quotation marks and brackets 〔〕《》“” stay as they are; （） become ().
    Blanks between Latin letters or digits shrink to one.
    """
    characters: list[str] = []
    offsets: list[int] = []
    gap: int | None = None
    for place, character in enumerate(raw):
        if character in _BLANK:
            gap = place if gap is None else gap
            continue
        for part in unicodedata.normalize("NFKC", character).translate(_DASHES):
            if part in _BLANK:
                gap = place if gap is None else gap
                continue
            if gap is not None and characters and _keeps_gap(characters[-1], part):
                characters.append(" ")
                offsets.append(gap)
            gap = None
            characters.append(part if part in _ORDINARY or "一" <= part <= "鿿" else _known(part))
            offsets.append(place)
    return Clean("".join(characters), tuple(offsets))


def _known(character: str) -> str:
    """A digit of any script as 0…9; what this Python's Unicode doesn't know as �.

    >>> _known("٣"), _known("\U0001e4f0"), _known("—")
    ('3', '�', '—')
    """
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return "\ufffd" if unicodedata.category(character) == "Cn" else character


def narrow(source: Source, span: tuple[int, int]) -> Source:
    """The same place, narrowed to a range of its raw characters."""
    return replace(source, span=span)


def _keeps_gap(before: str, after: str) -> bool:
    return _is_latin(before) and _is_latin(after)


def _is_latin(character: str) -> bool:
    return ord(character) < 0x2E80 and character not in "“”‘’—…·≥≤"
