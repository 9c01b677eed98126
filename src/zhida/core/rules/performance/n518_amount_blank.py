"""绩效目标表资金空白: 绩效目标应当与资金对应。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.money import AmountState
from zhida.core.notice import Notice
from zhida.core.rules.law import TARGETS_WITH_MONEY
from zhida.core.rules.performance.tables import filled_tables
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of, total_of

RULE = Rule(
    code="N518",
    name="绩效目标表资金空白",
    severity=Severity.ERROR,
    explanation="已填写目标和指标的绩效目标表，资金总额一栏不应当空白或以星号遮盖。",
    basis=TARGETS_WITH_MONEY,
    mend="按分配表补填本表的资金总额和分来源金额。",
    bad="年度金额：（空白）",
    good="年度金额：120万元",
)

_OPEN = {AmountState.BLANK: "空白", AmountState.MASKED: "被遮盖"}


@RULE.check
def amount_blank(notice: Notice) -> Iterator[Finding]:
    """One finding for each filled table whose whole amount stands empty."""
    for table in filled_tables(notice):
        amount = total_of(table)
        if amount is None or amount.state not in _OPEN or not table.indicators:
            continue
        yield RULE.finding(
            f"{name_of(table)}已填指标，资金总额一栏{_OPEN[amount.state]}。",
            sources=(amount.source or table.source,),
        )
