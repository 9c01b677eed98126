"""Advance money waits for its year; the notice should say so."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Notice, Status

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Says = Callable[..., object]


def test_an_advance_notice_that_does_not_say_when(notice: Make, found: Found, stated: Says) -> None:
    assert len(found("N413", notice(status=stated(Status.ADVANCE)))) == 1


def test_the_condition_as_read_or_in_the_text(notice: Make, found: Found, stated: Says) -> None:
    said = "待2023年预算年度开始后使用"
    advance = stated(Status.ADVANCE)
    assert not found("N413", notice(status=advance, availability=stated(said)))
    assert not found("N413", notice(status=advance, paragraphs=(stated(said),)))


def test_formal_notices_need_none(notice: Make, found: Found, stated: Says) -> None:
    assert not found("N413", notice(status=stated(Status.FORMAL)))
