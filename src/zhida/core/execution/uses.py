"""用途 uses: what the money of a fund may be spent on in a year, by the words of a payment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from zhida.core.words import any_of
from zhida.data import load


class Verdict(StrEnum):
    """用途判断: whether a purpose stands in the fund's dated list of uses."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    UNLISTED = "unlisted"
    NO_LIST = "no_list"  # our table says nothing of this fund and year


@dataclass(frozen=True, slots=True)
class UseJudgement:
    """用途裁量: the verdict, the words that decided it, and the row that they stand in."""

    verdict: Verdict
    words: str = ""
    use: str = ""
    status: str = "attested"
    source: str = ""


@lru_cache(maxsize=100_000)
def judge_use(fund: str, part: str, year: int, purpose: str) -> UseJudgement:
    """判断用途: whether a payment's purpose is one of the fund's uses; what is forbidden goes first.

    >>> aid = ("医疗救助补助资金", "", 2025)
    >>> judge_use(*aid, "一站式结算医疗救助费用").verdict.value
    'allowed'
    >>> judge_use(*aid, "单位公务用车购置").verdict.value, judge_use(*aid, "购买空调").verdict.value
    ('forbidden', 'unlisted')
    >>> judge_use("均衡性转移支付", "", 2025, "购买空调").verdict.value
    'no_list'
    """
    uses = _uses(fund, part, year)
    if not any(each.allowed for each in uses):
        return UseJudgement(Verdict.NO_LIST)
    for each in sorted(uses, key=lambda use: use.allowed):
        if found := re.search(each.pattern, purpose):
            verdict = Verdict.ALLOWED if each.allowed else Verdict.FORBIDDEN
            return UseJudgement(verdict, found[0], each.name, each.status, each.source)
    listed = uses_of(fund, part, year)
    source = "、".join(dict.fromkeys(each.source for each in uses if each.allowed))
    return UseJudgement(Verdict.UNLISTED, "", "、".join(listed), "attested", source)


def uses_of(fund: str, part: str, year: int) -> tuple[str, ...]:
    """用途清单: the names of the uses of a fund, or of a part of it, in a budget year.

    >>> uses_of("医疗救助补助资金", "", 2025)
    ('资助参保', '医疗费用救助')
    """
    return tuple(dict.fromkeys(each.name for each in _uses(fund, part, year) if each.allowed))


def use_patterns(fund: str, part: str, year: int) -> tuple[str, str] | None:
    """用途用字: the patterns of what a fund forbids and allows; None where our table has no list.

    >>> use_patterns("均衡性转移支付", "", 2025) is None
    True
    """
    uses = _uses(fund, part, year)
    if not any(each.allowed for each in uses):
        return None
    forbidden, allowed = (
        "|".join(each.pattern for each in uses if each.allowed is sort) for sort in (False, True)
    )
    return forbidden, allowed


@dataclass(frozen=True, slots=True)
class _Use:
    name: str
    pattern: str
    allowed: bool
    status: str
    source: str


@cache
def _uses(fund: str, part: str, year: int) -> tuple[_Use, ...]:
    topics: dict[str, list[str]] = {}
    for row in load("purpose_topics"):
        topics.setdefault(row["topic"], []).append(row["wording"])
    found = []
    for row in load("fund_uses"):
        in_years = int(row["from_year"] or 0) <= year <= int(row["to_year"] or 9999)
        # money whose part isn't told may go to the uses of any part
        if row["fund"] != fund or not in_years or (part and row["part"] not in ("", part)):
            continue
        words = [word for topic in row["topics"].split("|") for word in topics.get(topic, ())]
        words += row["words"].split("|")
        found.append(
            _Use(row["use"], any_of(words), row["allowed"] == "yes", row["status"], row["source"])
        )
    return tuple(found)
