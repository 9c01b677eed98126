"""资金沉淀: 可用的资金长时间没有变动。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhida.core.calendar import add_days
from zhida.core.execution.alerts.alert import Alert
from zhida.core.execution.alerts.rule import AlertRule
from zhida.core.execution.alerts.terms import Terms
from zhida.core.execution.watched import WatchedLine
from zhida.core.money import format_fen

RULE = AlertRule(
    code="E105",
    name="资金沉淀",
    explanation="待分配、已挂接和可执行的资金，在规定的天数内既没有流转也没有支付，属于沉淀。",
    mend="说明沉淀原因和用款安排；确实用不完的，按程序调整或者退回。",
    bad="4月1日以后再无支付，7月31日还有80万元可执行",
    good="每月都有支付，没有长期不动的资金",
)


@RULE.check
def no_movement(facts: WatchedLine, terms: Terms, day: datetime.date) -> Iterator[Alert]:
    """Money that might be used and hasn't moved for a long time."""
    stood = facts.progress
    fen = stood.unallocated + stood.registered + stood.executable
    since = facts.moved
    if fen <= terms.least_fen or since is None:
        return
    still = (day - since).days
    if still > terms.limit:
        yield from RULE.alert(
            facts,
            terms,
            f"{facts.holder_name}（{facts.line.document}）有{format_fen(fen)}自{since}起"
            f"{still}天没有变动，超过{terms.limit}天。",
            measure=still - terms.limit,
            fen=fen,
            expected=f"{add_days(since, terms.limit)}前使用",
            found=f"{still}天没有变动",
            day=day,
            since=since,
        )
