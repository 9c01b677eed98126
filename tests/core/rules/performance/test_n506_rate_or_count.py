"""A rate is a percentage, a count is a number of things."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.core.findings import Finding
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("质量指标 | 检查覆盖率 | ≥80家", "以“家”计"),
        ("数量指标 | 培训次数 | ≥80%", "百分数"),
        ("质量指标 | 政策知晓率 | ≥85", "没有写百分号"),
    ],
)
def test_a_value_of_the_other_kind(
    row: str, why: str, notice: Make, performance_table: Table, found: Found
) -> None:
    (finding,) = found("N506", notice(targets=(performance_table("产出指标 | " + row),)))
    assert why in finding.sentence


@pytest.mark.parametrize(
    "row",
    [
        "质量指标 | 检查覆盖率 | ≥80%",
        "数量指标 | 培训次数 | ≥4次",
        "质量指标 | 政策知晓率（%） | ≥85",
        "质量指标 | 群众办事效率 | ≥3倍",
        "质量指标 | 孕产妇死亡率 | ≤16",
        "质量指标 | 系统可用率 | ≥0.95",
        "质量指标 | 肿瘤登记报告发病率 | ≥180例",
        "质量指标 | 每千人口执业医师率 | ≥2.5人",
        "质量指标 | 参保人员满意度 | ≥90分",
        "数量指标 | 扩面任务数 | ≥95%",
        "数量指标 | 中医药健康指数 | ≥95%",
    ],
)
def test_a_value_of_its_kind_gives_nothing(
    row: str, notice: Make, performance_table: Table, found: Found
) -> None:
    assert not found("N506", notice(targets=(performance_table("产出指标 | " + row),)))
