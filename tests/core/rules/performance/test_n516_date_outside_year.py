"""A yearly target is due within its year."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]


def test_a_day_of_another_year(notice: Make, performance_table: Table, found: Found) -> None:
    table = performance_table("产出指标 | 时效指标 | 系统上线 | 2022年12月31日前", year=2023)
    (finding,) = found("N516", notice(targets=(table,)))
    assert (finding.expected, finding.found) == (2023, 2022)


def test_a_day_of_the_year_gives_nothing(
    notice: Make, performance_table: Table, found: Found
) -> None:
    table = performance_table("产出指标 | 时效指标 | 系统上线 | 2023年12月31日前", year=2023)
    assert not found("N516", notice(targets=(table,)))


def test_a_wrong_year_of_the_table_is_told_by_another_rule(
    notice: Make, performance_table: Table, found: Found
) -> None:
    table = performance_table("产出指标 | 时效指标 | 系统上线 | 2023年12月31日前", year=2022)
    assert not found("N516", notice(targets=(table,)))
