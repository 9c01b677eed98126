"""One indicator, one class over all tables of a notice."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]


def test_an_indicator_in_two_classes(notice: Make, performance_table: Table, found: Found) -> None:
    tables = (
        performance_table("产出指标 | 质量指标 | 推行分值付费试点 | 逐步推开", scope="全省"),
        performance_table("产出指标 | 时效指标 | 推行分值付费试点 | 逐步推开", scope="甲市"),
    )
    (finding,) = found("N515", notice(targets=tables))
    assert "全省）列在“质量指标”" in finding.sentence
    assert "甲市）列在“时效指标”" in finding.sentence


def test_one_class_over_all_tables_gives_nothing(
    notice: Make, performance_table: Table, found: Found
) -> None:
    row = "产出指标 | 质量指标 | 推行分值付费试点 | 逐步推开"
    assert not found("N515", notice(targets=(performance_table(row), performance_table(row))))


def test_what_is_plainly_misfiled_is_left_to_its_own_rule(
    notice: Make, performance_table: Table, found: Found
) -> None:
    tables = (
        performance_table("产出指标 | 质量指标 | 政策知晓率 | ≥90%"),
        performance_table("产出指标 | 时效指标 | 政策知晓率 | ≥90%"),
    )
    assert not found("N515", notice(targets=tables))
    assert len(found("N507", notice(targets=tables))) == 1
