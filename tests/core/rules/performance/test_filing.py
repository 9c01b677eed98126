"""Where an indicator may be filed: by its name, else by a day as its value."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.notice import PerformanceTable
from zhida.core.rules.performance.filing import is_misfiled, proper_classes

Table = Callable[..., PerformanceTable]


def test_a_name_without_vocabulary_may_stand_anywhere(performance_table: Table) -> None:
    (indicator,) = performance_table("产出指标 | 质量指标 | 推行试点 | 逐步推开").indicators
    assert proper_classes(indicator) == ()
    assert not is_misfiled(indicator)


def test_a_day_is_timeliness_or_quality(performance_table: Table) -> None:
    (day,) = performance_table("产出指标 | 数量指标 | 平台接入 | 2023年12月1日前").indicators
    assert proper_classes(day) == ("时效", "质量")
    assert is_misfiled(day)


def test_a_heading_that_names_no_class_proves_nothing(performance_table: Table) -> None:
    (indicator,) = performance_table("产出指标 | 其他 | 培训人次 | ≥5人次").indicators
    assert not is_misfiled(indicator)
