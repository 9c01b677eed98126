"""Advance means before the year."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Notice, Status

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Says = Callable[..., object]


def test_an_advance_notice_in_its_own_year(notice: Make, found: Found, stated: Says) -> None:
    (finding,) = found("N412", notice(status=stated(Status.ADVANCE)))
    assert "预算年度已经开始" in finding.sentence


def test_an_advance_notice_of_the_year_before(notice: Make, found: Found, stated: Says) -> None:
    made = notice(status=stated(Status.ADVANCE), date=stated(datetime.date(2022, 12, 7)))
    assert not found("N412", made)


def test_other_acts_give_nothing(notice: Make, found: Found, stated: Says) -> None:
    assert not found("N412", notice(status=stated(Status.FORMAL)))
