"""A figure needs a unit; a name that ends in one lends it."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]


def test_a_figure_of_unknown_unit_is_a_warning(
    notice: Make, performance_table: Table, found: Found
) -> None:
    table = performance_table("产出指标 | 数量指标 | 召开全系统工作会议 | ≥1")
    (finding,) = found("N503", notice(targets=(table,)))
    assert finding.severity is Severity.WARNING
    assert "召开全系统工作会议" in finding.sentence


def test_units_known_from_the_names_are_one_hint_for_all_tables(
    notice: Make, performance_table: Table, found: Found
) -> None:
    rows = (
        "产出指标 | 数量指标 | 资助参保人数 | ≥3549",
        "产出指标 | 数量指标 | 住院救助人次 | ≥2158",
    )
    tables = (performance_table(*rows), performance_table(*rows))
    (finding,) = found("N503", notice(targets=tables))
    assert finding.severity is Severity.HINT
    assert finding.found == 4


def test_a_unit_in_brackets_after_the_name_is_a_unit(
    notice: Make, performance_table: Table, found: Found
) -> None:
    table = performance_table("产出指标 | 数量指标 | 购置设备（台） | ≥3")
    assert not found("N503", notice(targets=(table,)))


def test_printed_units_and_rates_give_nothing(
    notice: Make, performance_table: Table, found: Found
) -> None:
    table = performance_table(
        "产出指标 | 数量指标 | 召开工作会议 | ≥1次",
        "产出指标 | 质量指标 | 合格率 | ≥90",
        "效益指标 | 经济效益指标 | 投入产出比 | ≥1.5",
    )
    assert not found("N503", notice(targets=(table,)))
