"""文头 header: number, issuers, addressees and the words of the title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath

import regex

from zhida.core.notice import DocumentNumber, Repair
from zhida.core.provenance import Stated
from zhida.documents.parsing.letter.basis import titles_in
from zhida.documents.parsing.letter.bodies import bodies_of, same_body
from zhida.documents.parsing.letter.numbers import document_numbers_in
from zhida.documents.parsing.letter.passages import Passage
from zhida.documents.parsing.normalise import clean

_LABELLED = regex.compile(r"^(?:文\s*号|发文字号|发文号|公文文号|文件编号)[:：]?")
_LETTERHEAD = regex.compile(r"文 ?件|\(?(?:代拟稿|公章|盖章)\)?")
_NO_SERIAL = regex.compile(
    r"[\u4e00-\u9fff]{2,8}[〔\[【(](?:19|20)\d\d[〕\]】)](?:第)?[ _×xX*]{0,6}号"
)


def own_number(
    head: Sequence[Passage], tail: Sequence[Passage], page: str = ""
) -> tuple[Stated[DocumentNumber] | None, list[Repair]]:
    """文号: the notice's own, above or below the title; alone on its line before all others.

    Where the text has none, that in the title of the web page or in the file's name.
    """
    ranked: list[tuple[int, Stated[DocumentNumber], bool]] = []
    for line in head:
        quoted = list(titles_in(line.text))
        for found in document_numbers_in(line.text):
            if any(start < found.start < end for start, end in quoted):
                continue
            rest = len(line.text) - (found.end - found.start)
            rank = 0 if rest <= 2 else 1 if _LABELLED.match(line.text) else 2
            number = Stated(found.value.number, line.place(found.start, found.end))
            ranked.append((rank, number, found.value.damaged))
    if ranked:
        _, number, damaged = min(ranked, key=lambda each: each[0])
        return number, [_damaged(number)] if damaged else []
    for line in (*head, *tail):
        if _NO_SERIAL.search(line.text):
            sentence = f"文号“{line.printed}”没有序号，未能识别"
            return None, [Repair(sentence, (line.source,), doubtful=True)]
    return _from_names(head, tail, page)


def issuers_of(
    head: Sequence[Passage], title: Passage | None, signed: Sequence[Stated[str]]
) -> tuple[Stated[str], ...]:
    """发文机关: the bodies of letterhead, title and signature, each once, host first."""
    found: list[Stated[str]] = []
    for body in (*_letterhead(head), *_of_title(title), *signed):
        if not any(same_body(body.value, known.value) for known in found):
            found.append(body)
    return tuple(found)


def _letterhead(head: Sequence[Passage]) -> Iterator[Stated[str]]:
    """The lines of bodies nearest above the number or title."""
    best: list[Passage] = []
    run: list[Passage] = []
    marked = best_marked = False
    for line in head:
        words = _LETTERHEAD.sub(lambda found: " " * len(found.group()), line.text)
        if bodies_of(words.strip()):
            run.append(line)
        elif words.strip() and not _transparent(line.text):
            run, marked = [], False
        marked = marked or "文件" in line.text
        if run and (marked or not best_marked):
            best, best_marked = list(run), marked
    for line in best:
        words = _LETTERHEAD.sub(lambda found: " " * len(found.group()), line.text)
        shift = len(words) - len(words.lstrip())
        yield from (line.stated(a + shift, b + shift) for a, b in bodies_of(words.strip()))


def _transparent(text: str) -> bool:
    """A short mark between letterhead lines: 线下, 特急, 000123, ★."""
    return len(text) <= 4 or not regex.search(r"[\u4e00-\u9fff]{2}", text)


def _of_title(title: Passage | None) -> Iterator[Stated[str]]:
    if title is not None and (at := title.text.find("关于")) > 0:
        for start, end in bodies_of(title.text[:at].partition("转发")[0]):
            yield title.stated(start, end)


def _damaged(number: Stated[DocumentNumber]) -> Repair:
    return Repair(f"文号“{number.value.printed}”括号残缺，按{number.value}识别", (number.source,))


def _from_names(
    head: Sequence[Passage], tail: Sequence[Passage], page: str
) -> tuple[Stated[DocumentNumber] | None, list[Repair]]:
    lines = (*head, *tail)
    if not lines:
        return None, []
    file = lines[0].source.file
    stem = PurePath(file).stem.replace("_", " ")
    for words, where in ((page, f"网页标题“{page}”"), (stem, f"文件名“{file}”")):
        for found in document_numbers_in(clean(words).text):
            number = Stated(found.value.number, lines[0].source)
            sentence = f"正文没有文号，取{where}中的{number.value}"
            return number, [Repair(sentence, (lines[0].source,), doubtful=True)]
    return None, []
