"""付费分值: what is moved stands, all cases together keep their points."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend

from zhida.engines.dip.adjusted import adjusted, fallen_groups, read_proposed, yearly_means
from zhida.engines.dip.measured import Group, Measured
from zhida.engines.dip.policy import policy
from zhida.engines.errors import EngineError

POLICY = policy(datetime.date(2026, 1, 1))


def measured(points: list[int], cases: list[int], places: int = 0) -> Measured:
    """A measurement of groups A, B, C…"""
    groups = {
        chr(65 + at): Group(chr(65 + at), "x", each, 1, cases[at]) for at, each in enumerate(points)
    }
    return Measured("", places, 1, 1, groups, {})


def points(of: Measured) -> list[int]:
    """The points, in order."""
    return [each.points for each in of.groups.values()]


def test_a_score_is_not_cut_because_managed_cost_fell() -> None:
    """It keeps its points of before, at these places; one that rose, or fell otherwise, doesn't."""
    now = measured([900, 900, 1200], [10, 10, 10])
    before = measured([10000, 10000, 10000], [1, 1, 1], places=1)
    held = adjusted(now, POLICY, previous=before, fallen=frozenset("AC"))
    assert points(held) == [1000, 857, 1143]
    allowed = policy(datetime.date(2026, 1, 1), {"score_cut": "allowed"})
    assert points(adjusted(now, allowed, previous=before, fallen=frozenset("AC"))) == points(now)


def test_a_code_that_means_another_group_now_holds_nothing() -> None:
    now, before = measured([900, 900], [10, 10]), measured([1000, 1000], [1, 1])
    other = replace(before, groups={"A": replace(before.groups["A"], name="y")})
    assert points(adjusted(now, POLICY, previous=other, fallen=frozenset("A"))) == points(now)


def test_what_experts_propose_goes_before_what_is_held() -> None:
    now = measured([900, 1100], [10, 10])
    before = measured([1000, 1000], [1, 1])
    found = adjusted(now, POLICY, proposed={"A": 800}, previous=before, fallen=frozenset("A"))
    assert points(found) == [800, 1200]


def test_what_cannot_be_kept_is_refused() -> None:
    now = measured([1000, 1000], [10, 10])
    with pytest.raises(EngineError, match="病种Z没有测算分值"):
        adjusted(now, POLICY, proposed={"Z": 1})
    with pytest.raises(EngineError, match="总分值不能保持不变"):
        adjusted(now, POLICY, proposed={"A": 2000})
    with pytest.raises(EngineError, match="总分值不能保持不变"):
        adjusted(now, POLICY, proposed={"A": 1000, "B": 999})
    assert adjusted(now, POLICY, proposed={"A": 1001, "B": 999}) == replace(
        now, groups=measured([1001, 999], [10, 10]).groups
    )


@pytest.mark.parametrize(
    ("cell", "points"), [("12", 1200), ("12.5", 1250), ("12.340", 1234), ("0.01", 1)]
)
def test_proposed_points_are_read_at_the_places(tmp_path: Path, cell: str, points: int) -> None:
    file = tmp_path / "拟定.csv"
    file.write_text(f"code,points\nA,{cell}\n", encoding="utf-8")
    assert read_proposed(file, 2, "A") == {"A": points}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("A,1.001", "第2行的分值“1.001”应是大于零、小于十亿、最多2位小数"),
        ("A,0", "大于零"),
        ("A,1/2", "大于零"),
        ("A,1\nA,2", "第3行与第2行重复"),
        ("", "没有一个病种"),
    ],
)
def test_a_proposal_that_cannot_be_read_is_named(tmp_path: Path, rows: str, said: str) -> None:
    file = tmp_path / "拟定.csv"
    file.write_text(f"code,points\n{rows}\n", encoding="utf-8")
    with pytest.raises(EngineError, match=said):
        read_proposed(file, 2, "A")


def test_a_cost_that_falls_is_told_without_the_dearest_and_cheapest(engine: Backend) -> None:
    """Of four cases one is cut at either end: 乙 falls, though its dearest case alone rose."""
    rows = [
        {"setl_id": f"{code}{year}{at}", "number": number, "code": code, "year": year,
         "cost_fen": cost}
        for number, code, years in (
            (1, "甲", {2024: (1, 100, 100, 900), 2025: (1, 101, 101, 102)}),
            (2, "乙", {2024: (1, 100, 100, 200), 2025: (1, 99, 99, 900)}),
        )
        for year, costs in years.items() for at, cost in enumerate(costs)
    ]  # fmt: skip
    table = engine.create_table(ibis.util.gen_name("test"), pa.Table.from_pylist(rows), temp=True)
    chosen = policy(datetime.date(2026, 1, 1), {"trim_permille": "250", "trim_min_cases": "4"})
    means = yearly_means(engine, table, chosen)
    assert means == {"甲": {2024: 100, 2025: 101}, "乙": {2024: 100, 2025: 99}}
    assert fallen_groups(means) == {"乙"}


@settings(max_examples=50, deadline=None)
@given(
    groups=st.lists(
        st.tuples(st.integers(100, 10**7), st.integers(1, 10**5)), min_size=2, max_size=8
    ),
    percent=st.integers(50, 100),
)
def test_the_sum_of_all_cases_stays(groups: list[tuple[int, int]], percent: int) -> None:
    """But for rounding: half a last place a case."""
    now = measured([each for each, _ in groups], [cases for _, cases in groups], places=4)
    proposed = {"A": max(1, groups[0][0] * percent // 100)}
    found = adjusted(now, POLICY, proposed=proposed)
    assert found.groups["A"].points == proposed["A"]
    before = sum(each.points * each.cases for each in now.groups.values())
    after = sum(each.points * each.cases for each in found.groups.values())
    assert 2 * abs(after - before) <= sum(cases for _, cases in groups)
