"""A percentage must be a share of something."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]


def test_work_that_is_done_by_eighty_percent(
    notice: Make, performance_table: Table, found: Found
) -> None:
    table = performance_table(
        "效益指标 | 可持续影响指标 | 规范参保人合理使用医保基金 | ≥80%",
        "效益指标 | 可持续影响指标 | 规范医药机构合理使用医保基金 | ≥80%",
        "产出指标 | 质量指标 | 制定付费制度政策 | 100%",
        "产出指标 | 质量指标 | 检查覆盖率 | ≥90%",
        "产出指标 | 质量指标 | 提升群众办事效率 | ≥50%",
    )
    (finding,) = found("N521", notice(targets=(table,)))
    assert finding.found == 2
    assert finding.severity is Severity.HINT


def test_rates_give_nothing(notice: Make, performance_table: Table, found: Found) -> None:
    table = performance_table("产出指标 | 质量指标 | 住院救助比例 | ≥70%")
    assert not found("N521", notice(targets=(table,)))
