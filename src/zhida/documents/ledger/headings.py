"""标题 headings: what a sum of quota is called above a table, a tree or a picture."""

from __future__ import annotations

from zhida.core.ledger.line import Earmark
from zhida.documents.writing.words import BUDGET, FUNDING


def heading(earmark: Earmark) -> str:
    """标题: year, fund, part of it, whose money and of which budget.

    >>> from zhida.core.ledger.chart import Book
    >>> from zhida.core.notice.appropriations import FundingSource
    >>> heading(Earmark(Book.QUOTA, 2025, "医疗救助补助资金", FundingSource.CENTRAL))
    '2025年医疗救助补助资金（中央，一般公共预算）'
    """
    part = f"（{earmark.purpose}）" if earmark.purpose else ""
    return (
        f"{earmark.year}年{earmark.fund}{part}（{FUNDING[earmark.source]}，{BUDGET[earmark.kind]}）"
    )
