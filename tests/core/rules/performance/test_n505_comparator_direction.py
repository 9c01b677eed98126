"""The comparator must ask for the better side."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]


@pytest.mark.parametrize(
    ("row", "severity"),
    [
        ("时效指标 | 故障响应时间 | ≥30分钟", Severity.ERROR),
        ("质量指标 | 群众投诉率 | ≥5%", Severity.ERROR),
        ("质量指标 | 培训合格率 | ≤90%", Severity.ERROR),
        ("成本指标 | 培训成本 | ≥400元", Severity.WARNING),
        ("社会效益指标 | 医保结算违规率下降 | ≥10%", Severity.WARNING),
        ("社会效益指标 | 政策知晓率提升 | ≤10%", Severity.WARNING),
    ],
)
def test_a_comparator_of_the_wrong_side(
    row: str, severity: Severity, notice: Make, performance_table: Table, found: Found
) -> None:
    (finding,) = found("N505", notice(targets=(performance_table("产出指标 | " + row),)))
    assert finding.severity is severity
    assert finding.expected != finding.found


@pytest.mark.parametrize(
    "row",
    [
        "时效指标 | 故障响应时间 | ≤30分钟",
        "质量指标 | 培训合格率 | ≥90%",
        "社会效益指标 | 违规率下降幅度 | ≥10%",
        "数量指标 | 追回医保基金金额 | ≥600万元",
        "质量指标 | 群众投诉率 | 5%",
        "质量指标 | 肿瘤登记报告发病率 | ≥180例",
        "质量指标 | 抗菌药物使用率 | ≤60%",
    ],
)
def test_the_right_side_gives_nothing(
    row: str, notice: Make, performance_table: Table, found: Found
) -> None:
    assert not found("N505", notice(targets=(performance_table("产出指标 | " + row),)))
