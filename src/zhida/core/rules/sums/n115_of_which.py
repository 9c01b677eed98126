"""“其中”列超过所属列: 其中数不得大于它所属的数。

An of-which column against the column that contains it, else the nearest before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.money import format_fen
from zhida.core.notice import AllocationTable, ColumnRole, MeasureKind, Notice
from zhida.core.rules import margins
from zhida.core.rules.figures import figure, weigh
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N115",
    name="“其中”数超过总数",
    severity=Severity.ERROR,
    explanation="分配表“其中”列的数额包含在前面的列里，任何一行都不得大于它。",
    basis=FIGURES_EXACT,
    mend="核对是否错列、漏位，或“其中”列本应单独计入合计。",
    bad="分配数20万元，其中：设备购置25万元",
    good="分配数25万元，其中：设备购置20万元",
)


@RULE.check
def of_which(notice: Notice) -> Iterator[Finding]:
    """A finding for each of-which cell that exceeds its whole."""
    for table in notice.allocation:
        for part, whole in _contained(table):
            unit = margins.unit_of(table, part)
            for row in table.rows:
                inner = figure(margins.amount_at(row, part))
                outer = figure(margins.amount_at(row, whole))
                if inner is None or outer is None or inner.fen <= max(outer.fen, 0):
                    continue
                yield RULE.finding(
                    f"{margins.name_of(table)}“{row.recipient}”行：其中“"
                    f"{table.columns[part].header}”{format_fen(inner.fen, unit)}，大于“"
                    f"{table.columns[whole].header}”{format_fen(outer.fen, unit)}，"
                    f"{margins.gap(inner.fen, outer.fen, unit)}。",
                    expected=outer.fen,
                    found=inner.fen,
                    sources=margins.places(inner, outer),
                    severity=weigh(RULE.severity, inner, outer),
                )


def _contained(table: AllocationTable) -> Iterator[tuple[int, int]]:
    """Pairs of (of-which column, the column that contains it).

    The reader tells which one contains it; 其中 else speaks of the column before.
    """
    before: int | None = None
    for index in margins.columns_of(table, MeasureKind.MONEY):
        column = table.columns[index]
        if column.role is not ColumnRole.OF_WHICH:
            before = index
        elif column.parts:
            yield index, column.parts[0]
        elif before is not None:
            yield index, before
