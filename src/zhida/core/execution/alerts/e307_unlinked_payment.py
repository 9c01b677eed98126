"""支付未关联指标: 国库已经支付，却还没有认到一条指标、没有记账。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhida.core.execution.alerts.alert import Alert
from zhida.core.execution.alerts.rule import AlertRule
from zhida.core.execution.alerts.terms import Terms
from zhida.core.execution.watched import WatchedLine
from zhida.core.money import format_fen

RULE = AlertRule(
    code="E307",
    name="支付未关联指标",
    explanation="国库支付数据里有这一笔，但是对不到可执行的指标，留在待认领，账上的支出比实际的少。",
    mend="查看原因，认领到指标，或者移出不属于本账的支付（执行—待认领，或 zhida import queue）。",
    bad="国库3月5日支付30万元，到4月10日还在待认领",
    good="国库3月5日支付30万元，导入当天认到一条指标并记账",
    of_payments=True,
)


@RULE.check
def unlinked(facts: WatchedLine, terms: Terms, day: datetime.date) -> Iterator[Alert]:
    """Payments that wait in the queue, less what came back of them."""
    if not facts.waiting:
        return
    for payment, fen in facts.kept():
        days = (day - payment.date).days
        if fen <= terms.least_fen or days < terms.limit:
            continue
        yield from RULE.alert(
            facts,
            terms,
            f"{facts.holder_name}{payment.date}支付{format_fen(fen)}（凭证{payment.number}），"
            f"过了{days}天没有关联指标。",
            measure=days - terms.limit,
            fen=fen,
            expected="关联到一条指标",
            found=facts.waiting,
            day=day,
            since=payment.date,
            payment=payment,
        )
