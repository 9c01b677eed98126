"""上下限: the pool is spent exactly, bounds hold, and who is not bound keeps the proportion."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.allocation import AllocationError
from zhida.core.allocation.bounds import apportion, water_fill

fractions = st.fractions(0, 50, max_denominator=30)


@st.composite
def bounded(
    draw: st.DrawFn,
) -> tuple[list[Fraction], Fraction, list[Fraction], list[Fraction | None]]:
    """Weights, a total that the bounds allow, floors and caps."""
    count = draw(st.integers(1, 6))
    weights = [draw(fractions) + 1 for _ in range(count)]
    floors = [draw(st.sampled_from([Fraction(0), draw(fractions)])) for _ in range(count)]
    caps = [draw(st.sampled_from([None, low + draw(fractions)])) for low in floors]
    room = [None if cap is None else cap - low for low, cap in zip(floors, caps, strict=True)]
    widest = sum((Fraction(50) if each is None else each for each in room), Fraction(0))
    total = sum(floors, Fraction(0)) + widest * draw(st.fractions(0, 1, max_denominator=20))
    return weights, total, floors, caps


@given(bounded())
def test_the_total_and_all_bounds_hold_exactly(
    case: tuple[list[Fraction], Fraction, list[Fraction], list[Fraction | None]],
) -> None:
    weights, total, floors, caps = case
    amounts = water_fill(weights, total, floors, caps)
    assert sum(amounts) == total
    levels = set()
    for amount, weight, low, cap in zip(amounts, weights, floors, caps, strict=True):
        assert low <= amount
        assert cap is None or amount <= cap
        if low < amount and (cap is None or amount < cap):
            levels.add(amount / weight)
    assert len(levels) <= 1, "those between their bounds share in proportion"


def test_bounds_that_leave_no_solution_are_told() -> None:
    one, none = Fraction(1), Fraction(0)
    with pytest.raises(AllocationError, match="上限低于下限"):
        water_fill([one], Fraction(3), [Fraction(2)], [one])
    with pytest.raises(AllocationError, match="下限之和超过"):
        water_fill([one], Fraction(1), [Fraction(2)], [None])
    with pytest.raises(AllocationError, match="不足以分完"):
        water_fill([one, one], Fraction(5), [none, none], [one, one])
    with pytest.raises(AllocationError, match="不足以分完"):
        water_fill([none], Fraction(5), [none], [None])


@given(st.lists(st.fractions(0, 9, max_denominator=7), min_size=1, max_size=8))
def test_whole_units_keep_the_sum_and_stay_within_one(amounts: list[Fraction]) -> None:
    rest = -sum(amounts, Fraction(0)) % 1
    exact = [*amounts, rest]
    names = [f"县{i}" for i in range(len(exact))]
    units = apportion(exact, names)
    assert sum(units) == sum(exact, Fraction(0))
    assert all(abs(unit - share) < 1 for unit, share in zip(units, exact, strict=True))
    backwards = apportion(exact[::-1], names[::-1])
    assert units == backwards[::-1]


def test_a_sum_that_is_no_whole_unit_is_refused() -> None:
    with pytest.raises(AllocationError, match="整数倍"):
        apportion([Fraction(1, 2)], ["甲县"])
