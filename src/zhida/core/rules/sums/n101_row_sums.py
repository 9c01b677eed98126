"""行合计不符: 合计列应当等于该行各分列之和。

The total column of every row, sums rows included, against its parts.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.money import format_fen
from zhida.core.notice import AllocationTable, ColumnRole, Notice
from zhida.core.rules import margins
from zhida.core.rules.figures import add, figure, sum_holds, weigh
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N101",
    name="行合计不符",
    severity=Severity.ERROR,
    explanation="分配表每一行的合计列，应当等于该行各分列金额之和，精确到分。",
    basis=FIGURES_EXACT,
    mend="逐行复核各分列与合计列，改正其中错误的一个数后重新加总。",
    bad="甲县：中央60、省级20、合计90（万元）",
    good="甲县：中央60、省级20、合计80（万元）",
)

_ROWS_TO_JUDGE = 4


@RULE.check
def row_sums(notice: Notice) -> Iterator[Finding]:
    """A finding for each row whose total column misses its parts."""
    for table in notice.allocation:
        for index, column in enumerate(table.columns):
            if column.role is not ColumnRole.TOTAL or not column.parts:
                continue
            if not _is_kept(table, index):
                continue
            unit = margins.unit_of(table, index)
            exact = margins.is_exact(notice, table, index)
            for row in table.rows:
                whole = figure(margins.amount_at(row, index))
                parts = add(margins.amount_at(row, part) for part in column.parts)
                if whole is None or parts is None or sum_holds(whole, parts, exact=exact):
                    continue
                yield RULE.finding(
                    f"{margins.name_of(table)}“{row.recipient}”行：各分列相加为"
                    f"{format_fen(parts.fen, unit)}，“{column.header}”列示"
                    f"{format_fen(whole.fen, unit)}，"
                    f"{margins.gap(whole.fen, parts.fen, unit)}。",
                    expected=parts.fen,
                    found=whole.fen,
                    sources=margins.places(whole, parts),
                    severity=weigh(RULE.severity, whole, parts),
                )


def _is_kept(table: AllocationTable, index: int) -> bool:
    """Whether the columns belong together: of four rows or more, one at least adds up."""
    holds = []
    for row in table.rows:
        whole = figure(margins.amount_at(row, index))
        parts = add(margins.amount_at(row, part) for part in table.columns[index].parts)
        if whole is not None and parts is not None:
            holds.append(sum_holds(whole, parts))
    return len(holds) < _ROWS_TO_JUDGE or any(holds)
