"""Headings of level 1 and 2, in all their spellings."""

from __future__ import annotations

import pytest

from zhida.core.rules.performance.levels import class_of, heading_of, headings_of


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("数量指标", "数量"),
        ("产出数量", "数量"),
        ("社会效益 指标", "社会效益"),
        ("可持续影响", "可持续影响"),
        ("生态环境成本指标", "成本"),
        ("服务对象满意度指标", "满意度"),
        ("局相关科室", None),
        ("", None),
    ],
)
def test_a_heading_names_its_class(printed: str, name: str | None) -> None:
    assert class_of(printed) == name


def test_cost_has_two_homes_and_quantity_one() -> None:
    assert headings_of("成本") == {"产出指标", "成本指标"}
    assert headings_of("数量") == {"产出指标"}
    assert headings_of("没有这一类") == frozenset()


def test_unknown_headings_are_not_guessed() -> None:
    assert heading_of("效果指标") == "效益指标"
    assert heading_of("绩效指标") is None
