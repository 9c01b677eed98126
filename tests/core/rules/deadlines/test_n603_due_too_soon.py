"""What can't be done in time."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Deadline, DeadlineKind, Notice, Obligation

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Duty = Callable[..., Obligation]


def by(month: int, day: int) -> Deadline:
    return Deadline(
        DeadlineKind.ABSOLUTE, f"2023年{month}月{day}日前", datetime.date(2023, month, day)
    )


@pytest.mark.parametrize(
    ("month", "day", "severity"),
    [(2, 20, Severity.ERROR), (3, 1, Severity.ERROR), (3, 2, Severity.WARNING)],
)
def test_over_today_or_tomorrow(
    month: int, day: int, severity: Severity, notice: Make, found: Found, duty: Duty
) -> None:
    (finding,) = found("N603", notice(obligations=(duty("报送目标表", by(month, day)),)))
    assert finding.severity is severity


def test_two_days_are_left(notice: Make, found: Found, duty: Duty) -> None:
    assert not found("N603", notice(obligations=(duty("报送目标表", by(3, 3)),)))


def test_no_day_no_finding(notice: Make, found: Found, duty: Duty) -> None:
    soon = Deadline(DeadlineKind.AFTER_EVENT, "收到文件后3日内", event="收到文件", days=3)
    assert not found("N603", notice(obligations=(duty("挂接项目", soon),)))
    assert not found("N603", notice(date=None, obligations=(duty("报送", by(2, 20)),)))


def test_a_past_day_without_its_year_may_be_next_years(
    notice: Make, found: Found, duty: Duty
) -> None:
    due = Deadline(DeadlineKind.ABSOLUTE, "2月20日前", datetime.date(2023, 2, 20))
    assert not found("N603", notice(obligations=(duty("报送目标表", due),)))
