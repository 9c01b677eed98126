"""转移支付资金 funds: which transfer a text speaks of, and what holds for it.

Texts are clean ones (blanks between hanzi gone, brackets half width). The table
holds the funds of health and social security in some depth and others by name;
a fund that it lacks is still named by `generic`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from zhida.core.notice.appropriations import BudgetKind
from zhida.core.words import any_of
from zhida.data import load


@dataclass(frozen=True, slots=True)
class SubFund:
    """子项资金: a named part of a fund. `functions` are the codes (款 or 项) it may use.

    `stands_alone` is true where notices name the part without the fund.
    """

    fund: str
    name: str
    spellings: tuple[str, ...]
    functions: tuple[str, ...]
    from_year: int | None
    to_year: int | None
    status: str
    source: str
    stands_alone: bool = False


@dataclass(frozen=True, slots=True)
class Fund:
    """资金: one transfer fund.

    `name` is the canonical one. `income`, `transfer_function` and `functions`
    are the codes that may be used for it, at any depth (a 款 stands for all its
    项), () where our table says nothing. `methods` are the document numbers of
    its methods, oldest first. `transfer_kind` is "general" or "special": it
    decides between the 30 and 90 days, 90 and 70 percent of the Budget Law.
    `status` is "attested" or "recalled", for the row as a whole.
    """

    name: str
    stems: tuple[str, ...]
    budget_kinds: tuple[BudgetKind, ...]
    income: tuple[str, ...]
    transfer_function: tuple[str, ...]
    functions: tuple[str, ...]
    methods: tuple[str, ...]
    transfer_kind: str
    sub_funds: tuple[SubFund, ...]
    from_year: int | None
    to_year: int | None
    status: str
    source: str

    def allows_function(self, code: str) -> bool | None:
        """Whether money of this fund may be booked under a function code; None if unknown.

        A code above an allowed one (款 for 项) is allowed too: it is only coarse.

        >>> get("医疗救助补助资金").allows_function("2080902")
        False
        """
        if not self.functions:
            return None
        return any(code.startswith(own) or own.startswith(code) for own in self.functions)


class Recognised(NamedTuple):
    """识别结果: a fund of the table, its part if one is named, the words, their range."""

    fund: Fund
    sub_fund: SubFund | None
    printed: str
    span: tuple[int, int]


class Generic(NamedTuple):
    """通名结果: a fund that is not in the table, by its words alone."""

    name: str
    sub_fund: str | None
    printed: str
    span: tuple[int, int]


@cache
def all_funds() -> tuple[Fund, ...]:
    """Every fund of the table."""
    return tuple(_fund(row) for row in load("funds"))


def get(name: str) -> Fund | None:
    """The fund with a canonical name, None where the table has none."""
    return _by_name().get(name)


def of_project(code: str) -> Fund | None:
    """The fund that a project code belongs to in the integrated budget system.

    >>> of_project("10000015Z155080000004").name
    '医疗服务与保障能力提升补助资金'
    """
    rows = [row for row in load("fund_projects") if row["project"] == code.upper()]
    return get(rows[0]["fund"]) if rows else None


def projects(fund: str, year: int) -> tuple[str, ...]:
    """项目代码: the project codes of a fund in a budget year, () where our table has none.

    >>> projects("医疗服务与保障能力提升补助资金", 2022)
    ('Z155080000004',)
    """
    rows = [row for row in load("fund_projects") if row["fund"] == fund]
    return tuple(
        row["project"]
        for row in rows
        if int(row["from_year"] or 0) <= year <= int(row["to_year"] or 9999)
    )


def recognise(text: str) -> Recognised | None:
    """识别资金: the fund that a text names in the longest words; the first of equals.

    >>> found = recognise("关于下达2022年中央财政医疗服务与保障能力提升补助资金(医疗保障服务能力提升部分)的通知")
    >>> found.fund.name, found.sub_fund.name
    ('医疗服务与保障能力提升补助资金', '医疗保障服务能力提升部分')
    >>> found = recognise("2021年中央财政医疗服务与保障能力提升(医疗保障服务能力提升部分)补助资金预算")
    >>> found.printed
    '医疗服务与保障能力提升(医疗保障服务能力提升部分)补助资金'
    >>> recognise("城乡医疗救助补助资金").fund.name
    '医疗救助补助资金'
    """
    return max(mentions(text), key=lambda found: len(found.printed), default=None)


@lru_cache(maxsize=4096)
def mentions(text: str) -> tuple[Recognised, ...]:
    """资金提法: every fund of the table that a text names, in order."""
    return tuple(_recognised(match, text) for match in _pattern().finditer(text))


@lru_cache(maxsize=4096)
def generic(text: str) -> Generic | None:
    """通名: the fund of a title by its words alone, for funds that the table lacks.

    >>> generic("关于下达2024年省级财政农村饮水安全工程维修养护补助资金预算的通知").name
    '农村饮水安全工程维修养护补助资金'
    >>> generic("关于拨付2023年度残疾儿童康复(救助部分)专项经费的通知")[:2]
    ('残疾儿童康复专项经费', '救助部分')
    >>> generic("关于召开工作会议的通知") is None
    True
    """
    for ending in _endings().finditer(text):
        if not _closes(text, ending.end()):
            continue
        start = _start(text, ending.start())
        after = _BRACKET.match(text, ending.end())
        inner = _BRACKET.search(text, start, ending.start())
        if provincial := _PROVINCE.match(text[start : ending.start()]):
            start += provincial.end()  # 省中医药传承创新发展行动资金: the payer, not the fund
        name = _without_level(_BRACKET.sub("", text[start : ending.start()])) + ending[0]
        stem = name.removesuffix(ending[0])
        if not 2 <= len(stem) <= 40 or stem in _words("never"):
            continue
        parts = [part for found in (inner, after) if found and (part := _part(found[1]))]
        end = after.end() if after and _part(after[1]) else ending.end()
        return Generic(name, parts[0] if parts else None, text[start:end], (start, end))
    return None


_BRACKET = re.compile(r"\(([^()]*)\)")
_PART = re.compile(r"(?:部分|方向|项目|任务|补助|用途|改革|培养|建设|发展|救助)$")
_BATCH = re.compile(r"第.{1,3}批")
_COUNT = r"[\d一二三四五六七八九十]*"
_PROVINCE = re.compile(r"^省(?![属直级际道内外会])(?=.{4})")
_YEAR = re.compile(r"\d年度?")


@cache
def _by_name() -> dict[str, Fund]:
    return {fund.name: fund for fund in all_funds()}


def _fund(row: Mapping[str, str]) -> Fund:
    parts = tuple(_sub_fund(part) for part in load("sub_funds") if part["fund"] == row["name"])
    return Fund(
        row["name"],
        _list(row["stems"]),
        tuple(BudgetKind(kind) for kind in _list(row["budget_kinds"])),
        _list(row["income"]),
        _list(row["transfer_function"]),
        _list(row["functions"]),
        _list(row["methods"]),
        row["transfer_kind"],
        parts,
        _year(row["from_year"]),
        _year(row["to_year"]),
        row["status"],
        row["source"],
    )


def _sub_fund(row: Mapping[str, str]) -> SubFund:
    return SubFund(
        row["fund"],
        row["name"],
        tuple(sorted(_list(row["spellings"]), key=len, reverse=True)),
        _list(row["functions"]),
        _year(row["from_year"]),
        _year(row["to_year"]),
        row["status"],
        row["source"],
        row["stands_alone"] == "yes",
    )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


def _year(cell: str) -> int | None:
    return int(cell) if cell else None


@cache
def _keys() -> dict[str, tuple[Fund, SubFund | None]]:
    """Every stem (canonical names too) → its fund, and the part where it names one."""
    found: dict[str, tuple[Fund, SubFund | None]] = {}
    for fund in all_funds():
        for stem in fund.stems:
            found.setdefault(stem.removesuffix("*"), (fund, None))
        found[fund.name] = (fund, None)
        for part in fund.sub_funds:
            if part.stands_alone:
                for spelling in part.spellings:
                    found.setdefault(spelling, (fund, part))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    """free [[(…)] [level] ending] | stem [(…)] [level] ending, each then [(…)].

    A free key names the fund by itself; a stem (医疗救助) is a fund only with an
    ending, a very short one (就业) only with one that begins 补助 or 专项; or it
    shares the ending of the fund that is joined to it (重大传染病防控和…补助资金).
    """
    free = {fund.name for fund in all_funds()}
    free |= {stem[:-1] for fund in all_funds() for stem in fund.stems if stem.endswith("*")}
    stems = [key for key in _keys() if key not in free]
    words = _words("ending")
    strict = [word for word in words if word.startswith(("补助", "专项"))]
    after = r"(?:\([^()]*\))?"
    gap = f"{after}(?:等{_COUNT}项)?(?:{any_of(_words('level'))}){{0,3}}"
    return re.compile(
        f"(?P<free>{any_of(free)})(?:{gap}(?:{any_of(words)}))?{after}"
        f"|(?P<stem>{any_of(key for key in stems if len(key) > 2)}){gap}(?:{any_of(words)}){after}"
        f"|(?P<brief>{any_of(key for key in stems if len(key) <= 2)}){gap}(?:{any_of(strict)}){after}"
        f"|(?P<joined>{any_of(stems)})(?=[和及与、](?:{any_of([*free, *stems])}))"
    )


def _recognised(match: re.Match[str], text: str) -> Recognised:
    key = next(key for key in match.group("free", "stem", "brief", "joined") if key)
    fund, part = _keys()[key]
    start, end = match.span()
    named = _named_part(fund, match[0][len(key) :])
    if named is None and (follows := _follows(fund, text, end)):
        named, end = follows
    last = match[0].rfind("(") if match[0].endswith(")") else -1
    if last > 0 and _named_part(fund, match[0][last:]) is None:
        end = start + last  # that bracket speaks of something else
    return Recognised(fund, named or part, text[start:end], (start, end))


def _named_part(fund: Fund, words: str) -> SubFund | None:
    found = [(len(s), p) for p in fund.sub_funds for s in p.spellings if s in words]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _follows(fund: Fund, text: str, end: int) -> tuple[SubFund, int] | None:
    """A part named straight after the fund without brackets."""
    for part in fund.sub_funds:
        for spelling in part.spellings:
            if text.startswith(spelling, end):
                return part, end + len(spelling)
    return None


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(any_of(_words("ending")))


@cache
def _words(role: str) -> tuple[str, ...]:
    return tuple(row["word"] for row in load("fund_words") if row["role"] == role)


def _closes(text: str, end: int) -> bool:
    return end == len(text) or text.startswith(_words("after"), end)


def _start(text: str, end: int) -> int:
    """Where the fund's name begins: after the last word that can't be part of it.

    The level before the ending (…中央补助资金) stands inside the name.
    """
    return max(_stops(_without_level(text[:end])), default=0)


def _without_level(words: str) -> str:
    levels = sorted(_words("level"), key=len, reverse=True)
    return next((words.removesuffix(level) for level in levels if words.endswith(level)), words)


def _stops(head: str) -> Iterator[int]:
    outside = _BRACKET.sub(lambda found: "\0" * len(found[0]), head)
    for word in _words("before"):
        source = head if word.startswith("(") else outside
        if (place := source.rfind(word)) >= 0:
            yield place + len(word)
    for match in _YEAR.finditer(outside):
        yield match.end()


def _part(words: str) -> str | None:
    """The words in a bracket if they name a part of a fund, not a batch or a flag."""
    return words if _PART.search(words) and not _BATCH.search(words) else None
