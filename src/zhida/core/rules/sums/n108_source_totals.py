"""分来源数额与分配表不符: 正文各来源的数额应当等于分配表对应列的合计。

Each appropriation of the text against the total of the column of its source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.money import Unit, format_fen
from zhida.core.notice import AllocationTable, Appropriation, Notice
from zhida.core.rules import margins
from zhida.core.rules.figures import agree, figure, merge, weigh
from zhida.core.rules.law import SEPARATE_BUDGETS
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N108",
    name="分来源数额与分配表不符",
    severity=Severity.ERROR,
    explanation="正文按来源写明的数额（中央、彩票公益金、省级等），应当等于分配表中该来源列的合计。",
    basis=SEPARATE_BUDGETS,
    mend="按上级文件核定的分来源数额改正正文或分配表的列合计。",
    bad="正文：彩票公益金234万元；分配表彩票公益金列合计243万元",
    good="正文：彩票公益金243万元；分配表彩票公益金列合计243万元",
)


@RULE.check
def source_totals(notice: Notice) -> Iterator[Finding]:
    """A finding for each source whose text and column totals differ."""
    keys = Counter((one.source, one.kind) for one in notice.appropriations)
    for appropriation in notice.appropriations:
        text = figure(appropriation.total)
        if text is None or keys[appropriation.source, appropriation.kind] > 1:
            continue
        matches = [(table, _columns(table, appropriation)) for table in notice.allocation]
        matches = [(table, columns) for table, columns in matches if columns]
        if len(matches) != 1:
            continue
        table, columns = matches[0]
        totals = [margins.column_total(table, column) for column in columns]
        whole = merge(total for total in totals if total is not None)
        if whole is None or None in totals or whole.fen == text.fen:
            continue
        near = agree(text, whole)
        if near and text.step > Unit.WAN_YUAN.value:
            continue
        unit = margins.unit_of(table, columns[0])
        headers = "、".join(table.columns[column].header for column in columns)
        yield RULE.finding(
            f"{margins.name_of(table)}“{headers}”列合计{format_fen(whole.fen, unit)}，"
            f"正文{appropriation.label}为{format_fen(text.fen, unit)}，"
            f"正文{margins.gap(text.fen, whole.fen, unit)}。",
            expected=whole.fen,
            found=text.fen,
            sources=margins.places(text, whole),
            severity=Severity.HINT if near else weigh(RULE.severity, text, whole),
        )


def _columns(table: AllocationTable, appropriation: Appropriation) -> tuple[int, ...]:
    """The columns that hold the appropriation's money, none where that is in doubt."""
    if appropriation.source is None or appropriation.kind is None:
        return ()
    addends = margins.addend_columns(table)
    chosen = tuple(
        column
        for column in addends
        if table.columns[column].funding is appropriation.source
        and table.columns[column].budget_kind is appropriation.kind
    )
    # a column of unknown source beside them might be part of the same money
    unknown = any(
        table.columns[c].funding is None or table.columns[c].budget_kind is None for c in addends
    )
    return () if unknown else chosen
