"""整数规划: nearest whole numbers, checked against all that there are."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhida.core.allocation import AllocationError
from zhida.core.allocation.programme import Sum, fitted, nearest

TIES = [9, 4, 6, 5]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.fractions(0, 3, max_denominator=8), min_size=4, max_size=4),
    st.integers(0, 8),
    st.integers(0, 4),
)
def test_no_whole_numbers_lie_nearer(shares: list[Fraction], total: int, first: int) -> None:
    sums = [Sum((0, 1, 2, 3), total), Sum((0, 1), first)]
    every = [
        cells
        for cells in product(range(9), repeat=4)
        if sum(cells) == total and cells[0] + cells[1] == first
    ]
    found = nearest(shares, sums, TIES)
    if not every:
        assert found is None
        return
    assert found is not None
    assert found.proved
    assert found.cells in every
    if found.within:
        close = [
            each for each in every if all(abs(a - b) < 1 for a, b in zip(each, shares, strict=True))
        ]
        least = min(off(each, shares) for each in close)
        assert off(found.cells, shares) - least < Fraction(1, 10_000)


def off(cells: tuple[int, ...], shares: list[Fraction]) -> Fraction:
    """The total deviation."""
    return sum((abs(a - b) for a, b in zip(cells, shares, strict=True)), Fraction())


def test_a_sum_that_yields_misses_by_the_fewest_units() -> None:
    found = nearest([Fraction(1, 2)] * 2, [Sum((0, 1), 3), Sum((0, 1), 5, yields=True)], [1, 2])
    assert found is not None
    assert found.missed == (0, -2)
    assert found.impossible
    assert found.proved


def test_sums_that_contradict_each_other_have_no_answer() -> None:
    assert nearest([Fraction(1)], [Sum((0,), 1), Sum((0,), 2)], [1]) is None


def test_amounts_beyond_64_bits_are_refused_with_a_way_out() -> None:
    with pytest.raises(AllocationError, match="请改用更大的单位"):
        nearest([Fraction(1)], [Sum((0,), 2**50)], [1])


def test_shares_are_fitted_to_their_sums_the_same_everywhere() -> None:
    sums = [Sum((0, 1), 3), Sum((2, 3), 3), Sum((0, 2), 2), Sum((1, 3), 4)]
    assert fitted([1, 1, 1, 1], sums) == [Fraction(1), Fraction(2), Fraction(1), Fraction(2)]
