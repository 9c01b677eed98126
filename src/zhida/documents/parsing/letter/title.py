"""标题 title: where the title of a notice begins and ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import regex

from zhida.documents.parsing.letter.bodies import bodies_of
from zhida.documents.parsing.letter.numbers import document_numbers_in
from zhida.documents.parsing.letter.passages import Passage, joined
from zhida.documents.parsing.letter.words import any_of

_MOST_LINES = 8
_LABEL = regex.compile(r"^(?:标题|名称|公文标题|文件名称)[:：]?")
_END = regex.compile(
    rf"(?:(?:的|》)(?:补充|紧急)?{any_of('title_ends')}|通知)(?:\([^()]{{1,24}}\)){{0,2}}"
)
_OPENERS = "《<〈"
_CLOSERS = "》>〉"


@dataclass(frozen=True, slots=True)
class FoundTitle:
    """标题: its words, and the fragments first…last (included) that hold them.

    `before` and `after` are what else stands on its first and last line.
    """

    passage: Passage
    first: int
    last: int
    before: Passage
    after: Passage
    whole: bool


def title_at(fragments: tuple[Passage, ...], index: int) -> FoundTitle | None:
    """The title that begins on the line `index`, None where none does."""
    begin = title_start(fragments[index].text)
    if begin is None:
        return None
    lines: list[Passage] = []
    for last in range(index, min(index + _MOST_LINES, len(fragments))):
        line = fragments[last]
        if lines and not continues_title(line.text):
            break
        lines.append(line.slice(begin, len(line.text)) if not lines else line)
        whole = joined(lines)
        end = title_end(whole.text, whole.gap_before)
        if end is not None:
            return FoundTitle(
                whole.slice(0, end).stripped(),
                index,
                last,
                fragments[index].slice(0, begin).stripped(),
                whole.slice(end, len(whole.text)).stripped(),
                True,
            )
    return FoundTitle(
        joined(lines), index, index + len(lines) - 1, fragments[index].slice(0, begin).stripped(),
        lines[0].slice(0, 0), False,
    )  # fmt: skip


def title_start(text: str) -> int | None:
    """Where a title begins on a line: at the bodies before 关于, or at 关于.

    >>> title_start("茂财社〔2023〕24号关于下达资金的通知")
    12
    >>> title_start("梁河县财政局关于下达资金的通知"), title_start("根据《关于下达资金的通知》")
    (0, None)
    """
    at = _first_outside_quotes(text, "关于")
    if at is None:
        return _start_of_bare_title(text)
    label = _LABEL.match(text)
    floor = label.end() if label else 0
    for number in document_numbers_in(text[:at]):
        floor = max(floor, number.end)
    for mark in ("文件", ":", ">", "|"):
        floor = max(floor, text.rfind(mark, 0, at) + len(mark) if mark in text[:at] else 0)
    if text[:at].endswith("号"):
        floor = at  # a number without serial, or of a form that is no number
    while floor < at and text[floor] in " )#*★":
        floor += 1
    return floor if floor == at or _are_issuers(text[floor:at]) else None


def _start_of_bare_title(text: str) -> int | None:
    """A title without 关于: an act at the beginning of a line, a kind of document at its end."""
    label = _LABEL.match(text)
    floor = label.end() if label else 0
    return floor if _BARE.fullmatch(text, floor) else None


def _are_issuers(words: str) -> bool:
    """Bodies, or bodies that pass on what another body issued (某局转发某厅关于…)."""
    if bodies_of(words):
        return True
    own, passed_on, theirs = words.partition("转发")
    return bool(passed_on and (not own or bodies_of(own)) and (not theirs or bodies_of(theirs)))


def title_end(text: str, gap_before: Callable[[int], bool] = lambda _: False) -> int | None:
    """Where a title ends: after 通知 and its like, outside 《》, at a line's end or addressee.

    `gap_before` says whether the file has a blank before a place.

    >>> title_end("关于转发《关于下达资金的通知》的通知各区财政局:")
    18
    """
    for found in _END.finditer(text):
        if _depth(text, found.end() - 1) or _depth(text, found.start() + 1):
            continue
        bracket = text.find("(", found.start(), found.end())
        number = bracket >= 0 and document_numbers_in(text[bracket : found.end()])
        end = bracket if number else found.end()
        rest = text[end:]
        if (
            not rest
            or rest[0] in " ("
            or _is_addressee(rest)
            or document_numbers_in(rest[:24])
            or gap_before(end)
        ):
            return end
    return None


def continues_title(text: str) -> bool:
    """Whether a line can be the middle of a broken title."""
    return not (
        text.endswith((":", "。"))
        or _STANDALONE.match(text)
        or title_start(text) == 0
        or _is_number_alone(text)
    )


def _is_addressee(rest: str) -> bool:
    head, colon, _ = rest.partition(":")
    return bool(colon) and 2 <= len(head) <= 300 and "。" not in head and "如下" not in head


def _is_number_alone(text: str) -> bool:
    numbers = document_numbers_in(text)
    return bool(numbers) and len(text) - (numbers[0].end - numbers[0].start) <= 4


def _first_outside_quotes(text: str, word: str) -> int | None:
    at = text.find(word)
    while at >= 0 and _depth(text, at):
        at = text.find(word, at + 1)
    return at if at >= 0 else None


def _depth(text: str, at: int) -> int:
    opened = sum(text.count(mark, 0, at) for mark in _OPENERS)
    return opened - sum(text.count(mark, 0, at) for mark in _CLOSERS)


_BARE = regex.compile(
    r"(?:[\u4e00-\u9fff]{2,20}[局厅委])?(?:提前)?(?:下达|拨付|转发|印发|分配|追加|结算|清算|预拨|安排)"
    r"[^。:;]{6,80}的?(?:通知|函|公告)"
)
_STANDALONE = regex.compile(
    r"[一二三四五六七八九十]{1,3}、|附件|抄送|\d{4}年\d{1,2}月\d{1,2}日$|根据|为(?:了|支持|做好|进一步)"
)
