"""段 passages: stretches of the letter as its author wrote them, each with the way back.

What a file calls a paragraph may be a line broken in mid-sentence, or a whole
letter. A `Passage` is put together from pieces of such paragraphs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from zhida.core.provenance import Source, Stated
from zhida.documents.parsing.normalise import Clean, clean


@dataclass(frozen=True, slots=True)
class Piece:
    """片: the clean characters start…end of one paragraph, standing at `at` in a passage."""

    at: int
    clean: Clean
    source: Source
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """段: `text` is clean and in simplified characters; `printed` has the characters as printed.

    Both have the same length, so a place found in one holds in the other.

    >>> passage = passage_of("補助資金　60 万元（見附件）", Source("通知.txt", line=3))
    >>> passage.text
    '补助资金60万元(见附件)'
    >>> passage.printed[8:]
    '（見附件）'
    >>> passage.place(4, 8).span
    (5, 10)
    """

    text: str
    printed: str
    pieces: tuple[Piece, ...]

    @property
    def source(self) -> Source:
        """Where the passage begins."""
        return self.place(0, len(self.text))

    def place(self, start: int, end: int) -> Source:
        """The place of the range start…end; up to the end of its line where it was broken."""
        piece = next(p for p in reversed(self.pieces) if p.at <= max(start, 0))
        first = min(piece.start + start - piece.at, piece.end)
        last = min(piece.start + end - piece.at, piece.end)
        return piece.clean.place(piece.source, first, last)

    def slice(self, start: int, end: int) -> Passage:
        """The part start…end as a passage of its own."""
        start = max(start, 0)
        kept = []
        for piece in self.pieces:
            left = max(start, piece.at)
            right = min(end, piece.at + piece.end - piece.start)
            if left < right:
                shift = piece.start - piece.at
                kept.append(
                    Piece(left - start, piece.clean, piece.source, left + shift, right + shift)
                )
        return Passage(
            self.text[start:end], self.printed[start:end], tuple(kept) or self.pieces[:1]
        )

    def stripped(self, characters: str = " ") -> Passage:
        """The passage without these characters at its ends."""
        start = len(self.text) - len(self.text.lstrip(characters))
        return self.slice(start, max(start, len(self.text.rstrip(characters))))

    def stated(self, start: int = 0, end: int | None = None) -> Stated[str]:
        """The printed words of a range with their place."""
        end = len(self.text) if end is None else end
        return Stated(self.printed[start:end], self.place(start, end))

    def gap_before(self, at: int) -> bool:
        """Whether the raw text has a blank, a line's end or an underscore before place `at`."""
        piece = next(p for p in reversed(self.pieces) if p.at <= at)
        index = piece.start + at - piece.at
        if piece.at == at and piece.start == 0:
            return True
        if not 0 < index < len(piece.clean.offsets):
            return False
        return piece.clean.offsets[index] - piece.clean.offsets[index - 1] > 1


def passage_of(raw: str, source: Source) -> Passage:
    """The passage of one paragraph as it stands."""
    cleaned = clean(raw)
    printed = _printed(raw, cleaned)
    piece = Piece(0, cleaned, source, 0, len(cleaned.text))
    return Passage(simplified(cleaned.text), printed, (piece,))


def joined(passages: Iterable[Passage]) -> Passage:
    """Several passages as one, nothing put between them."""
    text, printed, pieces = "", "", []
    for passage in passages:
        for p in passage.pieces:
            pieces.append(Piece(len(text) + p.at, p.clean, p.source, p.start, p.end))
        text += passage.text
        printed += passage.printed
    return Passage(text, printed, tuple(pieces))


def simplified(text: str) -> str:
    """繁简: traditional characters replaced one by one, the length kept.

    >>> simplified("財政廳關於")
    '财政厅关于'
    """
    return text.translate(_table())


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    lines = (files(__package__) / "words" / "traditional.txt").read_text("utf-8")
    pairs = [line for line in lines.split() if len(line) == 2]
    return {ord(pair[0]): pair[1] for pair in pairs}


def _printed(raw: str, cleaned: Clean) -> str:
    """The raw characters behind the clean ones; the clean one where normalising made several."""
    if len(set(cleaned.offsets)) == len(cleaned.offsets):
        return "".join([raw[at] for at in cleaned.offsets]).translate(_BLANKS)
    seen = Counter(cleaned.offsets)
    return "".join(
        clear if seen[at] > 1 else raw[at]
        for clear, at in zip(cleaned.text, cleaned.offsets, strict=True)
    ).translate(_BLANKS)


_BLANKS = str.maketrans(dict.fromkeys("\t\r\n\u00a0\u2002\u2003\u2009\u3000", " "))
