"""Some wordings can't stand under some headings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.core.findings import Finding
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]


@pytest.mark.parametrize(
    ("row", "proper"),
    [
        ("产出指标 | 质量指标 | 医保人才培养人次 | ≥200", "数量"),
        ("产出指标 | 时效指标 | 病种分值付费政策知晓率 | ≥90%", "社会效益"),
        ("效益指标 | 社会效益指标 | 模拟运行时间 | 2021年6月30日前", "时效"),
        ("产出指标 | 数量指标 | 参保人员满意度 | ≥90%", "满意度指标"),
        ("效益指标 | 社会效益指标 | 系统响应时间 | ≤30分钟", "时效"),
        ("效益指标 | 经济效益指标 | 平台接入 | 2023年12月1日前", "时效"),
        ("满意度指标 | | 为参保人提供服务 | 显著提升", "社会效益"),
        ("满意度指标 | 服务对象满意度 | 完善管理制度 | 完善", "社会效益"),
    ],
)
def test_an_indicator_where_it_cannot_stand(
    row: str, proper: str, notice: Make, performance_table: Table, found: Found
) -> None:
    (finding,) = found("N507", notice(targets=(performance_table(row),)))
    assert proper in finding.sentence


@pytest.mark.parametrize(
    "row",
    [
        "产出指标 | 数量指标 | 医保人才培养人次 | ≥200",
        "产出指标 | 质量指标 | 重大安全事件响应时间 | ≤60分钟",
        "产出指标 | 时效指标 | “一站式”即时结算覆盖率 | ≥95%",
        "满意度指标 | 满意度指标 | 政策知晓率 | ≥80%",
        "效益指标 | 社会效益指标 | 群众投诉次数 | ≤3次",
        "效益指标 | 社会效益指标 | 受益人数 | ≥3000人",
        "满意度指标 | 满意度指标 | 两定机构的支持率 | ≥90%",
        "满意度指标 | | 群众投诉次数 | ≤3次",
        "产出指标 | 局相关科室 | 参保人员满意度 | ≥90%",
    ],
)
def test_an_indicator_that_may_stand_there(
    row: str, notice: Make, performance_table: Table, found: Found
) -> None:
    assert not found("N507", notice(targets=(performance_table(row),)))
