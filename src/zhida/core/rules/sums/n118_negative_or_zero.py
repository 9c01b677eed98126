"""收款单位数额为负或为零: 下达数应当为正，负数应当说明是收回。

Recipients whose amount under this notice is negative, or printed as zero.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.money import format_fen
from zhida.core.notice import AllocationTable, Notice, Row, Status
from zhida.core.rules import margins
from zhida.core.rules.figures import weigh
from zhida.core.rules.law import BY_REGION_AND_PROJECT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N118",
    name="收款单位数额为负或为零",
    severity=Severity.WARNING,
    explanation="收款单位的此次下达数为负的，应当写明是扣减或收回；为零的，一般不必列出。",
    basis=BY_REGION_AND_PROJECT,
    mend="负数改列“收回”并说明原因；零数核实后删去该行或在备注中说明。",
    bad="丙县：此次下达-12万元，备注空白",
    good="丙县：此次下达-12万元，备注：收回提前下达多安排部分",
)

_EXPLAINED = ("收回", "扣减", "扣回", "抵扣", "清算", "结算", "追减", "调减", "核减")


@RULE.check
def negative_or_zero(notice: Notice) -> Iterator[Finding]:
    """A finding for each recipient with a negative or zero amount."""
    settles = notice.status is not None and notice.status.value is Status.SETTLEMENT
    title = notice.title.value if notice.title is not None else ""
    settles = settles or any(word in title for word in _EXPLAINED)
    for table in notice.allocation:
        unit = margins.unit_of(table)
        for row in margins.leaves(table):
            amount = margins.row_amount(table, row)
            if amount is None or amount.fen > 0 or amount.missing:
                continue
            if amount.fen < 0 and (settles or _is_explained(table, row)):
                continue
            word = "为零" if amount.fen == 0 else f"为{format_fen(amount.fen, unit)}"
            yield RULE.finding(
                f"{margins.name_of(table)}“{row.recipient}”此次下达数{word}。",
                found=amount.fen,
                sources=amount.sources or (row.source,),
                severity=Severity.HINT if amount.fen == 0 else weigh(RULE.severity, amount),
            )


def _is_explained(table: AllocationTable, row: Row) -> bool:
    texts = [measure.text for measure in row.measures if measure.text]
    texts += [remark.value for remark in table.remarks]
    texts += [column.header for column in table.columns]
    return any(word in text for text in texts for word in _EXPLAINED)
