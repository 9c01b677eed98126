"""人数等计数列合计不符: 合计行、小计行的计数应当等于各行之和。

Columns that hold counts (persons, units), in subtotals and grand totals.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import MeasureKind, Notice, RowKind
from zhida.core.rules.figures import weigh
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.margins import name_of, places
from zhida.core.rules.rule import Rule
from zhida.core.rules.sums.columns import misses

RULE = Rule(
    code="N104",
    name="计数列合计不符",
    severity=Severity.ERROR,
    explanation="分配表中人数、户数等计数列的小计和合计，应当等于各行之和：计数往往是分配因素。",
    basis=FIGURES_EXACT,
    mend="核对基础数据，改正错误的计数，并检查按它分配的金额是否受影响。",
    bad="救助人数：甲县510人、乙县1581人、合计2081人",
    good="救助人数：甲县510人、乙县1581人、合计2091人",
)


@RULE.check
def count_sums(notice: Notice) -> Iterator[Finding]:
    """A finding for each count of a sum row that misses its rows."""
    for kind in (RowKind.SUBTOTAL, RowKind.TOTAL):
        for miss in misses(notice, kind, MeasureKind.COUNT):
            header = miss.table.columns[miss.column].header
            word = "多" if miss.whole.fen > miss.parts.fen else "少"
            yield RULE.finding(
                f"{name_of(miss.table)}“{header}”列：{miss.parts.parts}个分项相加为"
                f"{miss.parts.fen}，“{miss.row.recipient}”行列示{miss.whole.fen}，"
                f"{word}{abs(miss.whole.fen - miss.parts.fen)}。",
                expected=miss.parts.fen,
                found=miss.whole.fen,
                sources=places(miss.whole, miss.parts),
                severity=weigh(RULE.severity, miss.whole, miss.parts),
            )
