"""Due on a day when offices are shut."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Deadline, DeadlineKind, Notice, Obligation

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Duty = Callable[..., Obligation]


def by(day: datetime.date) -> Deadline:
    return Deadline(DeadlineKind.ABSOLUTE, f"{day}前", day)


def test_national_day(notice: Make, found: Found, duty: Duty) -> None:
    made = notice(obligations=(duty("报送材料", by(datetime.date(2022, 10, 1))),))
    (finding,) = found("N601", made)
    assert "2022年9月30日、2022年10月8日" in finding.sentence
    assert finding.expected == "2022-09-30"


def test_a_worked_saturday_is_a_working_day(notice: Make, found: Found, duty: Duty) -> None:
    made = notice(obligations=(duty("报送材料", by(datetime.date(2022, 10, 8))),))
    assert not found("N601", made)


def test_the_end_of_a_month_and_unknown_years_are_not_judged(
    notice: Make, found: Found, duty: Duty
) -> None:
    month = Deadline(DeadlineKind.IN_PERIOD, "12月底前", datetime.date(2023, 12, 31))
    made = notice(obligations=(duty("报送", month), duty("报送", by(datetime.date(2099, 1, 1)))))
    assert not found("N601", made)
