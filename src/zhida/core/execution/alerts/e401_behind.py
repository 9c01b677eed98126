"""执行进度慢: 支出进度明显落后于时间进度。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhida.core.execution.alerts.alert import Alert
from zhida.core.execution.alerts.rule import AlertRule
from zhida.core.execution.alerts.terms import Terms
from zhida.core.execution.alerts.time_passed import gone
from zhida.core.execution.watched import WatchedLine
from zhida.core.money import format_fen

RULE = AlertRule(
    code="E401",
    name="执行进度慢",
    explanation="时间进度从资金可用之日算到年底；支出进度落后的百分点超过规定的幅度。",
    mend="逐项说明未支出原因，落实用款计划；确实用不完的，申请调整。",
    bad="1月收到100万元，9月底支出10万元",
    good="1月收到100万元，9月底支出70万元",
)


@RULE.check
def behind(facts: WatchedLine, terms: Terms, day: datetime.date) -> Iterator[Alert]:
    """Money whose use lags far behind the time that has passed."""
    been = gone(facts, day)
    stood = facts.progress
    left = stood.available - stood.paid - stood.carried - stood.surplus
    if been is None or left <= 0 or stood.available <= terms.least_fen:
        return
    gap = been.time - been.money
    if gap > terms.limit:
        yield from RULE.alert(
            facts,
            terms,
            f"{facts.holder_name}（{facts.line.document}）到{day}支出{format_fen(stood.paid)}，"
            f"占可用资金{format_fen(stood.available)}的{been.money}%，"
            f"时间已过{been.time}%，落后{gap}个百分点。",
            measure=gap - terms.limit,
            fen=left,
            expected=f"不低于{been.time - terms.limit}%",
            found=f"{been.money}%",
            day=day,
            since=been.since,
        )
