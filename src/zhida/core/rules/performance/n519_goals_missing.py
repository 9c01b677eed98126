"""年度目标空白: 有指标的绩效目标表应当写明年度目标。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import TARGETS_MEASURABLE
from zhida.core.rules.performance.tables import filled_tables
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N519",
    name="年度目标空白",
    severity=Severity.WARNING,
    explanation="指标由目标细化而来；只有指标没有目标，无从判断指标是否与资金用途相匹配。",
    basis=TARGETS_MEASURABLE,
    mend="按资金用途补写年度总体目标。",
    bad="年度目标：（空白）",
    good="年度目标：完成医保信息平台省级部署",
)


@RULE.check
def goals_missing(notice: Notice) -> Iterator[Finding]:
    """One finding for each table with indicators and not a word of goals."""
    for table in filled_tables(notice):
        if table.indicators and not any(goal.value.strip() for goal in table.goals):
            yield RULE.finding(
                f"{name_of(table)}列有{len(table.indicators)}项指标，没有年度目标。",
                sources=(table.source,),
            )
