"""收款人种类 payee_kinds: what a payee is, by the words of its name, and who may be paid of a fund."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from zhida.core.words import any_of
from zhida.data import load

UNKNOWN = "unknown"


@lru_cache(maxsize=100_000)
def payee_kind(name: str) -> str:
    """收款人种类: a kind of `data/payee_kinds.csv`, "unknown" where no words tell.

    The first row that fits counts: the fiscal account of an office isn't the office.

    >>> payee_kind("乌鲁木齐市财政局社会保障基金财政专户"), payee_kind("乌鲁木齐市财政局")
    ('fiscal_account', 'finance')
    >>> payee_kind("天山区人民医院"), payee_kind("新疆某信息技术有限公司"), payee_kind("古丽·阿不都")
    ('medical_institution', 'company', 'person')
    """
    for kind, words, pattern in _kinds():
        if (words and re.search(words, name)) or (pattern and re.fullmatch(pattern, name)):
            return kind
    return UNKNOWN


def payee_kind_words() -> tuple[tuple[str, str, str], ...]:
    """种类用字: each kind in the order of judging: the words within a name, the pattern of a whole one.

    Both are patterns, "" where the kind goes by the other.

    >>> payee_kind_words()[0][0], payee_kind_words()[-1][1]
    ('fiscal_account', '')
    """
    return _kinds()


@cache
def payee_kind_name(kind: str) -> str:
    """The Chinese name of a kind.

    >>> payee_kind_name("fiscal_account")
    '财政专户'
    """
    return next((row["name"] for row in load("payee_kinds") if row["kind"] == kind), "不明")


@dataclass(frozen=True, slots=True)
class PayeeList:
    """收款人清单: the kinds of payee that money of a fund may go to in a year."""

    kinds: tuple[str, ...]
    status: str
    source: str


@cache
def payees_of(fund: str, year: int) -> PayeeList | None:
    """收款人清单: that of a fund in a budget year, None where our table has none.

    >>> "fiscal_account" in payees_of("医疗救助补助资金", 2025).kinds
    True
    """
    for row in load("fund_payees"):
        if row["fund"] == fund and (
            int(row["from_year"] or 0) <= year <= int(row["to_year"] or 9999)
        ):
            return PayeeList(tuple(row["kinds"].split("|")), row["status"], row["source"])
    return None


@cache
def _kinds() -> tuple[tuple[str, str, str], ...]:
    rows = sorted(load("payee_kinds"), key=lambda row: int(row["order"]))
    return tuple(
        (row["kind"], any_of(row["words"].split("|")) if row["words"] else "", row["pattern"])
        for row in rows
    )
