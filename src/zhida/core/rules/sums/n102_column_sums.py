"""列合计不符: 合计行应当等于该列各行之和。

Every money column of a grand total against the rows that it directly sums.
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
    code="N102",
    name="列合计不符",
    severity=Severity.ERROR,
    explanation=(
        "分配表合计行的每一金额列，应当等于各收款单位该列之和，精确到分。"
        "合计的位数少于分项、差额又在末位的一半以内的，只在正文也写明该合计时才算错。"
    ),
    basis=FIGURES_EXACT,
    mend="以批准的总额为准，改正错误的单元格或合计数；若系分项分别四舍五入所致，见N116的最小调整。",
    bad="甲县33.34、乙县66.67、合计100（万元），正文为100万元",
    good="甲县33.33、乙县66.67、合计100（万元）",
)


@RULE.check
def column_sums(notice: Notice) -> Iterator[Finding]:
    """A finding for each column whose grand total misses its rows."""
    for miss in misses(notice, RowKind.TOTAL, MeasureKind.MONEY):
        yield RULE.finding(
            sentence(miss),
            expected=miss.parts.fen,
            found=miss.whole.fen,
            sources=places(miss.whole, miss.parts),
            severity=weigh(RULE.severity, miss.whole, miss.parts),
        )
