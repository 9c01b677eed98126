"""下达迟: 已经下达，但晚于省级收到后的三十日。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from zhida.core.execution.alerts.alert import Alert
from zhida.core.execution.alerts.deadline import overdue
from zhida.core.execution.alerts.rule import AlertRule
from zhida.core.execution.alerts.terms import Terms
from zhida.core.execution.watched import Passing, WatchedLine
from zhida.core.money import format_fen

RULE = AlertRule(
    code="E104",
    name="下达迟",
    explanation="下达文件的日期晚于省级收到中央文件后的三十日。期限从省级收到之日算，不从本级收到之日重新算。",
    mend="说明迟下达的原因；今后收到文件即着手分配。",
    bad="省级5月1日收到，市级6月20日才下达到县",
    good="省级5月1日收到，市级5月28日下达到县",
)


@RULE.check
def passed_on_late(facts: WatchedLine, terms: Terms, day: datetime.date) -> Iterator[Alert]:
    """What was passed on after the province's time, all of a line together."""
    late = [
        (each, since, after)
        for each in facts.passed
        if each.date <= day
        and (since := _since(facts, each))
        and (after := overdue(since, terms, each.date))
    ]
    fen = sum(each.fen for each, _, _ in late)
    if fen <= terms.least_fen or not late:
        return
    last, since, after = max(late, key=lambda each: (each[2].days or 0, each[0].date))
    note = f"（{after.note}）" if after.note else ""
    how = f"晚了{after.days}天{note}" if after.due else f"无法计算晚了几天{note}"
    yield from RULE.alert(
        facts,
        replace(terms, status=after.status),
        f"{facts.holder_name}（{facts.line.document}）{last.date}才下达{format_fen(fen)}，"
        f"共{len(late)}笔；省级{since}收到，应于{after.by}下达，{how}。",
        measure=after.days,
        fen=fen,
        expected=f"{after.by}下达",
        found=f"{last.date}下达",
        day=day,
        since=since,
    )


def _since(facts: WatchedLine, passing: Passing) -> datetime.date | None:
    """The day of the province's receipt from which the time of this money runs."""
    came = max((each.day for each in facts.received if each.day <= passing.date), default=None)
    return facts.clock(came) if came else None
