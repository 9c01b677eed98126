"""表中没有可识读的内容: 附表读到了，其中没有认出行或指标。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import MeasureKind, Notice
from zhida.core.rules.law import READ_WITH_CARE
from zhida.core.rules.margins import columns_of
from zhida.core.rules.margins import name_of as name_of_allocation
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N705",
    name="附表没有认出内容",
    severity=Severity.WARNING,
    explanation="读到了附表而没有认出收款单位、金额或指标；其余检查对该表不起作用。",
    basis=READ_WITH_CARE,
    mend="对照原件；表式特殊的，可另存为 xlsx 后再读。",
    bad="绩效目标表：没有认出任何指标",
    good="绩效目标表：认出15项指标",
)


@RULE.check
def nothing_recognised(notice: Notice) -> Iterator[Finding]:
    """One finding for each table that came out empty."""
    for allocation in notice.allocation:
        if not allocation.rows or not columns_of(allocation, MeasureKind.MONEY):
            yield RULE.finding(
                f"{name_of_allocation(allocation)}没有认出收款单位或金额。",
                sources=(allocation.source,),
            )
    for table in notice.targets:
        if not table.indicators:
            yield RULE.finding(f"{name_of(table)}没有认出指标。", sources=(table.source,))
