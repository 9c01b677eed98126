"""支付异常超前: 支出进度远远超前于时间进度，可能是以拨代支。"""

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
    code="E402",
    name="支付异常超前",
    explanation="支出进度超前于时间进度的百分点超过规定的幅度，须核实是否以拨代支、提前支付。",
    mend="核对合同和验收资料；属于以拨代支的，退回国库。",
    bad="1月收到100万元，2月10日全部支付",
    good="1月收到100万元，到6月底支付55万元",
)


@RULE.check
def ahead(facts: WatchedLine, terms: Terms, day: datetime.date) -> Iterator[Alert]:
    """Money that was paid long before its time."""
    been = gone(facts, day)
    stood = facts.progress
    if been is None or stood.paid <= terms.least_fen:
        return
    gap = been.money - been.time
    if gap > terms.limit:
        yield from RULE.alert(
            facts,
            terms,
            f"{facts.holder_name}（{facts.line.document}）到{day}支出{format_fen(stood.paid)}，"
            f"占可用资金{format_fen(stood.available)}的{been.money}%，"
            f"时间只过{been.time}%，超前{gap}个百分点。",
            measure=gap - terms.limit,
            fen=stood.paid,
            expected=f"不高于{been.time + terms.limit}%",
            found=f"{been.money}%",
            day=day,
            since=been.since,
            payments=tuple(payment for payment, _ in facts.kept()),
        )
