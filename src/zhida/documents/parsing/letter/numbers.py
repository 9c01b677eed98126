"""文号 numbers: document numbers, well formed or damaged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex
from lark import Token, Transformer

from zhida.core.notice import DocumentNumber
from zhida.documents.parsing.letter.islands import Island, Islands
from zhida.documents.parsing.letter.numerals import integer_of, year_of
from zhida.documents.parsing.letter.words import words

_PROPER = {("〔", "〕"), ("[", "]"), ("【", "】"), ("(", ")"), ("〈", "〉"), ("<", ">")}


@dataclass(frozen=True, slots=True)
class NumberAsRead:
    """`letters_at` is where the letters begin once words before them are taken off."""

    number: DocumentNumber
    letters_at: int
    damaged: bool


class _Reader(Transformer[Token, "NumberAsRead | None"]):
    def number(self, tokens: list[Token]) -> NumberAsRead | None:
        by_type = {token.type: token for token in tokens}
        letters = _letters(by_type["LETTERS"])
        year, serial = year_of(by_type["YEAR"]), integer_of(by_type["SERIAL"])
        if len(letters) < 2 or year is None or not serial:
            return None
        brackets = (
            "".join(t for t in tokens if t.type == "OPEN"),
            "".join(t for t in tokens if t.type == "CLOSE"),
        )
        skipped = len(by_type["LETTERS"]) - len(letters)
        return NumberAsRead(
            DocumentNumber(letters, year, serial),
            (by_type["LETTERS"].start_pos or 0) + skipped,
            brackets not in _PROPER,
        )


@lru_cache(maxsize=1)
def _grammar() -> Islands[NumberAsRead | None]:
    return Islands("numbers", _Reader())


@lru_cache(maxsize=4096)
def document_numbers_in(text: str) -> tuple[Island[NumberAsRead], ...]:
    """文号: every document number in a clean text, wherever it stands.

    `Island.start` is where the letters begin. `number.printed` is the text as
    it stands in `text`.

    >>> [str(n.value.number) for n in document_numbers_in("根据财社〔2019〕113号和新财社2020 237号")]
    ['财社〔2019〕113号', '新财社〔2020〕237号']
    >>> document_numbers_in("2023年度补助资金3347万元")
    ()
    """
    return tuple(_numbers(text))


def _numbers(text: str) -> Iterator[Island[NumberAsRead]]:
    """Years are rare: each is looked at, and the letters before it."""
    end = 0
    for year in _YEAR_AT.finditer(text):
        before = _LETTERS_BEFORE.search(text, max(end, year.start() - _FARTHEST), year.start())
        island = _grammar().at(text, before.start()) if before else None
        if island is None or island.value is None:
            continue
        end = island.end
        start, letters = _without_and(text, island.value)
        plain = island.value.number
        printed = DocumentNumber(letters, plain.year, plain.serial, text[start:end])
        yield Island(start, end, NumberAsRead(printed, start, island.value.damaged))


def _without_and(text: str, read: NumberAsRead) -> tuple[int, str]:
    """Start and letters without a 和 that joins the number to what stands before it."""
    start, letters = read.letters_at, read.number.letters
    joined = start and text[start - 1] in "》)”、号" and letters[0] in "和及与" and len(letters) > 2
    return (start + 1, letters[1:]) if joined else (start, letters)


def _letters(run: str) -> str:
    """The letters proper: what is left of a run of hanzi after the last word before them."""
    cut = 0
    for word in words("before_number"):
        at = run.rfind(word)
        if at >= 0:
            cut = max(cut, at + len(word))
    return run[cut:]


_FARTHEST = 28
_YEAR_AT = regex.compile(r"(?:19|20)\d\d(?!年)|[一二][〇○零ΟO0九一二三四五六七八]{3}(?!年)")
_HANZI = r"[\u4e00-\u9fff]"
_LETTERS_BEFORE = regex.compile(
    rf"(?:(?<!{_HANZI}){_HANZI}{{1,8}}\({_HANZI}{{1,4}}\){_HANZI}{{0,6}}(?=[〔\[【(〈<《﹝\{{「])"
    rf"|{_HANZI}{{2,14}})[〔\[【(〈<《﹝\{{「〕\]】)〉>》﹞\}}」 ]*$"
)
