"""One indicator, one unit: persons and person-times don't add."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Notice, PerformanceTable

Found = Callable[[str, Notice], list[Finding]]
Table = Callable[..., PerformanceTable]
Make = Callable[..., Notice]


def test_persons_and_person_times_of_one_thing_are_told_apart(
    notice: Make, performance_table: Table, found: Found
) -> None:
    tables = (
        performance_table("产出指标 | 数量指标 | 住院救助人数 | ≥1772", scope="甲区"),
        performance_table("产出指标 | 数量指标 | 住院救助人次 | ≥2158", scope="乙区"),
        performance_table("产出指标 | 数量指标 | 住院救助人次 | ≥4070", scope="丙区"),
    )
    (finding,) = found("N504", notice(targets=tables))
    assert "甲区按“人”" in finding.sentence
    assert "其余2张表按“人次”" in finding.sentence


def test_person_times_spelt_in_two_ways_are_one_unit(
    notice: Make, performance_table: Table, found: Found
) -> None:
    tables = (
        performance_table("产出指标 | 数量指标 | 门诊救助人次 | ≥100"),
        performance_table("产出指标 | 数量指标 | 门诊救助人次数 | ≥100"),
    )
    assert not found("N504", notice(targets=tables))


def test_a_table_that_counts_both_has_two_indicators(
    notice: Make, performance_table: Table, found: Found
) -> None:
    rows = (
        "产出指标 | 数量指标 | 培训人数 | ≥100人",
        "产出指标 | 数量指标 | 培训人次 | ≥300人次",
    )
    assert not found("N504", notice(targets=(performance_table(*rows), performance_table(*rows))))


def test_events_and_those_who_come_are_two_things(
    notice: Make, performance_table: Table, found: Found
) -> None:
    tables = (
        performance_table("产出指标 | 数量指标 | 培训次数 | ≥2次"),
        performance_table("产出指标 | 数量指标 | 培训人次 | ≥300人次"),
    )
    assert not found("N504", notice(targets=tables))
