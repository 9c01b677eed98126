"""小计不符: 每个分组的小计应当等于组内各行之和。

Every money column of a subtotal, at any depth, against its direct rows.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import MeasureKind, Notice, RowKind
from zhida.core.rules.figures import weigh
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.margins import places
from zhida.core.rules.rule import Rule
from zhida.core.rules.sums.columns import misses, sentence

RULE = Rule(
    code="N103",
    name="小计不符",
    severity=Severity.ERROR,
    explanation="分配表中地区、部门等分组的小计，应当等于组内各行之和；“其中”各行之和不得超过小计。",
    basis=FIGURES_EXACT,
    mend="复核组内各行，改正错误的一行或小计，并检查总合计是否随之变化。",
    bad="某市小计205：市本级137、东区40（万元）",
    good="某市小计205：市本级137、东区68（万元）",
)


@RULE.check
def group_subtotals(notice: Notice) -> Iterator[Finding]:
    """A finding for each column of a subtotal that misses its rows."""
    for miss in misses(notice, RowKind.SUBTOTAL, MeasureKind.MONEY):
        yield RULE.finding(
            sentence(miss),
            expected=miss.parts.fen,
            found=miss.whole.fen,
            sources=places(miss.whole, miss.parts),
            severity=weigh(RULE.severity, miss.whole, miss.parts),
        )
