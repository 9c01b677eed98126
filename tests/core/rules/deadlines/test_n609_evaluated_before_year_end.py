"""A year is judged when it is over."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Deadline, DeadlineKind, Notice, Obligation

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Duty = Callable[..., Obligation]


def by(year: int, month: int, day: int) -> Deadline:
    return Deadline(DeadlineKind.IN_PERIOD, "前", datetime.date(year, month, day))


def test_a_self_evaluation_in_september(notice: Make, found: Found, duty: Duty) -> None:
    made = notice(obligations=(duty("报送项目绩效自评报告", by(2023, 9, 30)),))
    (finding,) = found("N609", made)
    assert "2023预算年度尚未结束" in finding.sentence


def test_after_the_year_or_another_report(notice: Make, found: Found, duty: Duty) -> None:
    duties = (
        duty("报送项目绩效自评报告", by(2024, 2, 28)),
        duty("报送绩效运行监控报告", by(2023, 9, 30)),
    )
    assert not found("N609", notice(obligations=duties))
