"""Output, benefit and satisfaction: all three."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]

OUTPUT = "产出指标 | 数量指标 | 培训次数 | ≥4次"
BENEFIT = "效益指标 | 社会效益指标 | 知晓率 | ≥90%"
CONTENT = "满意度指标 | 服务对象满意度 | 参保人员满意度 | ≥90%"


def test_the_missing_class_is_named(notice: Make, performance_table: Table, found: Found) -> None:
    table = performance_table(OUTPUT, OUTPUT, BENEFIT)
    (finding,) = found("N513", notice(targets=(table,)))
    assert "没有满意度指标" in finding.sentence


def test_all_three_give_nothing(notice: Make, performance_table: Table, found: Found) -> None:
    assert not found("N513", notice(targets=(performance_table(OUTPUT, BENEFIT, CONTENT),)))


def test_satisfaction_filed_elsewhere_is_there(
    notice: Make, performance_table: Table, found: Found
) -> None:
    stray = "效益指标 | 社会效益指标 | 参保人员满意度 | ≥90%"
    assert not found("N513", notice(targets=(performance_table(OUTPUT, BENEFIT, stray),)))


def test_a_list_of_two_is_no_form_to_judge(
    notice: Make, performance_table: Table, found: Found
) -> None:
    assert not found("N513", notice(targets=(performance_table(OUTPUT, OUTPUT),)))


def test_headings_of_another_spelling_count(
    notice: Make, performance_table: Table, found: Found
) -> None:
    table = performance_table(
        "项目完成指标 | | 培训次数 | ≥4次",
        "效果指标 | | 服务水平 | 提升",
        "满意度 | | 参保人员满意度 | ≥90%",
    )
    assert not found("N513", notice(targets=(table,)))


def test_headings_nobody_could_read_prove_nothing(
    notice: Make, performance_table: Table, found: Found
) -> None:
    assert not found("N513", notice(targets=(performance_table(*(["| | 培训次数 | ≥4次"] * 3)),)))
