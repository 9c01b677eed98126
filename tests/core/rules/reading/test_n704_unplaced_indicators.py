"""An indicator that lost its headings."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Table = Callable[..., PerformanceTable]


GOOD = "产出指标 | 数量指标 | 培训次数 | ≥4次"


def test_one_row_without_its_headings(notice: Make, found: Found, performance_table: Table) -> None:
    table = performance_table(GOOD, " |  | 群众满意度 | ≥90%")
    findings = found("N704", notice(targets=(table,)))
    assert ["一级" in findings[0].sentence, "二级" in findings[1].sentence] == [True, True]


def test_a_form_that_has_no_second_level(
    notice: Make, found: Found, performance_table: Table
) -> None:
    table = performance_table("产出指标 |  | 培训次数 | ≥4次", "效益指标 |  | 知晓率 | ≥90%")
    assert not found("N704", notice(targets=(table,)))


def test_all_in_their_places(notice: Make, found: Found, performance_table: Table) -> None:
    assert not found("N704", notice(targets=(performance_table(GOOD),)))
