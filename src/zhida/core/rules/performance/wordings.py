"""指标用语 wordings: what the wording of an indicator says about its value and its class."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from zhida.core.rules.performance.names import bare_name
from zhida.data import load


class Shape(StrEnum):
    """值的形态: the kind of value that a wording calls for."""

    COUNT = "count"  # 次数, 人次: a number of things
    RATE = "rate"  # 合格率: a share of a whole
    CHANGE = "change"  # 增长率: a difference to a base
    TIME = "time"  # 响应时间: a duration
    DATE = "date"  # 模拟运行时间: a day
    MONEY = "money"  # 成本


class Sense(StrEnum):
    """变动方向: whether words speak of a rise, of a fall, or name the base of one."""

    RISE = "rise"
    FALL = "fall"
    BASE = "base"


@dataclass(frozen=True, slots=True)
class Wording:
    """用语: an ending of indicator names and what it implies.

    `unit` is the unit that goes without saying ("" where none does),
    `direction` is "higher", "lower" or "" for the better end, `classes` are
    the level-2 classes under which such an indicator may be filed, empty
    where it may stand anywhere.
    """

    text: str
    shape: Shape | None
    unit: str
    direction: str
    classes: frozenset[str]
    exceptions: tuple[str, ...]

    @property
    def counts_units(self) -> bool:
        """Whether it plainly counts things: 人次, 次数, 数量; not every name in 数."""
        return self.shape is Shape.COUNT and (bool(self.unit) or len(self.text) > 1)


@cache
def wording(name: str) -> Wording | None:
    """The longest ending that the vocabulary knows of a name.

    >>> wording("住院救助人次").unit, wording("医保重要政策知晓率").shape.value
    ('人次', 'rate')
    >>> wording("医保服务能力") is None
    True
    """
    bare = bare_name(name)
    for each in _wordings():
        if bare.endswith(each.text) and not any(word in bare for word in each.exceptions):
            return each
    return None


@cache
def count_units() -> frozenset[str]:
    """The units in which things are counted: 次, 人, 家 …"""
    return frozenset(row["unit"] for row in load("value_units") if row["kind"] == "count")


@cache
def change_at_end(name: str) -> Sense | None:
    """Whether a name ends in a verb of change.

    >>> change_at_end("定点医药机构违规率下降").value
    'fall'
    >>> change_at_end("提升群众办事效率") is None
    True
    """
    bare = bare_name(name)
    return next((sense for word, sense in changes() if bare.endswith(word)), None)


@cache
def without_change(name: str) -> str:
    """A name without the verb of change at its end.

    >>> without_change("医保结算违规率下降")
    '医保结算违规率'
    """
    bare = bare_name(name)
    verb = next((word for word, _ in changes() if bare.endswith(word)), "")
    return bare.removesuffix(verb)


@cache
def change_at_start(name: str) -> Sense | None:
    """Whether a name begins with a verb of change."""
    bare = bare_name(name)
    return next((sense for word, sense in changes() if bare.startswith(word)), None)


@cache
def speaks_of_content(name: str) -> bool:
    """Whether a name has a word for how those served feel about it.

    >>> speaks_of_content("参保人员对服务的满意率"), speaks_of_content("为参保人提供服务")
    (True, False)
    """
    bare = bare_name(name)
    return any(
        row["wording"] in bare for row in load("indicator_wordings") if row["place"] == "any"
    )


def names_a_base(*texts: str) -> bool:
    """Whether one of the texts says against what a change is measured.

    >>> names_a_base("较上年增长", ""), names_a_base("提升≥50%")
    (True, False)
    """
    return bool(base_named(*texts))


def base_named(*texts: str) -> str:
    """基期用语: the words that name the base of a change, "" where none does.

    >>> base_named("较上年度增长", "≥5%"), base_named("提升≥50%")
    ('上年', '')
    """
    words = [row["wording"] for row in load("change_wordings") if row["sense"] == Sense.BASE]
    return next((word for text in texts for word in words if word in text), "")


@cache
def is_average(name: str) -> bool:
    """平均数: whether a name speaks of something per head or per piece, which doesn't add.

    >>> is_average("次均住院费用"), is_average("住院救助人次")
    (True, False)
    """
    bare = bare_name(name)
    return any(
        row["wording"] in bare for row in load("value_wordings") if row["sense"] == "average"
    )


@cache
def changes() -> tuple[tuple[str, Sense], ...]:
    """变动用语: the verbs of change with what they say."""
    return tuple(
        (row["wording"], Sense(row["sense"]))
        for row in load("change_wordings")
        if row["sense"] != Sense.BASE
    )


@cache
def _wordings() -> tuple[Wording, ...]:
    rows = [
        Wording(
            row["wording"],
            Shape(row["shape"]) if row["shape"] else None,
            row["unit"],
            row["direction"],
            frozenset(row["classes"].split()),
            tuple(row["except"].split()),
        )
        for row in load("indicator_wordings")
        if row["place"] == "end"
    ]
    return tuple(sorted(rows, key=lambda each: -len(each.text)))
