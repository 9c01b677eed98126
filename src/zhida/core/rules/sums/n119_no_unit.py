"""分配表未注明计量单位: 金额列应当写明元或万元。

Money columns of a table that prints no unit anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import MeasureKind, Notice
from zhida.core.rules import margins
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N119",
    name="分配表未注明计量单位",
    severity=Severity.WARNING,
    explanation="分配表有金额而表头、列名、单元格都没有写明元、万元等计量单位，数额只能靠正文推断。",
    basis=FIGURES_EXACT,
    mend="在表的右上方注明“单位：万元”或“单位：元”。",
    bad="资金分配表（无单位）：甲县600.53",
    good="资金分配表（单位：万元）：甲县600.53",
)


@RULE.check
def no_unit(notice: Notice) -> Iterator[Finding]:
    """One finding for each table with money and no unit."""
    for table in notice.allocation:
        money = margins.columns_of(table, MeasureKind.MONEY)
        amounts = [margins.amount_at(row, column) for row in table.rows for column in money]
        printed = [one for one in amounts if one is not None and one.fen is not None]
        stated = table.unit is not None and not table.unit_inferred
        if stated or any(table.columns[column].unit for column in money):
            continue
        if not printed or any("元" in amount.printed for amount in printed):
            continue
        yield RULE.finding(
            f"{margins.name_of(table)}未注明金额的计量单位，现按"
            f"{margins.unit_of(table).label}理解。",
            found="无计量单位",
            sources=(table.source,),
        )
