"""Level 2 belongs under its level 1."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]


def test_cost_under_benefit_is_one_finding_for_all_its_rows(
    notice: Make, performance_table: Table, found: Found
) -> None:
    table = performance_table(
        "效益指标 | 成本指标 | 补助成本 | 100万元",
        "效益指标 | 成本指标 | 人均成本 | ≤400元",
        "效益指标 | 社会效益指标 | 服务水平 | 提升",
    )
    (finding,) = found("N508", notice(targets=(table,)))
    assert finding.found == "效益指标"
    assert "人均成本" in finding.sentence


def test_cost_as_a_class_of_its_own_is_well(
    notice: Make, performance_table: Table, found: Found
) -> None:
    table = performance_table("成本指标 | 经济成本指标 | 人均成本 | ≤400元")
    assert not found("N508", notice(targets=(table,)))


def test_short_headings_are_understood(
    notice: Make, performance_table: Table, found: Found
) -> None:
    table = performance_table("产出 | 数量 | 培训次数 | ≥4次", "产出 | 社会效益 | 水平 | 提升")
    (finding,) = found("N508", notice(targets=(table,)))
    assert finding.expected == "效益指标"


def test_headings_of_another_scheme_give_nothing(
    notice: Make, performance_table: Table, found: Found
) -> None:
    table = performance_table("管理指标 | 质量指标 | 制度健全性 | 健全")
    assert not found("N508", notice(targets=(table,)))
