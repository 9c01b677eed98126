"""A blank value is named, with what the sibling tables say."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]


def test_a_blank_value_is_told_with_the_value_of_its_siblings(
    notice: Make, performance_table: Table, found: Found
) -> None:
    row = "产出指标 | 时效指标 | “一站式”即时结算覆盖率 | "
    tables = [
        performance_table(row + value, scope=name)
        for name, value in (("甲区", ""), ("乙区", "≥95%"), ("丙区", "≥95%"))
    ]
    (finding,) = found("N501", notice(targets=tuple(tables)))
    assert "甲区" in finding.sentence
    assert "其他2张表的同一指标均为“≥95%”" in finding.sentence
    assert finding.expected == "≥95%"


def test_siblings_that_disagree_are_not_quoted(
    notice: Make, performance_table: Table, found: Found
) -> None:
    row = "产出指标 | 数量指标 | 救助人次 | "
    tables = [performance_table(row + value) for value in ("", "≥5人次", "≥6人次")]
    (finding,) = found("N501", notice(targets=tuple(tables)))
    assert finding.expected is None


def test_a_form_left_to_be_filled_is_not_a_blank_value(
    notice: Make, performance_table: Table, found: Found
) -> None:
    form = performance_table("产出指标 | 数量指标 | 培训次数 | ", template=True)
    assert not found("N501", notice(targets=(form,)))


def test_filled_values_give_nothing(notice: Make, performance_table: Table, found: Found) -> None:
    table = performance_table("产出指标 | 数量指标 | 培训次数 | ≥4次")
    assert not found("N501", notice(targets=(table,)))
