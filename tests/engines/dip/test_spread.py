"""离散程度: as computed one cost after the other, to the last place, of any size."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

import ibis
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from ibis.backends.duckdb import Backend

from zhida.engines.dip.spread import Spread, spreads, within

COSTS = st.lists(st.integers(1, 10**10), min_size=1, max_size=30)


def by_hand(costs: list[int], means: list[Fraction], less: int) -> int:
    """The root of the mean square deviation against the mean, in 1/10000, cut off below."""
    if len(costs) - less < 1:
        return 0
    squares = sum(
        ((cost - mean) * (cost - mean) for cost, mean in zip(costs, means, strict=True)),
        Fraction(0),
    )
    mean = Fraction(sum(costs), len(costs))
    exact = squares / (len(costs) - less) / (mean * mean) * 10**8
    return isqrt(exact.numerator // exact.denominator)


def of(costs: list[int]) -> Spread:
    """A spread without the engine."""
    return Spread(len(costs), sum(costs), sum(cost * cost for cost in costs))


@settings(max_examples=8, deadline=None)
@given(costs=COSTS)
def test_the_engine_says_what_paper_says(engine: Backend, costs: list[int]) -> None:
    table = engine.create_table(
        ibis.util.gen_name("test"), pa.table({"code": ["A"] * len(costs), "cost_fen": costs}),
        temp=True,
    )  # fmt: skip
    found = spreads(engine, table, "code")[("A",)]
    assert found == of(costs)
    mean = Fraction(sum(costs), len(costs))
    assert found.cv("population") == by_hand(costs, [mean] * len(costs), 0)
    assert found.cv("sample") == by_hand(costs, [mean] * len(costs), 1)


@settings(max_examples=50, deadline=None)
@given(first=COSTS, second=COSTS)
def test_splitting_never_widens(first: list[int], second: list[int]) -> None:
    parts: dict[object, Spread] = {1: of(first), 2: of(second)}
    means = [Fraction(sum(part), len(part)) for part in (first, second) for _ in part]
    left = within(parts, "population")
    assert left == by_hand(first + second, means, 0)
    assert left <= of(first + second).cv("population")
