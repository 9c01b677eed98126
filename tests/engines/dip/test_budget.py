"""总额预算与年初点值: three ways to a budget, three regions of value."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhida.engines.dip.budget import Basis, Earned, budget, start_value
from zhida.engines.dip.policy import policy
from zhida.engines.errors import EngineError

DAY = datetime.date(2026, 1, 1)


@pytest.mark.parametrize(
    ("method", "basis", "told"),
    [
        ("growth", Basis(income_fen=5), "要有上年按病种付费的支出"),
        ("last_year_share", Basis(income_fen=5, last_fen=9, last_income_fen=8), "不超过上年收入"),
        ("item_deduction", Basis(income_fen=5, items_fen=(5,)), "不小于当年收入"),
        ("item_deduction", Basis(), "没有当年统筹基金收入"),
    ],
)
def test_a_budget_without_its_figures_is_refused(method: str, basis: Basis, told: str) -> None:
    with pytest.raises(EngineError, match=told):
        budget(basis, policy(DAY, {"budget_method": method}))


YEAR = [
    Earned("cheap", 100, 900, 1000),
    Earned("middle", 100, 1000, 1100),
    Earned("dear", 100, 2000, 3000),
]


@pytest.mark.parametrize(
    ("region", "value"),
    [
        ("trim", Fraction(5100, 300)),
        ("one_dimension", Fraction(2100, 200)),  # the dear one's revenue is above the mean
    ],
)
def test_the_region_decides_whose_cost_a_point_is_worth(region: str, value: Fraction) -> None:
    assert start_value({2025: YEAR}, policy(DAY, {"value_region": region}), 0) == value


def test_the_geometric_median_of_many_is_where_most_are() -> None:
    """Three of four institutions cost 10 fen a point: a fourth can't draw the value away."""
    year = [Earned(f"H{i}", 100, 900, 1000) for i in range(3)] + [Earned("H9", 100, 800, 600)]
    year.append(Earned("dear", 100, 3000, 4000))
    found = start_value({2025: year}, policy(DAY, {"value_region": "two_dimension"}), 0)
    assert abs(found - 10) < Fraction(1, 1000)


@settings(max_examples=30, deadline=None)
@given(
    years=st.lists(
        st.lists(st.tuples(st.integers(1, 1000), st.integers(1, 10**6), st.integers(1, 10**6)),
                 min_size=1, max_size=4),
        min_size=1, max_size=3),
    region=st.sampled_from(["trim", "one_dimension"]), times=st.integers(2, 9),
)  # fmt: skip
def test_costs_times_ten_make_a_point_worth_ten_times(
    years: list[list[tuple[int, int, int]]], region: str, times: int
) -> None:
    chosen = policy(DAY, {"value_region": region})

    def value(by: int) -> Fraction:
        return start_value(
            {
                2023 + at: [
                    Earned(f"H{i}", points, revenue * by, cost * by)
                    for i, (points, revenue, cost) in enumerate(rows)
                ]
                for at, rows in enumerate(years)
            },
            chosen,
            0,
        )  # fmt: skip

    assert value(times) == times * value(1)


def test_the_newest_year_counts_most() -> None:
    years = {2023 + at: [Earned("H", 10, 100, cost)] for at, cost in enumerate((100, 200, 300))}
    assert start_value(years, policy(DAY), 0) == Fraction(100 + 400 + 2100, 100)
    with pytest.raises(EngineError, match="年初点值"):
        start_value({}, policy(DAY), 0)
