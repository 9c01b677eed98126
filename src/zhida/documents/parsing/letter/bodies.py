"""机构 bodies: names of public bodies in letterheads, titles and signatures."""

from __future__ import annotations

from functools import lru_cache

import regex
from lark import Token, Transformer

from zhida.core import regions
from zhida.documents.parsing.letter.islands import Islands
from zhida.documents.parsing.letter.words import any_of, pairs

Span = tuple[int, int]


class _Reader(Transformer[Token, "list[Span]"]):
    def body(self, found: list[Token]) -> Span:
        return found[0].start_pos or 0, found[0].end_pos or 0

    def start(self, found: list[Token | Span]) -> list[Span]:
        return [each for each in found if not isinstance(each, Token)]


@lru_cache(maxsize=1)
def _grammar() -> Islands[list[Span]]:
    return Islands("bodies", _Reader())


@lru_cache(maxsize=512)
def bodies_of(text: str) -> tuple[Span, ...]:
    """机构: the spans of the bodies that a text consists of, () if it is anything else.

    >>> text = "上饶市财政局上饶市医疗保障局"
    >>> [text[a:b] for a, b in bodies_of(text)]
    ['上饶市财政局', '上饶市医疗保障局']
    >>> bodies_of("请各地财政局执行")
    ()
    """
    if not 3 <= len(text) <= 120 or _NEVER.search(text):
        return ()
    island = _grammar().at(text, 0)
    return tuple(island.value) if island and island.end == len(text) else ()


def same_body(one: str, other: str) -> bool:
    """Whether two printed names can be the same body: short forms, and the place left out.

    >>> same_body("乌鲁木齐市医疗保障局", "市医保局")
    True
    >>> same_body("上饶市财政局", "上饶市医保局")
    False
    """
    a, b = _full(one), _full(other)
    return a.endswith(b) or b.endswith(a) or _same_office(one, other)


def _same_office(one: str, other: str) -> bool:
    """Whether two names are one office of one place (某彝族自治州财政局, 某州财政局)."""
    mine, theirs = regions.body_part(one), regions.body_part(other)
    if not mine or not theirs or _full(one)[len(mine) :] != _full(other)[len(theirs) :]:
        return False
    place = regions.find(mine)
    return place is not None and place == regions.find(theirs)


def _full(name: str) -> str:
    for short, full in pairs("body_short_forms"):
        if name.endswith(short):
            return name[: -len(short)] + full
    return name


_NEVER = regex.compile(any_of("never_in_a_body") + r"|[。:：《》<>“”\d]")
