"""Recurring reports and the days off among them."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Deadline, DeadlineKind, Notice, Obligation

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Duty = Callable[..., Obligation]
Says = Callable[..., object]


def every(text: str, recurrence: str) -> Deadline:
    return Deadline(DeadlineKind.RECURRING, text, recurrence=recurrence)


def test_the_eighth_after_each_quarter(
    notice: Make, found: Found, duty: Duty, stated: Says
) -> None:
    made = notice(
        date=stated(datetime.date(2022, 2, 8)),
        budget_year=stated(2022),
        obligations=(duty("报送执行进度", every("每季度后次月8日前", "quarterly")),),
    )
    (finding,) = found("N602", made)
    assert "有4次" in finding.sentence
    assert "2023年1月8日" in finding.sentence
    assert finding.found == 1


def test_a_rule_for_days_off_settles_it(notice: Make, found: Found, duty: Duty) -> None:
    due = every("每月10日前（遇节假日顺延）", "monthly")
    assert not found("N602", notice(obligations=(duty("报送进度", due),)))


def test_a_recurrence_without_a_day_is_not_judged(notice: Make, found: Found, duty: Duty) -> None:
    assert not found("N602", notice(obligations=(duty("报送进度", every("每月", "monthly")),)))
