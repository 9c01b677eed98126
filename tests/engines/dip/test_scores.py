"""测算分值: means weighted over the years, exact to the last place, and fair to scale and order."""

from __future__ import annotations

import datetime
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend
from tests.engines.dip import reference

from zhida.engines.dip.directory import Layer, Rule
from zhida.engines.dip.policy import Policy, policy
from zhida.engines.dip.scores import score
from zhida.engines.errors import EngineError

DAY = datetime.date(2026, 1, 1)
RULES = [Rule(f"JC{number}", "x", Layer.BASIC, ("K35",)) for number in (1, 2, 3)]


def scored(
    engine: Backend, cases: list[dict[str, Any]], policy: Policy, **more: Any
) -> dict[int, int]:
    """The points of each rule number."""
    rows = [each | {"setl_id": f"{at:04d}"} for at, each in enumerate(cases)]
    table = engine.create_table(ibis.util.gen_name("test"), pa.Table.from_pylist(rows), temp=True)
    found = score(engine, table, RULES, policy, **more)
    return {number: each.points for number, each in found.scores.items()}


def case(number: int, year: int, cost_fen: int) -> dict[str, Any]:
    """A case of a rule."""
    return {"number": number, "year": year, "cost_fen": cost_fen}


def test_the_newest_year_weighs_most(engine: Backend) -> None:
    """1:2:7: a group at 10, 20, 30 yuan, and all at twice that: 500 points."""
    cases = [case(number, year, cost * factor) for year, cost in ((2023, 1000), (2024, 2000), (2025, 3000))
             for number, factor in ((1, 1), (2, 3))]  # fmt: skip
    assert scored(engine, cases, policy(DAY)) == {1: 5000000, 2: 15000000}


def test_a_year_without_cases_leaves_its_weight_to_the_others(engine: Backend) -> None:
    cases = [case(1, 2024, 1000), case(1, 2025, 1900), case(2, 2023, 1000)]
    expected = {1: (2 * 1000 + 7 * 1900 + 4) // 9, 2: 1000}
    base = (1000 + 2 * 1000 + 7 * 1900 + 5) // 10
    found = scored(engine, cases, policy(DAY, {"score_places": "0"}))
    assert found == {
        number: (2 * mean * 1000 + base) // (2 * base) for number, mean in expected.items()
    }


def test_other_bases(engine: Backend) -> None:
    cases = [case(1, 2025, 500), case(2, 2025, 1500)]
    by_group = policy(DAY, {"score_base": "reference_group", "score_places": "0"})
    assert scored(engine, cases, by_group, reference="JC1") == {1: 1000, 2: 3000}
    by_quota = policy(DAY, {"score_base": "fixed_quota", "score_places": "2"})
    assert scored(engine, cases, by_quota, quota_fen=100) == {1: 500, 2: 1500}
    with pytest.raises(EngineError, match="JC3"):
        scored(engine, cases, by_group, reference="JC3")


def test_more_years_than_weights_are_refused(engine: Backend) -> None:
    with pytest.raises(EngineError, match="权重却只有3个"):
        scored(engine, [case(1, year, 5) for year in range(2020, 2024)], policy(DAY))


COSTS = st.one_of(st.integers(1, 50), st.integers(10**9, 10**10))
CASES = st.lists(st.builds(case, st.integers(-1, 3), st.integers(2023, 2025), COSTS),
                 min_size=1, max_size=60).filter(lambda rows: any(row["number"] > 0 for row in rows))  # fmt: skip


@settings(max_examples=10, deadline=None)
@given(
    cases=CASES,
    mean=st.sampled_from(["yearly_means", "pooled"]),
    trim=st.sampled_from(["0", "200"]),
)
def test_points_are_those_computed_by_hand(
    engine: Backend, cases: list[dict[str, Any]], mean: str, trim: str
) -> None:
    """In fractions, case by case; and the order of the rows is nothing to them."""
    chosen = policy(DAY, {"mean_of_years": mean, "trim_permille": trim, "trim_min_cases": "4"})
    rows = [each | {"setl_id": f"{at:04d}"} for at, each in enumerate(cases)]
    found = scored(engine, cases, chosen)
    assert found == reference.points(rows, chosen)
    if trim == "0":
        assert scored(engine, cases[::-1], chosen) == found


@settings(max_examples=4, deadline=None)
@given(cases=CASES, factor=st.integers(2, 9))
def test_dearer_money_changes_no_score(
    engine: Backend, cases: list[dict[str, Any]], factor: int
) -> None:
    """All costs times a number, of means that are whole fen, leave the points as they are."""
    whole = [
        each | {"cost_fen": each["cost_fen"] // 10**6 * 10**12 // 10**4 + 10**7} for each in cases
    ]
    one_year = [each | {"year": 2025} for each in whole]
    plain = policy(DAY, {"trim_permille": "0", "score_places": "2"})
    dearer = [each | {"cost_fen": each["cost_fen"] * factor} for each in one_year]
    before, after = scored(engine, one_year, plain), scored(engine, dearer, plain)
    assert before.keys() == after.keys()
    assert all(abs(before[number] - after[number]) <= 1 for number in before)


def test_all_cases_together_count_a_thousand_points_each(engine: Backend) -> None:
    """Where nothing is dropped, the mean of the points over all cases is 1000."""
    cases = [case(at % 3 + 1, 2025, 10_000 + 7919 * at % 65_536) for at in range(600)]
    found = scored(engine, cases, policy(DAY, {"trim_permille": "0"}))
    mean = sum(found[each["number"]] for each in cases) // len(cases)
    assert abs(mean - 1000 * 10**4) <= 10**4 // 20
