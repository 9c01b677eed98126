"""调查: the interval in which the true rate lies, by Wilson; published values of the formula."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.performance.reading import read

from zhida.core.performance.metrics.dictionary import MetricError
from zhida.core.performance.metrics.surveys import survey_advice, survey_rate, wilson

DAY = datetime.date(2025, 10, 8)
_SQUARE = Fraction("1.959963984540054") ** 2


@pytest.mark.parametrize(
    ("yes", "n", "low", "high"),
    [
        (81, 263, "25.52", "36.63"),  # R. G. Newcombe 1998: 0.2553 – 0.3662
        (15, 148, "6.23", "16.05"),  # 0.0624 – 0.1605
        (0, 20, "0.00", "16.12"),  # 0 – 0.1611
        (1, 29, "0.61", "17.18"),  # 0.0061 – 0.1718
        (29, 29, "88.30", "100.00"),
    ],
)
def test_the_interval_is_that_of_the_literature(yes: int, n: int, low: str, high: str) -> None:
    assert wilson(yes, n) == (Decimal(low), Decimal(high))


def _outside(rate: Decimal, yes: int, n: int) -> bool:
    """Whether a true rate differs from the sample by more than 1.96 of its own deviations."""
    p, share = Fraction(rate) / 100, Fraction(yes, n)
    return (share - p) ** 2 >= _SQUARE * p * (1 - p) / n


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_ends_are_where_the_score_test_turns(sample: tuple[int, int]) -> None:
    """Exactly, in fractions: the printed ends lie just outside, 0.01 further in is inside."""
    yes, n = sample
    low, high = wilson(yes, n)
    step = Decimal("0.01")
    assert 0 <= low <= Decimal(yes) * 100 / n <= high <= 100
    if low > 0:
        assert _outside(low, yes, n)
        assert not _outside(low + step, yes, n) or low + step > high
    if high < 100:
        assert _outside(high, yes, n)
        assert not _outside(high - step, yes, n) or high - step < low


@pytest.mark.parametrize(("yes", "n"), [(0, 0), (5, 4), (-1, 3)])
def test_a_sample_that_is_none_is_refused(yes: int, n: int) -> None:
    with pytest.raises(MetricError, match="请核对"):
        wilson(yes, n)


@pytest.mark.parametrize(
    ("yes", "advice"),
    [
        (395, ""),
        (345, "点估计已达标，但样本400，95%置信区间82.52%至89.29%，包含未达标的可能，宜扩大样本"),
        (335, "点估计未达标，但样本400，95%置信区间79.81%至87.05%，包含达标的可能，宜扩大样本"),
        (250, ""),
    ],
)
def test_the_estimate_decides_and_the_interval_advises(yes: int, advice: str) -> None:
    target = read("救助对象满意度", "≥85%")
    assert survey_advice(survey_rate(yes, 400, DAY, ["2025-秋"]), target) == advice
