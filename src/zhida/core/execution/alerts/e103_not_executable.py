"""未转可执行: 已挂接的指标应当及时转为可执行，否则不能申请支付。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from zhida.core.execution.alerts.alert import Alert
from zhida.core.execution.alerts.deadline import overdue
from zhida.core.execution.alerts.rule import AlertRule
from zhida.core.execution.alerts.terms import Terms
from zhida.core.execution.watched import WatchedLine
from zhida.core.money import format_fen

RULE = AlertRule(
    code="E103",
    name="未转可执行",
    explanation="指标挂接到项目后，应当及时转为可执行指标；停在已挂接的资金不能支付。没有挂接的见E101。",
    mend="补齐项目的用款计划，将指标转为可执行；项目不再实施的，退回待分配。",
    bad="3月5日挂接50万元，4月5日仍未转可执行",
    good="3月5日挂接50万元，3月12日转为可执行",
)


@RULE.check
def not_executable(facts: WatchedLine, terms: Terms, day: datetime.date) -> Iterator[Alert]:
    """Registered money that nobody made executable."""
    fen, since = facts.progress.registered, facts.registered
    if fen <= terms.least_fen:
        return
    amount, whose = format_fen(fen), f"{facts.holder_name}（{facts.line.document}）"
    late = overdue(since, terms, day) if since else None
    if since and late is None:
        return
    told = (
        f"最后一次挂接是{since}，应于{late.by}转为可执行，{late.told}" if late else "挂接日期不明"
    )
    yield from RULE.alert(
        facts,
        replace(terms, status=late.status) if late else terms,
        f"{whose}到{day}有{amount}已挂接、未转可执行，{told}。",
        measure=late.days if late else None,
        fen=fen,
        expected=f"{late.by}转为可执行" if late else f"挂接后{terms.limit}天内转为可执行",
        found=f"{day}仍有{amount}未转可执行",
        day=day,
        since=since,
    )
