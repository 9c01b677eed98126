"""正文总额与分配表不符: 正文写明的总额应当等于分配表的合计。

The total of the letter against the table, or the tables together.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from zhida.core.findings import Finding, Severity
from zhida.core.money import Unit, format_fen
from zhida.core.notice import AllocationTable, Notice
from zhida.core.rules import margins
from zhida.core.rules.figures import Figure, agree, figure, is_shift, merge, weigh
from zhida.core.rules.law import QUOTA_BINDING
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N105",
    name="正文总额与分配表不符",
    severity=Severity.ERROR,
    explanation=(
        "正文下达的总额应当等于分配表的合计；有几张分配表时，等于其中一张或若干张之和。"
        "正文以万元或元写出、只差末位以下的，给出提示；以亿元概述的不比较。"
    ),
    basis=QUOTA_BINDING,
    mend="以上级文件或审批签报核定的总额为准，改正正文或分配表。",
    bad="正文：现下达3347万元；分配表合计3374万元",
    good="正文：现下达3347万元；分配表合计3347万元",
)

_MANY_TABLES = 8


@RULE.check
def text_total_vs_table(notice: Notice) -> Iterator[Finding]:
    """One finding where no table, and no group of tables, gives the text's total."""
    text = figure(notice.total)
    amounts = [margins.table_amount(table) for table in notice.allocation]
    tables = [amount for amount in amounts if amount is not None]
    if text is None or not tables or len(tables) < len(amounts) or len(tables) > _MANY_TABLES:
        return
    if any(_repeats(table, text) for table in notice.allocation):
        return
    gatherings = list(_gatherings(tables))
    if any(text.fen == whole.fen for whole in gatherings):
        return
    near = [whole for whole in gatherings if agree(text, whole)]
    if near and text.step > Unit.WAN_YUAN.value:
        return
    whole = near[0] if near else merge(tables)
    if whole is None or is_shift(text.fen, whole.fen):
        return
    if whole.fen < text.fen and any(margins.is_told(table) for table in notice.allocation):
        return
    unit = margins.unit_of(notice.allocation[0])
    name = margins.name_of(notice.allocation[0]) if len(tables) == 1 else f"{len(tables)}张分配表"
    yield RULE.finding(
        f"{name}合计{format_fen(whole.fen, unit)}，正文总额为{format_fen(text.fen, unit)}，"
        f"正文{margins.gap(text.fen, whole.fen, unit)}。",
        expected=whole.fen,
        found=text.fen,
        sources=margins.places(text, whole),
        severity=Severity.HINT if near else weigh(RULE.severity, text, whole),
    )


def _gatherings(tables: list[Figure]) -> Iterator[Figure]:
    """Every sum of one or more of the tables."""
    for size in range(1, len(tables) + 1):
        for chosen in combinations(tables, size):
            whole = merge(chosen)
            if whole is not None:
                yield whole


def _repeats(table: AllocationTable, text: Figure) -> bool:
    """Whether the text states the total of one column: of one source, or advance included."""
    total = margins.total_row(table)
    return total is not None and text.fen in margins.other_amounts(table, total)
