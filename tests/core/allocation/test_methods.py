"""分配方法: every step is a part of the explanation, and the parts make up the pool."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.allocation import AllocationError
from zhida.core.allocation.methods import (
    Coefficient,
    Factor,
    Step,
    by_factors,
    by_standard,
    summed,
    to_pool,
    within_bounds,
)

numbers = st.integers(0, 500).map(Fraction)
three = st.tuples(numbers, numbers, numbers)


def whole(*values: int) -> tuple[Fraction, ...]:
    """Whole numbers as fractions."""
    return tuple(map(Fraction, values))


@given(three.filter(any), three.filter(any), st.tuples(*[st.integers(1, 9).map(Fraction)] * 3))
def test_the_steps_of_factors_sum_to_the_pool(
    heads: tuple[Fraction, ...], need: tuple[Fraction, ...], coefficient: tuple[Fraction, ...]
) -> None:
    factors = [Factor("人数", Fraction(6), heads), Factor("需求", Fraction(4), need)]
    steps = by_factors(1000, whole(5, 5, 5), factors, [Coefficient("绩效", coefficient)])
    assert [step.name for step in steps] == ["基数", "人数", "需求", "绩效"]
    assert sum(summed(steps, 3)) == 1000
    assert sum(steps[-1].amounts) == 0, "a coefficient moves money, it makes none"


def test_weights_and_values_divide_as_the_method_says() -> None:
    """60 % by heads (1:3), 40 % equally, of 100: 15 + 20 and 45 + 20."""
    factors = [
        Factor("人数", Fraction(60), whole(1, 3)),
        Factor("均衡", Fraction(40), whole(1, 1)),
    ]
    assert summed(by_factors(100, whole(0, 0), factors, []), 2) == whole(35, 65)


def test_a_coefficient_shifts_shares_and_the_pool_stays() -> None:
    steps = by_factors(
        90,
        whole(0, 0),
        [Factor("人数", Fraction(1), whole(1, 1))],
        [Coefficient("绩效", whole(2, 1))],
    )
    assert summed(steps, 2) == whole(60, 30)
    assert steps[-1].amounts == whole(15, -15)


@pytest.mark.parametrize(
    ("base", "weight", "values", "coefficient", "words"),
    [
        (whole(60, 60), 1, whole(1, 1), whole(1, 1), "保障基数之和超过"),
        (whole(0, 0), 0, whole(1, 1), whole(1, 1), "权重之和为零"),
        (whole(0, 0), 1, whole(0, 0), whole(1, 1), "因素“人数”各地之和为零"),
        (whole(0, 0), 1, whole(1, 1), whole(0, 0), "系数“绩效”使各地份额都为零"),
    ],
)
def test_what_divides_nothing_is_told(
    base: tuple[Fraction, ...],
    weight: int,
    values: tuple[Fraction, ...],
    coefficient: tuple[Fraction, ...],
    words: str,
) -> None:
    factor = Factor("人数", Fraction(weight), values)
    with pytest.raises(AllocationError, match=words):
        by_factors(100, base, [factor], [Coefficient("绩效", coefficient)])


def test_a_standard_per_head_is_scaled_to_the_pool_only_as_a_step_of_its_own() -> None:
    shares = (Fraction(1, 2), Fraction(1))
    steps = by_standard("标准", Fraction(10), whole(4, 6), shares)
    assert summed(steps, 2) == whole(20, 60)
    assert to_pool(steps, 80, 2) == steps
    scaled = to_pool(steps, 40, 2)
    assert scaled[-1] == Step("按总额调整", whole(-10, -30))
    with pytest.raises(AllocationError, match="全部为零"):
        to_pool([Step("标准", whole(0, 0))], 40, 2)


def test_bounds_are_a_step_only_where_they_bite() -> None:
    steps = (Step("人数", whole(10, 30, 60)),)
    none = (None, None, None)
    assert within_bounds(steps, 100, whole(0, 0, 0), none) == steps
    lifted = within_bounds(steps, 100, whole(19, 0, 0), none)
    assert lifted[-1] == Step("上下限", whole(9, -3, -6))
