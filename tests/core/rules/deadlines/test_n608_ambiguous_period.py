"""Before October, or before its end?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.core.findings import Finding
from zhida.core.notice import Deadline, DeadlineKind, Notice, Obligation

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Duty = Callable[..., Obligation]


@pytest.mark.parametrize("text", ["10月前", "10 月份以前", "2023年3月之前"])
def test_a_month_without_a_day(text: str, notice: Make, found: Found, duty: Duty) -> None:
    due = Deadline(DeadlineKind.IN_PERIOD, text)
    assert len(found("N608", notice(obligations=(duty("报送自评报告", due),)))) == 1


@pytest.mark.parametrize(
    "text", ["10月底前", "10月31日前", "年底前", "每季度后次月8日前", "12月末前"]
)
def test_deadlines_that_say_the_day(text: str, notice: Make, found: Found, duty: Duty) -> None:
    due = Deadline(DeadlineKind.IN_PERIOD, text)
    assert not found("N608", notice(obligations=(duty("报送自评报告", due),)))
