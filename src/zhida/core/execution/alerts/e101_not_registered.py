"""未按时挂接: 收到的指标应当在规定的天数内挂接到项目。"""

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
    code="E101",
    name="未按时挂接",
    explanation="收到可用的指标后，应当在规定的天数内在一体化系统中挂接到项目，否则资金无法使用。",
    mend="核对项目库，将指标挂接到项目；需要再分的，尽快下达。",
    bad="3月3日收到50万元，3月10日仍待分配",
    good="3月3日收到50万元，3月5日全部挂接",
)


@RULE.check
def not_registered(facts: WatchedLine, terms: Terms, day: datetime.date) -> Iterator[Alert]:
    """Available money that is neither registered nor passed on when the days are over."""
    fen = facts.progress.unallocated
    if fen <= terms.least_fen:
        return
    since = facts.waiting_since(fen)
    amount, whose = format_fen(fen), f"{facts.holder_name}（{facts.line.document}）"
    if since is None:
        yield from RULE.alert(
            facts,
            terms,
            f"{whose}有{amount}未挂接，收到日期不明，无法计算是否超过{terms.limit}天。",
            measure=None,
            fen=fen,
            expected=f"收到后{terms.limit}天内",
            found="收到日期不明",
            day=day,
        )
        return
    late = overdue(since, terms, day)
    if late is not None:
        yield from RULE.alert(
            facts,
            replace(terms, status=late.status),
            f"{whose}{since}收到的指标，到{day}还有{amount}未挂接，"
            f"应于{late.by}挂接，{late.told}。",
            measure=late.days,
            fen=fen,
            expected=f"{late.by}挂接",
            found=f"{day}仍有{amount}未挂接",
            day=day,
            since=since,
        )
