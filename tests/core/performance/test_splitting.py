"""目标拆分: a count divided by a factor adds up to the last unit, whatever the factor."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.performance.reading import goals, read

from zhida import read as read_notice
from zhida.core.allocation.margins import AllocationError
from zhida.core.performance.published import published
from zhida.core.performance.quantities import Factor, Factors
from zhida.core.performance.splitting import divide, split, split_goals

CASES = Path(__file__).parents[2] / "cases" / "performance" / "splits.csv"
PEOPLE = Factor("救助人数", (Fraction(60), Fraction(40)))
PLACES = ("甲县", "乙县")


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def named(text: str) -> dict[str, str]:
    """甲县 60|乙县 40."""
    return dict(each.split(" ") for each in text.split("|"))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["case"])
def test_a_count_is_divided_in_proportion_and_adds_up(case: dict[str, str]) -> None:
    factor = named(case["factor"])
    quantities = [Fraction(each) for each in factor.values()]
    total, minimum = Decimal(case["total"]), int(case["minimum"])
    if case["result"].startswith("错误 "):
        with pytest.raises(AllocationError, match=case["result"].removeprefix("错误 ")):
            divide(total, list(factor), quantities, minimum=minimum)
        return
    found = divide(total, list(factor), quantities, minimum=minimum)
    assert dict(zip(factor, map(str, found), strict=True)) == named(case["result"])


@given(
    st.integers(0, 100_000),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any),
    st.integers(0, 3),
)
def test_every_part_is_within_one_of_its_share_and_nothing_is_lost(
    total: int, people: list[int], minimum: int
) -> None:
    names = [f"{n}县" for n in range(len(people))]
    factor = [Fraction(each) for each in people]
    if minimum * sum(map(bool, people)) > total:
        with pytest.raises(AllocationError):
            divide(Decimal(total), names, factor, minimum=minimum)
        return
    found = divide(Decimal(total), names, factor, minimum=minimum)
    assert sum(found) == total
    assert all(not given_ if not people_ else given_ >= minimum
               for given_, people_ in zip(found, people, strict=True))  # fmt: skip
    if not minimum:
        shares = [Fraction(total * each, sum(people)) for each in people]
        assert all(abs(Fraction(a) - b) < 1 for a, b in zip(found, shares, strict=True))


@given(st.permutations(["甲县", "乙县", "丙县", "丁县"]))
def test_who_gets_the_odd_unit_depends_on_names_not_on_their_order(order: list[str]) -> None:
    found = divide(Decimal(2), order, [Fraction(1)] * 4)
    assert {name for name, given_ in zip(order, found, strict=True) if given_} == {"丙县", "丁县"}


def test_rates_dates_and_grades_go_to_every_part_as_they_are() -> None:
    for name, printed in (
        ("政策知晓率", "≥90%"),
        ("模拟运行时间", "2025年6月30日前"),
        ("医保宣传能力", "显著提升"),
        ("运行维护响应时间", "≤30分钟"),
    ):
        assert split(read(name, printed), PLACES, PEOPLE).texts == (printed, printed)


def test_money_is_what_each_part_is_allocated() -> None:
    cost = read("补助成本", "100万元")
    wan = 1_000_000
    assert split(cost, PLACES, PEOPLE, amounts=(70 * wan, 30 * wan)).texts == ("70万元", "30万元")
    assert not split(cost, PLACES, PEOPLE).texts
    wrong = split(cost, PLACES, PEOPLE, amounts=(70 * wan, 31 * wan))
    assert not wrong.texts
    assert wrong.reason == "分配额合计101万元，与100万元不等"


def test_a_limit_is_divided_like_a_count() -> None:
    assert split(read("投诉次数", "≤5次"), PLACES, PEOPLE).texts == ("≤3次", "≤2次")


def test_a_goal_without_a_value_is_not_divided() -> None:
    share = split(read("培训次数", "≥**次"), PLACES, PEOPLE)
    assert (share.texts, share.reason) == ((), "上级没有可以衡量的指标值")


def test_without_a_published_split_the_factor_is_said_to_be_untested() -> None:
    assert split(read("培训次数", "≥4次"), PLACES, PEOPLE).support == (
        "没有上次公布的分解，不能核对"
    )


def test_an_indicator_that_the_whole_lacks_is_refused() -> None:
    whole = goals("全市", ("培训次数", "≥4次"))
    with pytest.raises(ValueError, match="没有指标考核次数"):
        split_goals(whole, Factors(PLACES, (PEOPLE,), None), PEOPLE, only=["考核次数"])


@pytest.fixture
def urumqi(real_notices: Sequence[Path]) -> Path:
    return next(path for path in real_notices if path.name.startswith("003"))


def test_a_factor_that_published_figures_contradict_is_not_offered(urumqi: Path) -> None:
    """Head-count divides the insured; inpatients and outpatients it doesn't."""
    last = published(read_notice(urumqi))
    assert last is not None
    people = last.factors.named("救助人数")
    whole = goals(
        "全市", ("资助参保人数", "≥24000"), ("住院救助人次", "≥16000"), ("门诊救助人次", "≥52000")
    )
    insured, inpatient, outpatient = split_goals(whole, last.factors, people, last=last)
    assert sum(insured.values) == 24000
    assert insured.support == "上次公布的数与“救助人数”逐一相符"
    for share in (inpatient, outpatient):
        assert share.texts == ()
        assert "与“救助人数”不符（8个单位对不上），不按它拆分" in share.reason


def test_a_person_may_insist_on_a_factor_by_naming_the_indicator(urumqi: Path) -> None:
    last = published(read_notice(urumqi))
    assert last is not None
    whole = goals("全市", ("住院救助人次", "≥16000"))
    (share,) = split_goals(
        whole, last.factors, last.factors.named("救助人数"), only=["住院救助人次"], last=last
    )
    assert sum(share.values) == 16000
    assert "不符" in share.support
