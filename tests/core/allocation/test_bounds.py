"""上下限: the pool is spent exactly, bounds hold, and who is not bound keeps the proportion."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.allocation import AllocationError
from zhida.core.allocation.bounds import apportion, apportion_tree, water_fill

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


@given(
    st.lists(st.lists(st.fractions(0, 9, max_denominator=7), max_size=4), min_size=1, max_size=4)
)
def test_subtotals_too_stay_within_a_unit(cities: list[list[Fraction]]) -> None:
    """A city and its counties, each the floor or the ceiling of its exact share."""
    exact: list[Fraction] = []
    parents: list[int | None] = []
    names: list[str] = []
    for number, counties in enumerate(cities):
        city = len(exact)
        own = Fraction(1, 3) if not counties else Fraction(0)
        exact.append(own)
        parents.append(None)
        names.append(f"市{number}")
        exact += counties
        parents += [city] * len(counties)
        names += [f"市{number}县{i}" for i in range(len(counties))]
    exact.append(-sum(exact, Fraction(0)) % 1)
    parents.append(None)
    names.append("省本级")
    units = apportion_tree(exact, names, parents)
    for i, parent in enumerate(parents):
        members = [k for k, above in enumerate(parents) if above == i]
        share = sum((exact[k] for k in members), Fraction(0)) if members else exact[i]
        assert abs(units[i] - share) < 1
        assert not members or units[i] == sum(units[k] for k in members)
        assert parent is None or units[parent] >= units[i]
    assert sum(u for u, parent in zip(units, parents, strict=True) if parent is None) == sum(
        exact, Fraction(0)
    )


def test_units_that_no_rounding_reaches_are_refused() -> None:
    with pytest.raises(AllocationError, match="不能合计为5"):
        apportion([Fraction(1, 2), Fraction(1, 2)], ["甲县", "乙县"], 5)
