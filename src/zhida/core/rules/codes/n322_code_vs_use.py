"""功能科目与用途不一致: 项级科目的用途应当与分配表写明的用途相符。

The topic of the one 项 that the text states, against the purposes of the rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from zhida.core.classification import depth, name_of
from zhida.core.findings import Finding, Severity
from zhida.core.notice import MeasureKind, Notice, Scheme
from zhida.core.rules.codes.statements import of_scheme, year_of
from zhida.core.rules.law import SPEND_BY_ACCOUNT
from zhida.core.rules.places import recipients
from zhida.core.rules.rule import Rule
from zhida.data import load

RULE = Rule(
    code="N322",
    name="功能科目与所写用途不一致",
    severity=Severity.HINT,
    explanation="正文只列一个项级科目、其名称有明确用途（如信息化建设）的，分配表各行的用途应当属于它。",
    basis=SPEND_BY_ACCOUNT,
    mend="用途不同的资金分别列科目，或改列“其他”项。",
    bad="全部列2101504 信息化建设；某市的用途是开展支付方式改革试点",
    good="全部列2101504 信息化建设；各地的用途都是信息平台建设",
)


@RULE.check
def code_vs_use(notice: Notice) -> Iterator[Finding]:
    """One finding for all rows whose purpose is of another topic."""
    items = [use for use in of_scheme(notice, Scheme.FUNCTION) if depth(use.scheme, use.code)]
    if len({use.code for use in items}) != 1:
        return
    use = items[0]
    name = name_of(use.scheme, use.code, year_of(notice, use.statement)) or use.statement.name
    topics = _topics(name)
    if not topics:
        return
    odd = [
        (row.recipient, measure)
        for row in recipients(notice)
        for measure in row.measures
        if measure.text and _is_purpose(notice, measure.column) and _topics(measure.text)
        if not topics & _topics(measure.text)
    ]
    if odd:
        words = "、".join(f"{recipient}“{measure.text}”" for recipient, measure in odd)
        yield RULE.finding(
            f"支出功能科目只列{use.code}{name}，而{words}的用途不属于它。",
            expected=name,
            found="、".join(dict.fromkeys(measure.printed for _, measure in odd)),
            sources=(use.source, *(measure.source for _, measure in odd)),
        )


def _is_purpose(notice: Notice, column: int) -> bool:
    return any(
        column < len(table.columns)
        and table.columns[column].kind is MeasureKind.TEXT
        and "用途" in table.columns[column].header
        for table in notice.allocation
    )


def _topics(text: str) -> frozenset[str]:
    return frozenset(topic for word, topic in _wordings() if word in text)


@cache
def _wordings() -> tuple[tuple[str, str], ...]:
    return tuple((row["wording"], row["topic"]) for row in load("purpose_topics"))
