"""A report at no time."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Deadline, DeadlineKind, Notice, Obligation

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Duty = Callable[..., Obligation]


SOON = Deadline(DeadlineKind.UNSTATED, "及时")
MONTHLY = Deadline(DeadlineKind.RECURRING, "每月月末之前", recurrence="monthly")


def test_no_statement_gives_a_day(notice: Make, found: Found, duty: Duty) -> None:
    (finding,) = found("N606", notice(obligations=(duty("报送资金使用情况反馈单", SOON),)))
    assert "及时" in finding.sentence


def test_the_note_under_the_form_gives_the_day(notice: Make, found: Found, duty: Duty) -> None:
    duties = (
        duty("报送资金使用情况反馈单", SOON),
        duty("将当月资金使用情况反馈单报送我厅", MONTHLY),
    )
    assert not found("N606", notice(obligations=duties))


def test_what_is_not_handed_in_needs_no_day(notice: Make, found: Found, duty: Duty) -> None:
    assert not found("N606", notice(obligations=(duty("加快预算执行", SOON),)))
