"""方案: rounded to the unit, divided over the sources, every part accounted for."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.allocation import AllocationError, ColumnTotal
from zhida.core.allocation.methods import Factor, Step, by_factors, summed
from zhida.core.allocation.plan import carry_out

NAMES = ("甲县", "乙县", "丙县")


@given(
    st.tuples(*[st.integers(0, 99).map(Fraction)] * 3).filter(any),
    st.integers(1, 5000),
    st.integers(0, 5000),
)
def test_the_parts_of_each_recipient_sum_to_what_it_is_given(
    heads: tuple[Fraction, ...], central: int, lottery: int
) -> None:
    pool = (ColumnTotal("中央", central), ColumnTotal("彩票", lottery))
    steps = by_factors(
        central + lottery, (Fraction(0),) * 3, [Factor("人数", Fraction(1), heads)], []
    )
    allocation = carry_out(NAMES, pool, steps)
    cells = allocation.table.cells
    assert list(summed(allocation.steps, 3)) == [sum(row) for row in cells]
    assert [sum(column) for column in zip(*cells, strict=True)] == [central, lottery]
    assert allocation.table.fault() is None
    assert all(abs(each) < 1 for each in allocation.steps[-1].amounts)


def test_the_issue_now_is_the_year_less_the_advance() -> None:
    steps = (Step("定额", (Fraction(6), Fraction(4))),)
    pool = (ColumnTotal("中央", 10),)
    allocation = carry_out(("甲县", "乙县"), pool, steps, ((5,), (5,)))
    assert allocation.issued() == ((1,), (-1,))


def test_steps_that_miss_the_pool_and_negative_shares_are_refused() -> None:
    pool = (ColumnTotal("中央", 10),)
    with pytest.raises(AllocationError, match="不等于资金总额"):
        carry_out(("甲县",), pool, (Step("定额", (Fraction(9),)),))
    with pytest.raises(AllocationError, match="“乙县”的应得金额为负数"):
        carry_out(("甲县", "乙县"), pool, (Step("定额", (Fraction(11), Fraction(-1))),))
