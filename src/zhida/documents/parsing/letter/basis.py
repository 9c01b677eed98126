"""依据 basis: the documents that a notice rests on, and which of them brings the money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from zhida.core.notice import Basis, DocumentNumber
from zhida.documents.parsing.letter.act import act_of
from zhida.documents.parsing.letter.islands import Island
from zhida.documents.parsing.letter.numbers import NumberAsRead, document_numbers_in
from zhida.documents.parsing.letter.passages import Passage
from zhida.documents.parsing.letter.words import any_of


def basis_of(body: Sequence[Passage], own: DocumentNumber | None) -> tuple[Basis, ...]:
    """依据: every document that the body names, each once, in order.

    One is `upstream` if its title issues money and the notice rests on it
    (根据 …), or if it is known by its number alone and the act follows.

    >>> from zhida.core.provenance import Source
    >>> from zhida.documents.parsing.letter.passages import passage_of
    >>> text = passage_of("根据《省财政厅关于提前下达资金的通知》（某财社〔2022〕3号），现下达资金。", Source("x"))
    >>> found, = basis_of((text,), None)
    >>> str(found.number), found.status.value, found.upstream
    ('某财社〔2022〕3号', 'advance', True)
    """
    found: dict[tuple[str, str], Basis] = {}
    for passage in body:
        stated = sorted(_in_passage(passage, own), key=lambda found: found[0])
        for _, basis in stated:
            key = (str(basis.number or ""), "" if basis.number else basis.title)
            if key not in found or (basis.upstream and not found[key].upstream):
                found[key] = basis
    return tuple(found.values())


def _in_passage(passage: Passage, own: DocumentNumber | None) -> Iterator[tuple[int, Basis]]:
    """Each document with the place where it begins."""
    text = passage.text
    numbers = list(document_numbers_in(text))
    used: list[Island[NumberAsRead]] = []
    for start, end in titles_in(text):
        number = next((n for n in numbers if 0 <= n.start - end <= 2), None)
        if number:
            used.append(number)
        title = passage.printed[start + 1 : end - 1]
        if _NOT_A_BASIS.search(text[start + 1 : end - 1]) and number is None:
            continue
        act = act_of(text[start + 1 : end - 1])
        upstream = (
            act is not None
            and bool(_MONEY.search(text[start:end]))
            and _rests_on(text, start)
            and not _same_issuer(number, own)
        )
        until = number.end if number else end
        yield (
            start,
            Basis(
                number.value.number if number else None,
                title,
                act,
                upstream,
                passage.place(start, until),
            ),
        )
    for number in numbers:
        if number in used or _inside_title(text, number.start) or _is(number, own):
            continue
        named = _UNQUOTED.search(text, max(0, number.start - 120), number.start)
        start, end = named.span("title") if named else (number.start, number.start)
        upstream = (
            _rests_on(text, start)
            and bool(_ACT_FOLLOWS.search(text, number.end))
            and not _same_issuer(number, own)
        )
        yield (
            start,
            Basis(
                number.value.number,
                passage.printed[start:end],
                act_of(text[start:end]),
                upstream and (named is None or act_of(text[start:end]) is not None),
                passage.place(start, number.end),
            ),
        )


def titles_in(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of the outermost 《…》 of a text, brackets included."""
    depth, start = 0, 0
    for at, character in enumerate(text):
        if character == "《":
            if depth == 0:
                start = at
            depth += 1
        elif character == "》" and depth:
            depth -= 1
            if depth == 0:
                yield start, at + 1


def _rests_on(text: str, start: int) -> bool:
    """Whether the sentence up to here says 根据 or the like, or passes the document on."""
    if _PASSED_ON.match(text, start):
        return True
    begin = max(text.rfind(mark, 0, start) for mark in "。;") + 1
    sentence = text[begin:start]
    return bool(_RESTS.search(sentence)) and not _TAKEN_OFF.search(sentence[-24:])


def _same_issuer(number: Island[NumberAsRead] | None, own: DocumentNumber | None) -> bool:
    return number is not None and own is not None and number.value.number.letters == own.letters


def _is(number: Island[NumberAsRead], own: DocumentNumber | None) -> bool:
    return own is not None and str(number.value.number) == str(own)


def _inside_title(text: str, at: int) -> bool:
    return any(start < at < end for start, end in titles_in(text))


_UNQUOTED = regex.compile(
    r"(?:根据|按照|依据)(?P<title>[^,。;《》()]{0,40}关于[^,。;《》]{4,90}?(?:通知|函|批复|办法|意见))\($"
)
_RESTS = regex.compile(any_of("rests_on"))
_MONEY = regex.compile("资金|补助|预算|指标|经费|专款|公益金")
_PASSED_ON = regex.compile(
    r"《.{4,120}》(?:\([^()]{4,40}\))?(?:转发|转下达|转给|印发给|随文|下达你|精神)"
)
_TAKEN_OFF = regex.compile("扣除|已(?:通过|经|以|由|提前)|此前|原")
_ACT_FOLLOWS = regex.compile(
    r"[^。]{0,160}?(?:现将?|本次|此次|兹|追加|提前)?[^。]{0,20}(?:下达|拨付|安排|追加|分配|转下达)"
)
_NOT_A_BASIS = regex.compile("(?:表|单|附件|系统|模板|收支分类科目)$")
