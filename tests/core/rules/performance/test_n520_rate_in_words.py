"""What can be measured is not left to words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.core.findings import Finding
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]


@pytest.mark.parametrize("row", ["异地就医直接结算率 | 有所提高", "培训次数 | 逐年增加"])
def test_a_measurable_thing_in_words(
    row: str, notice: Make, performance_table: Table, found: Found
) -> None:
    table = performance_table("效益指标 | 社会效益指标 | " + row)
    assert len(found("N520", notice(targets=(table,)))) == 1


@pytest.mark.parametrize(
    "row",
    [
        "异地就医直接结算率 | ≥70%",
        "医保宣传能力 | 显著提升",
        "检查覆盖率 | 全覆盖",
        "救助人数 | 应救尽救",
    ],
)
def test_figures_and_what_only_words_can_say(
    row: str, notice: Make, performance_table: Table, found: Found
) -> None:
    table = performance_table("效益指标 | 社会效益指标 | " + row)
    assert not found("N520", notice(targets=(table,)))
