"""年末集中支付: 十二月的支付占全年支付的比例过高。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhida.core.execution.alerts.alert import Alert
from zhida.core.execution.alerts.rule import AlertRule
from zhida.core.execution.alerts.terms import Terms
from zhida.core.execution.watched import WatchedLine
from zhida.core.money import format_fen

RULE = AlertRule(
    code="E404",
    name="年末集中支付",
    explanation="十二月的支付占当年支付的比例超过规定的幅度，须核实是否突击花钱。",
    mend="逐笔核对十二月支付的合同、验收和票据，说明集中支付的原因。",
    bad="全年支付100万元，十二月支付80万元",
    good="全年支付100万元，十二月支付9万元",
)
_DECEMBER = 12


@RULE.check
def year_end(facts: WatchedLine, terms: Terms, day: datetime.date) -> Iterator[Alert]:
    """Payments that crowd into the last month of the budget year."""
    year = facts.line.earmark.year
    paid = [(each, fen) for each, fen in facts.kept() if each.date <= day]
    last = [
        (each, fen) for each, fen in paid if (each.date.year, each.date.month) == (year, _DECEMBER)
    ]
    whole, late = sum(fen for _, fen in paid), sum(fen for _, fen in last)
    if not whole or late <= terms.least_fen:
        return
    share = late * 100 // whole
    if share > terms.limit:
        yield from RULE.alert(
            facts,
            terms,
            f"{facts.holder_name}（{facts.line.document}）{year}年12月支付{len(last)}笔"
            f"{format_fen(late)}，占全年支付{format_fen(whole)}的{share}%，超过{terms.limit}%。",
            measure=share - terms.limit,
            fen=late,
            expected=f"不超过{terms.limit}%",
            found=f"{share}%",
            day=day,
            since=datetime.date(year, _DECEMBER, 1),
            payments=tuple(each for each, _ in last),
            period=f"{year}-12",
        )
