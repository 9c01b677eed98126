"""正文“其中”不符: 正文总数应当等于所列各项之和。

Every sum that the running text states with its parts.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.money import Unit, format_fen
from zhida.core.notice import Notice
from zhida.core.rules import margins
from zhida.core.rules.figures import add, figure, sum_holds, weigh
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N106",
    name="正文“其中”各项与总数不符",
    severity=Severity.ERROR,
    explanation="正文写“共……，其中：……”的，各项之和应当等于总数；只列部分项目的不得超过总数，未写明其余的给出提示。",
    basis=FIGURES_EXACT,
    mend="对照分配表核实各项，改正总数或其中一项；只列部分项目的，写明“其余”数额。",
    bad="共100万元，其中：中央60万元，省级30万元",
    good="共100万元，其中：中央60万元，省级40万元",
)


@RULE.check
def text_parts(notice: Notice) -> Iterator[Finding]:
    """A finding for each sum of the text that its parts don't make.

    Parts that come to less may be a choice; they are all there are only where
    each is a source of the money.
    """
    sources = {each.label for each in notice.appropriations if each.source or each.kind}
    for mention in notice.sums:
        whole = figure(mention.total)
        parts = add(amount for _, amount in mention.parts)
        if whole is None or parts is None or sum_holds(whole, parts):
            continue
        if len(mention.parts) == 1 and parts.fen < whole.fen:
            continue
        complete = all(label in sources for label, _ in mention.parts)
        choice = parts.fen < whole.fen and not complete
        items = "、".join(label or "分项" for label, _ in mention.parts)
        yield RULE.finding(
            f"正文{items}相加为{format_fen(parts.fen)}，总数写为{format_fen(whole.fen)}，"
            f"{margins.gap(whole.fen, parts.fen, Unit.WAN_YUAN)}。",
            expected=parts.fen,
            found=whole.fen,
            sources=margins.places(whole, parts) or (mention.source,),
            severity=Severity.HINT if choice else weigh(RULE.severity, whole, parts),
        )
