"""下达超过时限: 省级收到中央转移支付后三十日内应当下达到县级以上各级政府。

Only the year of the upstream document is known as a rule: counted from its
last day, so the days told are the fewest possible.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Status
from zhida.core.parameters import ParameterError, parameter
from zhida.core.rules.law import ISSUE_IN_TIME
from zhida.core.rules.regime.model import is_local
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N411",
    name="下达超过时限",
    severity=Severity.WARNING,
    explanation=(
        "三十日从省级收到中央转移支付之日起算，各级合计，不是每级各三十日。"
        "只知道上级文件的年份时，从该年最后一日算起，所示天数是最少的天数。"
    ),
    basis=ISSUE_IN_TIME,
    mend="说明上级文件的收文日期和逾期原因；以后及时转下达。",
    bad="依据2019年某号文，2020年3月27日下达",
    good="依据2022年某号文，2023年1月18日下达",
)


@RULE.check
def passed_on_late(notice: Notice) -> Iterator[Finding]:
    """One finding where even the latest possible upstream date lies too far back."""
    if notice.date is None or notice.status is None or notice.status.value is Status.SETTLEMENT:
        return
    if notice.appropriations and all(map(is_local, notice.appropriations)):
        return
    try:
        limit = parameter("issue_days_province", notice.date.value).value
    except ParameterError:
        return
    years = [each.number.year for each in notice.basis if each.upstream and each.number is not None]
    if not years:
        return
    latest = datetime.date(max(years), 12, 31)
    days = (notice.date.value - latest).days
    if days <= limit:
        return
    upstream = next(
        each
        for each in notice.basis
        if each.upstream and each.number is not None and each.number.year == latest.year
    )
    yield RULE.finding(
        f"上级文件{upstream.number}最迟为{latest.year}年12月31日，本文{notice.date.value.year}年"
        f"{notice.date.value.month}月{notice.date.value.day}日，相隔至少{days}天，超过{limit}天。",
        expected=limit,
        found=days,
        sources=(upstream.source, notice.date.source),
    )
