"""资金用途 purposes: what the allocation table says the money of a scope is for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from zhida.core.notice import AllocationTable, MeasureKind, Notice, PerformanceTable, Row
from zhida.core.provenance import Source
from zhida.core.rules.margins import leaves, row_amount
from zhida.core.rules.performance.names import bare_name
from zhida.core.rules.scopes import pairs, total_of
from zhida.data import load

_PURPOSE_HEADERS = ("用途", "使用方向", "项目内容", "支出内容", "主要内容", "建设内容")
_GENERIC = (
    "医疗保障", "医保", "开展", "推进", "工作", "建设", "试点", "项目", "经费", "资金", "补助",
    "用于", "支出", "相关", "服务", "能力", "提升", "等", "的",
)  # fmt: skip
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Purpose:
    """用途: what a part of the money is for, and how much of it."""

    text: str
    fen: int
    source: Source


def purposes_of(notice: Notice, table: PerformanceTable) -> tuple[Purpose, ...]:
    """The stated purposes of the money that a performance table answers for.

    All rows where the table's amount is that of the whole allocation, else the
    rows of its own place; empty where no purpose is stated or an amount is
    not a number.
    """
    total = total_of(table)
    if total is None or total.fen is None:
        return ()
    choices: list[tuple[AllocationTable, tuple[Row, ...]]] = [
        (pair.table, (pair.row,)) for pair in pairs(notice) if pair.target is table
    ]
    choices += [(allocation, leaves(allocation)) for allocation in notice.allocation]
    for allocation, rows in choices:
        found = [_row_purpose(allocation, row) for row in rows]
        purposes = tuple(each for each in found if each is not None)
        if len(purposes) == len(rows) and sum(each.fen for each in purposes) == total.fen:
            return purposes
    return ()


def is_spoken_of(purpose: str, words: str) -> bool:
    """Whether a text speaks of a purpose: by a word of its topic, or by its own words.

    >>> is_spoken_of("开展DIP试点工作", "推进病种分值付费")
    True
    >>> is_spoken_of("医保信息平台建设", "推进病种分值付费")
    False
    """
    topics = [wordings for wordings in _topics() if any(word in purpose for word in wordings)]
    if topics:
        return any(word in words for wordings in topics for word in wordings)
    core = bare_name(purpose)
    for word in _GENERIC:
        core = core.replace(word, "")
    pairs = [core[at : at + _SHORTEST] for at in range(len(core) - 1)]
    return not pairs or any(pair in words for pair in pairs)


def _row_purpose(allocation: AllocationTable, row: Row) -> Purpose | None:
    amount = row_amount(allocation, row)
    texts = [
        measure
        for measure in row.measures
        if allocation.columns[measure.column].kind is MeasureKind.TEXT
        and any(word in allocation.columns[measure.column].header for word in _PURPOSE_HEADERS)
        and measure.printed.strip()
    ]
    if amount is None or len(texts) != 1:
        return None
    return Purpose(texts[0].printed.strip(), amount.fen, texts[0].source)


@cache
def _topics() -> tuple[tuple[str, ...], ...]:
    topics: dict[str, list[str]] = {}
    for row in load("purpose_topics"):
        topics.setdefault(row["topic"], []).append(row["wording"])
    return tuple(tuple(words) for words in topics.values())
