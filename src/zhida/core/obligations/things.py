"""事项 things: which standing thing a sentence asks for, so that none is owed twice."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from zhida.core.rules.deadlines.duties import says_when
from zhida.data import load


def things_of(text: str) -> tuple[str, ...]:
    """事项: the codes of the things of `duty_things.csv` that a sentence asks for.

    >>> things_of("于10月前报送项目绩效自评报告"), things_of("做好绩效监控和绩效评价")
    (('self_evaluation',), ('self_evaluation', 'monitoring'))
    >>> things_of("电话通知")
    ()
    """
    said = says_when(text)
    return tuple(
        thing
        for thing, row in _rows().items()
        if any(_says(said, words) for words in row["words"].split("|"))
    )


def form_of(thing: str) -> str:
    """表单: the kind of form that a thing is filed on, "" where it is an act."""
    return _rows()[thing]["form"]


def title_of(thing: str) -> str:
    """事项名称: the short name of a thing."""
    return _rows()[thing]["title"]


def _says(said: str, words: str) -> bool:
    """Whether all the words stand there, joined in the table by a plus."""
    return all(word in said for word in words.split("+"))


@cache
def _rows() -> dict[str, Mapping[str, str]]:
    return {row["thing"]: row for row in load("duty_things")}
