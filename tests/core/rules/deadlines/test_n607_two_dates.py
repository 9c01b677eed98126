"""One report, one day."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from zhida.core.findings import Finding
from zhida.core.notice import Deadline, DeadlineKind, Notice, Obligation

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Duty = Callable[..., Obligation]


def by(day: int) -> Deadline:
    return Deadline(DeadlineKind.ABSOLUTE, f"3月{day}日前", datetime.date(2023, 3, day))


def test_two_days_for_one_report(notice: Make, found: Found, duty: Duty) -> None:
    duties = (duty("报送资金使用情况", by(10)), duty("将资金使用情况上报", by(20)))
    (finding,) = found("N607", notice(obligations=duties))
    assert (finding.expected, finding.found) == ("3月10日前", "3月20日前")


def test_two_rhythms_for_one_report(notice: Make, found: Found, duty: Duty) -> None:
    duties = tuple(
        duty("报送执行进度", Deadline(DeadlineKind.RECURRING, text, recurrence=rhythm))
        for text, rhythm in (("每月10日前", "monthly"), ("每季度末", "quarterly"))
    )
    assert len(found("N607", notice(obligations=duties))) == 1


@pytest.mark.parametrize(
    ("what", "day", "to_whom"),
    [
        ("报送自评报告", 20, "市财政局"),
        ("报送资金使用情况", 10, "市财政局"),
        ("报送资金使用情况", 20, "省财政厅"),
    ],
)
def test_two_reports_one_day_or_two_receivers_give_nothing(
    what: str, day: int, to_whom: str, notice: Make, found: Found, duty: Duty
) -> None:
    one = duty("报送资金使用情况", by(10), to_whom="市财政局")
    other = duty(what, by(day), to_whom=to_whom)
    assert not found("N607", notice(obligations=(one, other)))
