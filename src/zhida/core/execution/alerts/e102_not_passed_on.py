"""未按时下达: 省级收到中央转移支付后三十日内，资金应当下达到县级以上各级。"""

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
    code="E102",
    name="未按时下达",
    explanation="三十日从省级收到中央文件之日算起，到县级为止只有这一个期限，市级没有另外的三十日。",
    mend="尽快分配下达；本级使用的，挂接到本级项目。",
    bad="省级5月1日收到，市级6月10日手中还有130万元没有下达",
    good="省级5月1日收到，市级5月28日全部下达到县",
)


@RULE.check
def not_passed_on(facts: WatchedLine, terms: Terms, day: datetime.date) -> Iterator[Alert]:
    """Money, expected or available, that a province or a prefecture still holds when time is over."""
    fen = facts.progress.unallocated + facts.progress.expected
    if fen <= terms.least_fen:
        return
    came = facts.waiting_since(fen)
    since = facts.clock(came) if came else None
    amount, whose = format_fen(fen), f"{facts.holder_name}（{facts.line.document}）"
    if since is None:
        yield from RULE.alert(
            facts,
            terms,
            f"{whose}有{amount}未下达，省级收到日期不明，无法计算是否超过{terms.limit}日。",
            measure=None,
            fen=fen,
            expected=f"省级收到后{terms.limit}日内",
            found="省级收到日期不明",
            day=day,
        )
        return
    late = overdue(since, terms, day)
    if late is not None:
        yield from RULE.alert(
            facts,
            replace(terms, status=late.status),
            f"{whose}到{day}还有{amount}未下达；省级{since}收到，"
            f"{terms.limit}日内应于{late.by}下达，{late.told}。",
            measure=late.days,
            fen=fen,
            expected=f"{late.by}下达",
            found=f"{day}仍有{amount}未下达",
            day=day,
            since=since,
        )
