"""精确: division of whole numbers that no float can spoil."""

from __future__ import annotations

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhida.engines.exact import LARGEST, LARGEST_QUOTIENT, divide, half_up, round_half_up, total

pairs = st.integers(1, 2**40).flatmap(
    lambda divisor: st.tuples(
        st.integers(0, min(LARGEST, divisor * LARGEST_QUOTIENT) - 1), st.just(divisor)
    )
)
near = st.integers(1, 2**20).flatmap(
    lambda divisor: st.tuples(
        st.integers(2**20, LARGEST_QUOTIENT - 1).map(lambda whole: whole * divisor - 1).filter(
            lambda number: number < LARGEST),
        st.just(divisor),
    )
)  # fmt: skip


@settings(max_examples=8, deadline=None)
@given(st.lists(pairs | near, min_size=1, max_size=50))
def test_the_engine_divides_as_python_does(numbers: list[tuple[int, int]]) -> None:
    table = ibis.memtable(pa.table({"a": [a for a, _ in numbers], "b": [b for _, b in numbers]}))
    whole = table.select(q=divide(table.a, table.b)).to_pyarrow()["q"].to_pylist()
    assert whole == [a // b for a, b in numbers]
    small = table.mutate(a=table.a % (LARGEST // 4), b=table.b)
    rounded = small.select(q=half_up(small.a, small.b)).to_pyarrow()["q"].to_pylist()
    assert rounded == [round_half_up(a % (LARGEST // 4), b) for a, b in numbers]


def test_the_engines_own_floor_division_would_not_do() -> None:
    """The reason for `divide`: above 2⁵³ the float is off."""
    numerator, divisor = 3 * (2**53 - 1) - 1, 3
    literal = ibis.literal(numerator)
    assert (literal // divisor).to_pyarrow().as_py() != numerator // divisor


def test_a_sum_that_does_not_fit_is_refused() -> None:
    table = ibis.memtable(pa.table({"a": [2**62, 2**62]}))
    with pytest.raises(Exception, match="INT64"):
        total(table.a).to_pyarrow()
