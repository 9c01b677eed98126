"""比较: parts that sum to the result, places without gaps in sense, and absent is not zero."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from zhida.core.allocation.comparison import compared, ranks, waterfall
from zhida.core.allocation.methods import Step


@given(st.lists(st.fractions(-50, 50, max_denominator=30), min_size=1, max_size=6))
def test_printed_parts_sum_to_the_result_to_the_fen(parts: list[Fraction]) -> None:
    whole = [*parts, -sum(parts, Fraction()) % 1]
    bars = waterfall([Step(str(i), (part,)) for i, part in enumerate(whole)], 0, 10_000)
    assert sum(bar.amount for bar in bars) == bars[-1].end == sum(whole) * 10_000
    assert all(after.start == before.end for before, after in pairwise(bars))


@given(st.lists(st.integers(0, 5), max_size=8))
def test_a_place_is_one_more_than_those_who_have_more(amounts: list[int]) -> None:
    assert list(ranks(amounts)) == [1 + sum(b > a for b in amounts) for a in amounts]


def test_who_was_not_there_last_year_has_no_difference() -> None:
    kept, new, gone = compared({"甲县": 6, "乙县": 2}, {"甲县": 4, "丙县": 1})
    assert (kept.difference, kept.rate) == (2, Fraction(1, 2))
    assert (new.before, new.difference, new.rate) == (None, None, None)
    assert (gone.now, gone.difference) == (None, None)


def test_a_rate_needs_something_to_divide_by() -> None:
    (only,) = compared({"甲县": 5}, {"甲县": 0})
    assert (only.difference, only.rate) == (5, None)
