"""正文所列单位数额与分配表不符: 正文分单位写明的数额应当与分配表该单位一致。

Parts of a sum in the text that are named after a recipient, against its rows.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.money import format_fen
from zhida.core.notice import AllocationTable, Notice, Row
from zhida.core.rules import margins
from zhida.core.rules.figures import Figure, agree, figure, merge, weigh
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N124",
    name="正文所列单位数额与分配表不符",
    severity=Severity.ERROR,
    explanation="正文“其中”分单位写明数额的，应当等于分配表中该单位各行之和。",
    basis=FIGURES_EXACT,
    mend="核对正文与分配表，改正其中一处。",
    bad="正文：其中甲医院82.4万元；分配表甲医院50.4万元、31万元两行",
    good="正文：其中甲医院81.4万元；分配表甲医院50.4万元、31万元两行",
)

_LEADS = ("其中", "安排", "下达", "分配")


@RULE.check
def text_vs_row(notice: Notice) -> Iterator[Finding]:
    """A finding for each recipient whose amount in the text differs from its rows."""
    if len(notice.allocation) != 1 or margins.is_told(notice.allocation[0]):
        return
    table = notice.allocation[0]
    unit = margins.unit_of(table)
    for mention in notice.sums:
        for label, amount in mention.parts:
            said = figure(amount)
            name = _recipient(label)
            issued = _issued(table, name)
            if said is None or issued is None or agree(said, issued):
                continue
            if said.fen in _other_amounts(table, name):
                continue
            yield RULE.finding(
                f"正文{name}为{format_fen(said.fen, unit)}，{margins.name_of(table)}该单位合计"
                f"{format_fen(issued.fen, unit)}，正文{margins.gap(said.fen, issued.fen, unit)}。",
                expected=issued.fen,
                found=said.fen,
                sources=margins.places(said, issued),
                severity=weigh(RULE.severity, said, issued),
            )


def _recipient(label: str) -> str:
    """The words of a part without what leads them in."""
    name = label.strip(" :：，,")
    for lead in _LEADS:
        name = name.removeprefix(lead)
    return name.strip(" :：，,")


def _rows(table: AllocationTable, name: str) -> list[Row]:
    return [row for row in margins.leaves(table) if row.recipient == name]


def _issued(table: AllocationTable, name: str) -> Figure | None:
    rows = _rows(table, name)
    amounts = [margins.row_amount(table, row) for row in rows]
    known = [one for one in amounts if one is not None]
    return merge(known) if rows and len(known) == len(rows) else None


def _other_amounts(table: AllocationTable, name: str) -> set[int]:
    """Amounts of single columns: the text may speak of one source."""
    return {fen for row in _rows(table, name) for fen in margins.other_amounts(table, row)}
