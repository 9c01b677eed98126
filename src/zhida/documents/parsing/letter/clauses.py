"""分句 clauses: sentences and clauses of a passage, quoted titles hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

_QUOTED = regex.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|“[^“”]{0,60}”")
_SENTENCE = regex.compile(r"[^。;!?]+[。;!?]?")
_CLAUSE = regex.compile(r"[^,]+,?")


@dataclass(frozen=True, slots=True)
class Span:
    """一段: the characters start…end of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]


def hidden(text: str) -> str:
    """The text, as long as before, with what 《》 and “” hold blanked out.

    >>> hidden("按照《办法》,及时报送")
    '按照〇〇〇〇,及时报送'
    """
    return _QUOTED.sub(lambda found: "〇" * len(found.group()), text)


def sentences(text: str) -> Iterator[Span]:
    """句: the sentences of a text whose quotations are hidden."""
    for found in _SENTENCE.finditer(text):
        yield Span(found.start(), found.end())


def clauses(text: str, within: Span) -> Iterator[Span]:
    """分句: the stretches between the commas of a sentence; commas in brackets don't count."""
    flat = _BRACKETED.sub(lambda found: "〇" * len(found.group()), within.of(text))
    for found in _CLAUSE.finditer(flat):
        yield Span(within.start + found.start(), within.start + found.end())


_BRACKETED = regex.compile(r"\([^()]*\)")
