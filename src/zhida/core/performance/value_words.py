"""值的用语 value words: what the words around a figure do to it: about, per quarter, a rise."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from zhida.core.rules.performance.wordings import Sense, Shape, changes, wording
from zhida.data import load

_FIGURE = r"[≥≤><=]*[\d零一二三四五六七八九十百]"
_UNTO = "到至"


def about(text: str) -> str | None:
    """约数: the word that makes a figure an approximate one, None where there is none.

    >>> about("约95%左右"), about("≥95%"), about("到近郊巡诊≥4次")
    ('左右', None, None)
    """
    bare = _bare(text)
    for word in _words("about"):
        before = re.search(rf"{re.escape(word)}(?:达到?|完成|实现)?{_FIGURE}", bare)
        behind = word in bare and re.search(rf"\d[^\d]{{0,4}}{re.escape(word)}", bare)
        if before or behind:
            return word
    return None


def times_a_year(text: str) -> tuple[str, int] | None:
    """周期: the period by which a value counts and how often a year holds it, None for the year.

    >>> times_a_year("每季度≥1次"), times_a_year("≥4次")
    (('每季度', 4), None)
    """
    bare = _bare(text)
    found = (word for word in _words("each") if re.search(rf"{word}[^\d]{{0,6}}\d", bare))
    word = next(found, None)
    return (word, _times()[word]) if word else None


def change_of_value(text: str) -> Sense | None:
    """变动: whether a value is a rise or a fall by a figure, None where it is a level.

    >>> change_of_value("比上年下降≥10%").value, change_of_value("下降至5%以下") is None
    ('fall', True)
    """
    bare = _bare(text)
    for word, sense in changes():
        at = re.search(rf"{word}(?:率|幅度|比例)?(?:了)?(?!幅度)[{_UNTO}]?{_FIGURE}", bare)
        if at and not any(sign in at[0] for sign in _UNTO):
            return sense
    for noun in ("增幅", "降幅"):
        words = wording(noun)
        if noun in bare and words is not None and words.shape is Shape.CHANGE:
            return Sense.RISE if noun == "增幅" else Sense.FALL
    return None


@cache
def _words(sense: str) -> tuple[str, ...]:
    """The words of a sense, the longest first."""
    found = (row["wording"] for row in load("value_wordings") if row["sense"] == sense)
    return tuple(sorted(found, key=lambda word: -len(word)))


@cache
def _times() -> dict[str, int]:
    return {row["wording"]: int(row["times"]) for row in load("value_wordings") if row["times"]}


def _bare(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "")
