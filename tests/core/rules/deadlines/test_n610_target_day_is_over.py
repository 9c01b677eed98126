"""A target that was due before the notice came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from zhida.core.findings import Finding
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Table = Callable[..., PerformanceTable]


ROW = "产出指标 | 时效指标 | 模拟运行时间 | "


def test_a_day_before_the_notice(notice: Make, found: Found, performance_table: Table) -> None:
    table = performance_table(ROW + "2023年1月31日前")
    (finding,) = found("N610", notice(targets=(table,)))
    assert finding.found == "2023-01-31"


def test_a_day_after_the_notice(notice: Make, found: Found, performance_table: Table) -> None:
    assert not found("N610", notice(targets=(performance_table(ROW + "2023年6月30日前"),)))


def test_an_undated_notice_proves_nothing(
    notice: Make, found: Found, performance_table: Table
) -> None:
    table = performance_table(ROW + "2023年1月31日前")
    assert not found("N610", notice(date=None, targets=(table,)))


def test_a_day_without_its_year_is_not_judged(
    notice: Make, found: Found, performance_table: Table
) -> None:
    """The year was taken from the table: a wrong year there is told by another rule."""
    table = performance_table(ROW + "2022年12月31日前")
    (indicator,) = table.indicators
    bare = replace(indicator, target=replace(indicator.target, text="12月底前"))
    assert not found("N610", notice(targets=(replace(table, indicators=(bare,)),)))
