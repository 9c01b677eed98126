"""A report to nobody."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Deadline, DeadlineKind, Notice, Obligation

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Duty = Callable[..., Obligation]
Says = Callable[..., object]


DUE = Deadline(DeadlineKind.IN_PERIOD, "10月前")


def test_nobody_is_named(notice: Make, found: Found, duty: Duty) -> None:
    assert len(found("N605", notice(obligations=(duty("报送绩效自评报告", DUE),)))) == 1


def test_the_receiver_is_named_here_or_in_another_statement(
    notice: Make, found: Found, duty: Duty
) -> None:
    named = duty("报送绩效自评报告", DUE, to_whom="市财政局")
    assert not found("N605", notice(obligations=(named,)))
    assert not found("N605", notice(obligations=(duty("报送绩效自评报告", DUE), named)))
    assert not found("N605", notice(obligations=(duty("绩效自评报告报省财政厅", DUE),)))


def test_what_is_not_handed_in_needs_no_receiver(notice: Make, found: Found, duty: Duty) -> None:
    assert not found("N605", notice(obligations=(duty("挂接项目", DUE),)))


def test_the_receiver_may_stand_before_the_verb(
    notice: Make, found: Found, duty: Duty, stated: Says
) -> None:
    said = stated("请加快进度，于10月前按附件3向市财政局报送绩效自评报告。")
    made = notice(obligations=(duty("报送绩效自评报告", DUE),), paragraphs=(said,))
    assert not found("N605", made)
