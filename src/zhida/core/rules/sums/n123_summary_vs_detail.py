"""总表与明细表不符: 总表中某一项的数额应当等于该项明细表的数额。

A column of one table that is headed by a purpose, against the table whose
title names that purpose: totals, and the rows of the same recipients.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from zhida.core.findings import Finding, Severity
from zhida.core.money import format_fen
from zhida.core.notice import AllocationTable, Notice, Row, RowKind
from zhida.core.rules import margins
from zhida.core.rules.figures import Figure, agree, figure, weigh
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N123",
    name="总表与明细表不符",
    severity=Severity.ERROR,
    explanation="分配总表按项目分列的，各列的合计和各单位的数额，应当与标题写明该项目的明细表一致。",
    basis=FIGURES_EXACT,
    mend="核对总表与明细表，改正其中一处。",
    bad="总表“公立医院综合改革”列合计2150万元；公立医院综合改革补助资金分配表合计2250万元",
    good="总表“公立医院综合改革”列与公立医院综合改革补助资金分配表均为2150万元",
)

_SHORTEST_PURPOSE = 4


@dataclass(frozen=True, slots=True)
class _Link:
    """A column of a summary and the table that details it."""

    summary: AllocationTable
    column: int
    detail: AllocationTable


@RULE.check
def summary_vs_detail(notice: Notice) -> Iterator[Finding]:
    """A finding for a total or a recipient that differs between summary and detail."""
    for link in _links(notice):
        for name, first, second in _pairs(link):
            if agree(first, second):
                continue
            unit = margins.unit_of(link.summary, link.column)
            header = link.summary.columns[link.column].header
            yield RULE.finding(
                f"{margins.name_of(link.detail)}“{name}”为{format_fen(second.fen, unit)}，"
                f"{margins.name_of(link.summary)}“{header}”列为{format_fen(first.fen, unit)}，"
                f"明细表{margins.gap(second.fen, first.fen, unit)}。",
                expected=first.fen,
                found=second.fen,
                sources=margins.places(first, second),
                severity=weigh(RULE.severity, first, second),
            )


def _links(notice: Notice) -> Iterator[_Link]:
    """Columns that exactly one other table is named after, and that is no other's detail."""
    for summary in notice.allocation:
        for column in margins.addend_columns(summary):
            purpose = _plain(summary.columns[column].header.split("/")[-1])
            if len(purpose) < _SHORTEST_PURPOSE or purpose in _plain(summary.title):
                continue
            details = [
                table
                for table in notice.allocation
                if table is not summary and purpose in _plain(table.title)
            ]
            if len(details) == 1:
                yield _Link(summary, column, details[0])


def _pairs(link: _Link) -> Iterator[tuple[str, Figure, Figure]]:
    """The totals, and the amounts of recipients that stand once in both tables."""
    first = margins.column_total(link.summary, link.column)
    second = margins.table_amount(link.detail)
    if first is None or second is None:
        return
    yield "合计", first, second
    for row in margins.leaves(link.summary):
        others = [each for each in margins.leaves(link.detail) if _same(row, each)]
        alone = sum(_same(row, each) for each in margins.leaves(link.summary)) == 1
        cell = figure(margins.amount_at(row, link.column))
        if len(others) == 1 and alone and cell is not None:
            amount = margins.row_amount(link.detail, others[0])
            if amount is not None:
                yield row.recipient, cell, amount


def _same(one: Row, other: Row) -> bool:
    if one.kind is not RowKind.LEAF or other.kind is not RowKind.LEAF:
        return False
    return _plain(one.recipient) == _plain(other.recipient)


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalpha())
