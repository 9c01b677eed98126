"""A form that nobody filled is no target."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]


def test_a_form_is_one_finding_with_its_counts(
    notice: Make, performance_table: Table, found: Found
) -> None:
    form = performance_table(
        "产出指标 | 数量指标 | 发布会次数 | ≥**次",
        "产出指标 | 质量指标 | 培训合格率 | ≥**%",
        "产出指标 | 质量指标 | 检查覆盖率 | 100%",
        amount="",
        goals="",
        template=True,
    )
    (finding,) = found("N502", notice(targets=(form,)))
    assert finding.severity is Severity.WARNING
    assert "金额空白" in finding.sentence
    assert "年度目标空白" in finding.sentence
    assert "3项指标中2项没有指标值" in finding.sentence


def test_a_stray_placeholder_in_a_filled_table_is_an_error(
    notice: Make, performance_table: Table, found: Found
) -> None:
    table = performance_table(
        "产出指标 | 数量指标 | 发布会次数 | ≥4次",
        "产出指标 | 质量指标 | 培训合格率 | ≥**%",
        "产出指标 | 质量指标 | 检查覆盖率 | 100%",
    )
    (finding,) = found("N502", notice(targets=(table,)))
    assert finding.severity is Severity.ERROR
    assert "培训合格率" in finding.sentence


def test_a_table_of_placeholders_is_a_form_even_if_nobody_says_so(
    notice: Make, performance_table: Table, found: Found
) -> None:
    form = performance_table("产出指标 | 数量指标 | 发布会次数 | ≥**次")
    (finding,) = found("N502", notice(targets=(form,)))
    assert "未填的表样" in finding.sentence


def test_a_filled_table_gives_nothing(notice: Make, performance_table: Table, found: Found) -> None:
    assert not found("N502", notice(targets=(performance_table("产出 | 数量 | 培训次数 | ≥4次"),)))
