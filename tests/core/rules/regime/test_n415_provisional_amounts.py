"""A formal notice with provisional amounts."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Notice, PerformanceTable, Status

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Table = Callable[..., PerformanceTable]
Says = Callable[..., object]


def test_a_remark_that_calls_the_amounts_provisional(
    notice: Make, found: Found, stated: Says, performance_table: Table
) -> None:
    table = performance_table(remarks="1.金额暂按提前下达数填列。2.指标可增减。")
    (finding,) = found("N415", notice(status=stated(Status.FORMAL), targets=(table,)))
    assert "1.金额暂按提前下达数填列" in finding.sentence
    assert "指标可增减" not in finding.sentence


def test_an_advance_notice_may_say_so(notice: Make, found: Found, stated: Says) -> None:
    said = (stated("以正式下达数为准"),)
    assert not found("N415", notice(status=stated(Status.ADVANCE), paragraphs=said))


def test_a_formal_notice_that_says_nothing_of_the_kind(
    notice: Make, found: Found, stated: Says
) -> None:
    said = (stated("请加快执行进度"),)
    assert not found("N415", notice(status=stated(Status.FORMAL), paragraphs=said))
