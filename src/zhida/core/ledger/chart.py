"""科目与分录 chart: the books, their accounts, and the entries that each verb may make.

The tables are `data/books.csv`, `account_kinds.csv`, `ledger_verbs.csv` and
`ledger_entries.csv`. The official chart of 预算指标核算 was not found in public:
most kinds are our own and marked so; `official_code` is there for the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from zhida.core.ledger.errors import LedgerError
from zhida.data import load


class Book(StrEnum):
    """账簿: no money moves from one book to another."""

    QUOTA = "quota"  # 预算指标
    INSURANCE = "insurance"  # 医保基金
    AID = "aid"  # 医疗救助专账


class Relation(StrEnum):
    """行关系: how the quota line of the debit account is related to that of the credit account."""

    SAME = "same"
    CHILD = "child"  # the debit line refines the credit line, or is the next level's
    PARENT = "parent"  # money goes back to the line that it came from
    KIN = "kin"  # another line of the same holder and earmark (调剂)


@dataclass(frozen=True, slots=True)
class Kind:
    """科目: a kind of account. Only an origin may go below zero; `in_transit` has two holders."""

    code: str
    book: Book
    name: str
    is_origin: bool
    in_transit: bool
    official_code: str


@dataclass(frozen=True, slots=True)
class Entry:
    """分录: a movement that a verb may make: from the credit account to the debit account."""

    number: int
    book: Book
    verb: str
    credit: str
    debit: str
    relation: Relation


@cache
def kinds() -> Mapping[str, Kind]:
    """科目表: every kind of account by its code.

    >>> kinds()["pending"].name
    '待下达指标'
    """
    return MappingProxyType(
        {
            row["kind"]: Kind(
                row["kind"],
                Book(row["book"]),
                row["name"],
                row["is_origin"] == "1",
                row["in_transit"] == "1",
                row["official_code"],
            )
            for row in load("account_kinds")
        }
    )


@cache
def entries() -> tuple[Entry, ...]:
    """分录表: every movement that the ledger knows."""
    return tuple(
        Entry(
            int(row["number"]),
            Book(row["book"]),
            row["verb"],
            row["credit"],
            row["debit"],
            Relation(row["relation"]),
        )
        for row in load("ledger_entries")
    )


@cache
def verb_name(verb: str) -> str:
    """The Chinese name of a verb.

    >>> verb_name("register")
    '挂接'
    """
    return {row["verb"]: row["name"] for row in load("ledger_verbs")}[verb]


def entry(verb: str, credit: str, debit: str, relation: Relation) -> Entry:
    """分录: the movement of a verb from one kind of account to another.

    Raises `LedgerError` where the chart has none: no quota without budget, no
    payment without quota (预算指标核算管理办法).

    >>> entry("pay", "applied", "paid", Relation.SAME).book.value
    'quota'
    """
    found = _entries().get((verb, credit, debit, relation))
    if found is None:
        names = kinds()
        raise LedgerError(
            f"“{verb_name(verb)}”不能从“{names[credit].name}”到“{names[debit].name}”。"
            "请按指标流转的顺序办理"
        )
    return found


@cache
def _entries() -> dict[tuple[str, str, str, Relation], Entry]:
    return {(each.verb, each.credit, each.debit, each.relation): each for each in entries()}
