"""单笔支付占比过高: 一笔支付占了可用资金的大部分。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhida.core.execution.alerts.alert import Alert
from zhida.core.execution.alerts.rule import AlertRule
from zhida.core.execution.alerts.terms import Terms
from zhida.core.execution.watched import WatchedLine
from zhida.core.money import format_fen

RULE = AlertRule(
    code="E403",
    name="单笔支付占比过高",
    explanation="一笔支付占全部可用资金的比例达到规定的幅度，且金额较大，须核实是否整笔转出。",
    mend="核对收款人、合同和进度；属于整笔转出的，退回国库。",
    bad="可用资金100万元，一笔支付95万元",
    good="可用资金100万元，按进度分四笔支付",
)


@RULE.check
def single_payment(facts: WatchedLine, terms: Terms, day: datetime.date) -> Iterator[Alert]:
    """One payment with most of the money of its line."""
    available = facts.progress.available
    for payment, fen in facts.kept():
        share = fen * 100 // available if available > 0 else 0
        if share >= terms.limit and fen > terms.least_fen:
            yield from RULE.alert(
                facts,
                terms,
                f"{facts.holder_name}{payment.date}一笔支付{format_fen(fen)}"
                f"（凭证{payment.number}），占可用资金{format_fen(available)}的{share}%。",
                measure=share - terms.limit,
                fen=fen,
                expected=f"低于{terms.limit}%",
                found=f"{share}%",
                day=day,
                since=payment.date,
                payment=payment,
            )
