"""词汇 vocabulary: the words that performance tables are made of, from the data tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from zhida.data import load

_WEIGHT = regex.compile(r"[(\[](?:权重)?[:：]?\d+(?:\.\d+)?[分%]?[)\]]$|\d+分$")
_LEAD = regex.compile(
    r"^(?:其中:?|(?:[一二三四五六七八九十]{1,2}|\d{1,2})[、.．](?!\d)|\d{1,2}(?:\.\d{1,2})+[、.．]?"
    r"|\([一二三四五六七八九十\d]{1,2}\)|20\d\d年度?)+"
)
_OFFICE = regex.compile(r"部门|[局厅委办处]$|名称|负责人")
_PLAIN = regex.compile(r"(?P<tail>[^:()]{0,6})(?:\([^()]*\)?)?(?::\s*(?P<rest>.*))?$", regex.DOTALL)
_AMOUNT = regex.compile(
    r"(?P<tail>[^\d*×:()]{0,14})(?:\([^()]*\)?)?:?\s*"
    r"(?P<rest>-?[\d*×][\d,.*×]*\s*(?:[百千万亿]*元|万|亿)?(?:\([^()]*\))?)?$"
)


@dataclass(frozen=True, slots=True)
class Level:
    """指标层级: what a word means as a heading of indicators.

    `first` and `second` are the canonical heading as level 1 and as level 2, ""
    where it is none; `parents` the level-1 headings that the level 2 belongs to.
    """

    first: str
    second: str
    parents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Label:
    """标签: a printed label.

    `role` is column, side, goals, money, amount, field, remark or foot and
    `detail` says which of them; `text` is the label without its colon, `rest`
    what stands behind it in the cell, from the character `at` on.
    """

    role: str
    detail: str
    text: str
    rest: str = ""
    at: int = 0


@lru_cache(maxsize=4096)
def level_of(text: str) -> Level | None:
    """The level of a heading, None for other words.

    >>> level_of("社会效益").second, level_of("产出指标（50分）").first
    ('社会效益指标', '产出指标')
    >>> level_of("满意度指标").first, sorted(level_of("成本指标").parents)
    ('满意度指标', ['产出指标', '成本指标'])
    """
    return _levels().get(heading(text))


@lru_cache(maxsize=4096)
def heading(text: str) -> str:
    """A heading without blanks, number before it and weight behind it."""
    plain = text.replace(" ", "").replace("（", "(").replace("）", ")").replace("\n", "")
    return _LEAD.sub("", _WEIGHT.sub("", plain)).strip(":：、")


@lru_cache(maxsize=4096)
def label_of(text: str) -> Label | None:
    """The label that a clean text is or begins with, the longest that fits.

    >>> label_of("其中:财政拨款656万元").detail, label_of("其中:财政拨款656万元").rest
    ('fiscal', '656万元')
    >>> label_of("省级主管部门").detail, label_of("年度金额:").text, label_of("甲县")
    ('province_office', '年度金额', None)
    """
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    for word, place, role, detail in _labels():
        if not text.startswith(word, start):
            continue
        shape = _AMOUNT if role == "amount" else _PLAIN
        found = shape.match(text, start + len(word))
        if found is None or (role == "column" and found["rest"]):
            continue
        if found["tail"] and (place == "whole" or _OFFICE.search(found["tail"])):
            continue
        at = found.start("rest") if found["rest"] else len(text)
        return Label(role, detail, text[:at].strip(": "), found["rest"] or "", at)
    return None


def is_label(text: str) -> bool:
    """Whether a clean text is a label and nothing else, but for a unit in brackets.

    >>> is_label("项目资金(万元)"), is_label("一级指标"), is_label("一级指标二级指标")
    (True, True, False)
    """
    return regex.sub(r"\([^()]*\)?:?$|:$", "", text) in _words() or text in _words()


@lru_cache(maxsize=4096)
def is_grade(text: str) -> bool:
    """Whether a text is a grade by the words it is made of (有所提高, 全覆盖).

    >>> is_grade("有所提高"), is_grade("医保宣传能力")
    (True, False)
    """
    return any(_fits(text, word, place) for word, place in _grades())


@lru_cache(maxsize=4096)
def ends_as_name(text: str) -> bool:
    """Whether a text ends as names of indicators do (…率, …次数).

    >>> ends_as_name("定点医药机构监督检查覆盖率"), ends_as_name("显著提升")
    (True, False)
    """
    return regex.sub(r"\([^()]*\)$", "", text).endswith(_name_endings())


def _fits(text: str, word: str, place: str) -> bool:
    if place == "whole":
        return text == word
    if place == "start":
        return text.startswith(word)
    return text.endswith(word) if place == "end" else word in text


@cache
def _levels() -> dict[str, Level]:
    found: dict[str, Level] = {}
    for row in load("indicator_levels"):
        before = found.get(row["variant"], Level("", "", frozenset()))
        if row["level"] == "1":
            level = Level(row["canonical"], before.second, before.parents)
        else:
            parents = before.parents | frozenset(row["belongs_to"].split())
            level = Level(before.first, row["canonical"], parents)
        found[row["variant"]] = level
    return found


@cache
def _labels() -> tuple[tuple[str, str, str, str], ...]:
    rows = sorted(
        load("performance_labels"), key=lambda row: (-len(row["label"]), row["place"] != "whole")
    )
    return tuple((row["label"], row["place"], row["role"], row["detail"]) for row in rows)


@cache
def _words() -> frozenset[str]:
    return frozenset(word for word, _, _, _ in _labels())


@cache
def _grades() -> tuple[tuple[str, str], ...]:
    return tuple((row["word"], row["place"]) for row in load("grade_words"))


@cache
def _name_endings() -> tuple[str, ...]:
    return tuple(row["ending"] for row in load("indicator_name_endings"))
