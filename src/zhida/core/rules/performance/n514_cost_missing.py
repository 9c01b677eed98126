"""没有成本指标: 2022年起的绩效目标宜设成本指标。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, PerformanceTable
from zhida.core.rules.law import COST_INDICATORS
from zhida.core.rules.performance.tables import filled_tables
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N514",
    name="没有成本指标",
    severity=Severity.HINT,
    explanation="绩效目标只讲产出和效益而不讲成本，无从比较投入与产出；对转移支付为参照执行，只作提示。",
    basis=COST_INDICATORS,
    mend="补设经济成本等指标，如人均、次均成本或总成本控制数。",
    bad="产出、效益、满意度指标，没有成本指标",
    good="成本指标：培训人均成本≤400元",
    since=2022,
)


@RULE.check
def cost_missing(notice: Notice) -> Iterator[Finding]:
    """One hint for all filled tables that don't speak of cost."""
    tables = [table for table in filled_tables(notice) if table.indicators]
    without = [table for table in tables if not _speaks_of_cost(table)]
    if without:
        yield RULE.finding(
            f"{len(tables)}张绩效目标表中有{len(without)}张没有成本指标。",
            expected=len(tables),
            found=len(tables) - len(without),
            sources=tuple(table.source for table in without),
        )


def _speaks_of_cost(table: PerformanceTable) -> bool:
    return any("成本" in each.level1 + each.level2 + each.name for each in table.indicators)
