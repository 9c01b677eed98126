"""A change in percent needs a base."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.core.findings import Finding
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]


@pytest.mark.parametrize(
    "row",
    [
        "提升群众办事效率 | ≥50%",
        "医保政策知晓率提升 | ≥50%",
        "违规率下降 | ≥10%",
        "业务量增长率 | ≥5%",
    ],
)
def test_a_change_that_names_no_base(
    row: str, notice: Make, performance_table: Table, found: Found
) -> None:
    table = performance_table("效益指标 | 社会效益指标 | " + row)
    assert len(found("N512", notice(targets=(table,)))) == 1


@pytest.mark.parametrize(
    "row",
    [
        "违规率比上年下降 | ≥10%",
        "违规率下降 | 较上年下降10%",
        "提高参保率 | ≥95%",
        "医疗保障能力提升资金使用率 | ≥90%",
        "医保宣传能力 | 显著提升",
        "减少信访案件 | ≥5件",
    ],
)
def test_a_level_or_a_change_with_its_base(
    row: str, notice: Make, performance_table: Table, found: Found
) -> None:
    table = performance_table("效益指标 | 社会效益指标 | " + row)
    assert not found("N512", notice(targets=(table,)))


def test_the_base_may_stand_in_the_goals(
    notice: Make, performance_table: Table, found: Found
) -> None:
    table = performance_table(
        "效益指标 | 社会效益指标 | 违规率下降 | ≥10%", goals="违规率以上年为基数逐步下降"
    )
    assert not found("N512", notice(targets=(table,)))
