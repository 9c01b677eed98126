"""因素解释: a published split follows a factor exactly, or it doesn't follow it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from zhida import read as read_notice
from zhida.core.performance.factors import Verdict, explains
from zhida.core.performance.published import published

CASES = Path(__file__).parents[2] / "cases" / "performance" / "factors.csv"


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["case"])
def test_a_split_follows_a_factor_or_not(case: dict[str, str]) -> None:
    factor = [Fraction(each) for each in case["factor"].split()]
    found = explains(factor, [int(each) for each in case["values"].split()])
    assert found.verdict.value == case["verdict"]
    assert " ".join(map(str, found.misses)) == case["misses"]


def test_in_urumqi_only_the_insured_follow_head_count_and_nothing_follows_money(
    real_notices: Sequence[Path],
) -> None:
    path = next(path for path in real_notices if path.name.startswith("003"))
    known = published(read_notice(path))
    assert known is not None
    assert len(known.parts) == 8
    verdicts = {
        (indicator.name, factor.name): found.verdict
        for indicator in known.counts()
        for factor in known.factors.factors
        if (found := known.explain(indicator, factor)) is not None
    }
    assert len(verdicts) == 12
    follows = {key for key, verdict in verdicts.items() if verdict is Verdict.FOLLOWS}
    assert follows == {("资助参保人次数", "救助人数")}
    assert set(verdicts.values()) == {Verdict.FOLLOWS, Verdict.DIFFERS}


@given(
    st.lists(st.integers(1, 10_000), min_size=3, max_size=10),
    st.fractions(Fraction(1, 100), 50),
)
def test_shares_rounded_half_up_always_follow(factor: list[int], rate: Fraction) -> None:
    values = [int(rate * each + Fraction(1, 2)) for each in factor]
    assume(any(values))
    found = explains([Fraction(each) for each in factor], values)
    assert found.verdict is not Verdict.DIFFERS


@given(st.lists(st.integers(100, 10_000), min_size=3, max_size=10))
def test_one_part_that_is_far_off_is_enough_to_say_no(factor: list[int]) -> None:
    first, rest = factor[0], factor[1:]
    values = [each * 3 for each in factor]
    values[0] += 2 + first // min(rest) + sum(factor) // sum(rest)
    found = explains([Fraction(each) for each in factor], values)
    assert found.verdict is Verdict.DIFFERS
    assert 0 in found.misses


def test_lists_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="个数应当相同"):
        explains([Fraction(1)], [1, 2])
    with pytest.raises(ValueError, match="不能是负数"):
        explains([Fraction(1), Fraction(1)], [1, -2])
