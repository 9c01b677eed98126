"""文字指标值 worded: values in words, and whether they can be graded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from zhida.core.notice import Indicator
from zhida.core.rules.performance.names import bare_name
from zhida.core.rules.performance.wordings import Shape, wording
from zhida.data import load

_ALL = ("全", "应")
"""全覆盖, 应保尽保: all of them, which is a figure too."""
_REPEATED = 80
_SHORTEST = 6


def is_grade(text: str) -> bool:
    """等级用语: whether words are those of a grade, as the vocabulary knows them.

    >>> is_grade("显著提升"), is_grade("逐步推开"), is_grade("减少社会负面评论")
    (True, True, False)
    """
    bare = bare_name(text)
    return any(_fits(bare, row["word"], row["place"]) for row in load("grade_words"))


def worded_findings(indicator: Indicator) -> Iterator[tuple[str, str, str]]:
    """Code, predicate and mend of what hinders grading a value in words."""
    text = indicator.target.text
    words = wording(indicator.name)
    if words is not None and (words.shape is Shape.RATE or words.counts_units):
        if not text.startswith(_ALL):
            yield "T114", f"可以量化，值只写“{text}”", ""
    elif not is_grade(text) or _repeats(indicator.name, text):
        yield "T107", f"的值“{text}”不是等级用语，只能按完成情况分档评分", ""


def degree(text: str) -> int | None:
    """等级高低: 3 for 显著提升, 2 for 较为显著, 1 for 有所提高; None where words have no rank.

    >>> degree("显著提升"), degree("有所提高"), degree("稳定运行")
    (3, 1, None)
    """
    bare = bare_name(text)
    found = (row for row in _degrees() if _fits(bare, row["word"], row["place"]))
    row = next(found, None)
    return int(row["degree"]) if row else None


def _repeats(name: str, text: str) -> bool:
    """Whether a value only says the name again, a manner before it (按时按要求)."""
    value, known = bare_name(text), bare_name(name)
    for manner in ("按时", "按要求", "按规定", "按计划", "及时", "认真", "严格", "有效", "全面"):
        value = value.replace(manner, "")
    if len(value) < _SHORTEST:
        return False
    return sum(sign in known for sign in value) * 100 >= _REPEATED * len(value)


def _fits(text: str, word: str, place: str) -> bool:
    match place:
        case "start":
            return text.startswith(word)
        case "end":
            return text.endswith(word)
        case "whole":
            return text == word
        case _:
            return word in text


@cache
def _degrees() -> tuple[Mapping[str, str], ...]:
    """The ranked words, the longest first: 较为显著 before 显著."""
    return tuple(sorted(load("grade_degrees"), key=lambda row: -len(row["word"])))
