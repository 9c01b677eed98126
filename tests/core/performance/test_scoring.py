"""绩效评分: the points of every case that a finance officer wrote down, and what always holds."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.money import Unit, fen_of
from zhida.core.notice import Indicator, PerformanceTable
from zhida.core.performance.indicators import (
    Actual,
    Direction,
    IndicatorKind,
    Standing,
    TypedIndicator,
)
from zhida.core.performance.points import Attainment, Outcome, part_of, points_text
from zhida.core.performance.policy import Inapplicable, policy_of
from zhida.core.performance.scoring import Score, score
from zhida.core.performance.typed import typed
from zhida.core.performance.weights import weights_of
from zhida.core.provenance import Source, Stated
from zhida.documents.parsing.performance import read_target

ROOT = Path(__file__).resolve().parents[3]
PLACE = Source("自评表.docx", table=1, row=2)
END = datetime.date(2023, 12, 31)


def cases(kind: str) -> list[dict[str, str]]:
    """The cases of a kind, in the order of the table."""
    text = (ROOT / "tests/cases/performance/scoring.csv").read_text(encoding="utf-8")
    return [row for row in csv.DictReader(text.splitlines()) if row["kind"] == kind]


def name(case: dict[str, str]) -> str:
    """How a case is called in a report."""
    return f"{case['name']}{case['target']}:{case['actual']}"


def indicator_of(case: dict[str, str]) -> TypedIndicator:
    """The indicator as a table of goals of 2023 prints it."""
    year = Stated(2023, PLACE)
    table = PerformanceTable("绩效目标表", "", None, None, year, (), (), (), (), PLACE)
    target = read_target(case["target"], 2023, case["name"])
    return typed(Indicator("产出指标", "数量指标", case["name"], target, PLACE), table).indicator


def attained(case: dict[str, str]) -> Attainment:
    """What the case says was reached."""
    indicator, told = indicator_of(case), case["actual"]
    if not told:
        return Attainment(indicator)
    if told == "不适用":
        return Attainment(indicator, applicable=False)
    read = read_target(told, 2023, case["name"])
    if indicator.kind is IndicatorKind.GRADE:
        share = None if read.value is None else Fraction(read.value) / 100
        return Attainment(indicator, Actual(Standing.DECLARED, END, share=share, note=told))
    return Attainment(indicator, Actual(Standing.DECLARED, END, value=read.value, day=read.due))


@pytest.mark.parametrize("case", cases("indicator"), ids=name)
def test_an_indicator_earns_what_the_case_says(case: dict[str, str]) -> None:
    policy = policy_of(2023)
    part = part_of(attained(case), policy)
    points = policy.rounded(Fraction(case["weight"]) * part.share)
    assert (part.outcome.label, points_text(points)) == (case["outcome"], case["points"])


@pytest.mark.parametrize("case", cases("execution"), ids=name)
def test_the_execution_earns_its_rate(case: dict[str, str]) -> None:
    budget = fen_of(case["target"], Unit.WAN_YUAN)
    executed = fen_of(case["actual"], Unit.WAN_YUAN) if case["actual"] else None
    found = score([], 2023, budget, executed).execution
    assert (found.outcome.label, points_text(found.points)) == (case["outcome"], case["points"])


@pytest.mark.parametrize("case", cases("grade"), ids=name)
def test_a_total_has_its_grade(case: dict[str, str]) -> None:
    assert policy_of(2023).grade(Fraction(case["actual"])) == case["outcome"]


def number(
    label: str,
    target: int,
    *,
    comparator: str = "≥",
    section: tuple[str, str] = ("产出指标", "数量指标"),
    weight: int | None = None,
) -> TypedIndicator:
    """A count that is to be reached."""
    way = Direction.LOWER if comparator == "≤" else Direction.HIGHER
    return TypedIndicator(
        *section, label, IndicatorKind.NUMBER, comparator, Decimal(target), "次", None, "", way,
        None if weight is None else Fraction(weight), "", "", 2023, "",
    )  # fmt: skip


def reached(indicator: TypedIndicator, value: int | None) -> Attainment:
    """What was reached, None for nothing reported."""
    actual = None if value is None else Actual(Standing.DECLARED, END, value=Decimal(value))
    return Attainment(indicator, actual)


BENEFIT = ("效益指标", "社会效益指标")
CONTENT = ("满意度指标", "服务对象满意度指标")


def table_of(*values: int | None) -> list[Attainment]:
    """Three outputs, a benefit, a satisfaction, each asking for ten."""
    sections = [("产出指标", "数量指标")] * 2 + [("产出指标", "质量指标"), BENEFIT, CONTENT]
    return [
        reached(number(f"指标{at}", 10, section=section), value)
        for at, (section, value) in enumerate(zip(sections, values, strict=True))
    ]


def test_the_weights_are_ten_fifty_thirty_ten() -> None:
    found = score(table_of(10, 10, 10, 10, 10), 2023, 100, 100)
    assert [each.weight for each in found.rows] == [Fraction(25, 2), Fraction(25, 2), 25, 30, 10]
    assert [found.execution.weight, found.total] == [10, 100]
    assert found.grade == "优"


def test_with_cost_indicators_the_weights_are_those_of_the_variant() -> None:
    cost = reached(number("成本", 10, comparator="≤", section=("成本指标", "经济成本指标")), 9)
    found = score([*table_of(10, 10, 10, 10, 10), cost], 2023, 100, 100)
    assert [each.weight for each in found.rows] == [10, 10, 20, 20, 10, 20]
    assert found.total == 100


def test_cost_under_output_is_an_output() -> None:
    cost = number("成本", 10, comparator="≤", section=("产出指标", "成本指标"))
    assert weights_of([cost], policy_of(2023)).rows == (Fraction(50),)


def test_points_that_dont_divide_go_out_a_hundredth_at_a_time() -> None:
    rows = [number(f"指标{at}", 1) for at in range(3)]
    found = weights_of(rows, policy_of(2023)).rows
    assert found == (Fraction(1667, 100), Fraction(1667, 100), Fraction(1666, 100))


def test_the_points_of_what_does_not_apply_leave_the_count() -> None:
    """30 of benefit don't apply: what was earned of 70 is scaled to 100."""
    rows = table_of(10, 10, 10, 10, 10)
    rows[3] = Attainment(rows[3].indicator, applicable=False)
    rows[4] = reached(rows[4].indicator, 5)
    found = score(rows, 2023, 100, 100)
    assert [found.full, found.total] == [70, Fraction(9286, 100)]
    assert "65.00 × 100/70 = 92.86" in found.arithmetic


def with_choice(choice: Inapplicable) -> Score:
    """A score where one output of two in its level 2 doesn't apply."""
    from dataclasses import replace

    rows = table_of(10, 5, 10, 10, 10)
    rows[0] = Attainment(rows[0].indicator, applicable=False)
    return score(rows, 2023, 100, 100, policy=replace(policy_of(2023), inapplicable=choice))


def test_the_other_choices_for_what_does_not_apply() -> None:
    spread = with_choice(Inapplicable.REDISTRIBUTED)
    assert [each.weight for each in spread.rows[:3]] == [0, Fraction(50, 3), Fraction(100, 3)]
    assert spread.total == Fraction(9166, 100)  # 10 + 8.33 + 33.33 + 30 + 10
    dropped = with_choice(Inapplicable.DROPPED)
    assert (dropped.full, dropped.total) == (Fraction(175, 2), Fraction(8125, 100))


def test_nothing_reported_earns_nothing_and_is_said() -> None:
    found = score(table_of(10, None, 10, 10, 10), 2023, 100, 100)
    assert found.rows[1].points == 0
    assert [each.code for each in found.findings] == ["S13"]


def test_more_than_thirty_per_cent_over_wants_a_reason() -> None:
    over, within = reached(number("甲", 10), 14), reached(number("乙", 10), 13)
    told = Attainment(over.indicator, over.actual, reason="新增两次专项检查")
    codes = [
        [each.code for each in score([one], 2023, 100, 100).findings]
        for one in (over, within, told)
    ]
    assert codes == [["S07"], [], []]


def test_weights_given_must_come_to_a_hundred() -> None:
    rows = [reached(number("甲", 10, weight=50), 10), reached(number("乙", 10, weight=45), 10)]
    found = score(rows, 2023, 100, 100)
    assert [(each.code, each.found) for each in found.findings] == [("S02", "105")]


def test_a_survey_that_meets_its_target_only_by_the_point_is_said() -> None:
    rate = TypedIndicator(
        *CONTENT, "满意度", IndicatorKind.RATE, "≥", Decimal(85), "%", None, "", Direction.HIGHER,
        None, "", "", 2023, "",
    )  # fmt: skip
    actual = Actual(
        Standing.MEASURED, END, value=Decimal(87), n=400, low=Decimal("83.3"), high=Decimal("89.9")
    )
    found = score([Attainment(rate, actual)], 2023, 100, 100)
    assert found.rows[0].outcome is Outcome.MET
    assert [each.code for each in found.findings] == ["S23"]


VALUES = st.one_of(st.none(), st.integers(0, 40))
FORMS = st.lists(
    st.tuples(
        st.sampled_from([("产出指标", "数量指标"), ("产出指标", "质量指标"), BENEFIT, CONTENT]),
        st.sampled_from(["≥", "≤"]),
        st.integers(1, 20),
        VALUES,
    ),
    min_size=1,
    max_size=12,
)
Rows = Sequence[tuple[tuple[str, str], str, int, int | None]]


def form_of(rows: Rows) -> list[Attainment]:
    """Indicators with names of their own."""
    return [
        reached(number(f"指标{at}", target, comparator=sign, section=section), value)
        for at, (section, sign, target, value) in enumerate(rows)
    ]


@given(FORMS, st.integers(0, 100))
def test_points_lie_between_nothing_and_the_weight(rows: Rows, executed: int) -> None:
    found = score(form_of(rows), 2023, 100, executed)
    # the nearest hundredth to a weight of hundredths is never above it
    assert all(0 <= each.points <= each.weight for each in found.rows)
    assert found.total is not None
    assert 0 <= found.total <= 100


@given(FORMS)
def test_the_weights_of_a_table_are_a_hundred(rows: Rows) -> None:
    weights = weights_of([each.indicator for each in form_of(rows)], policy_of(2023))
    assert weights.full == 100
    sections = {each[0][0] for each in rows}
    points = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
    assert sum(weights.rows) == sum(points[each] for each in sections)


@given(FORMS, st.randoms())
def test_the_order_of_the_rows_changes_nothing(rows: Rows, chance: object) -> None:
    before = form_of(rows)
    after = list(before)
    chance.shuffle(after)  # type: ignore[attr-defined]
    earned = {row.attained.indicator.name: row.points for row in score(before, 2023, 9, 4).rows}
    again = score(after, 2023, 9, 4)
    assert {row.attained.indicator.name: row.points for row in again.rows} == earned
    assert again.total == score(before, 2023, 9, 4).total


@given(st.sampled_from(["≥", "≤"]), st.integers(1, 50), st.integers(0, 200), st.integers(0, 200))
def test_who_does_better_never_earns_less(sign: str, target: int, one: int, other: int) -> None:
    low, high = sorted((one, other))
    worse, better = (high, low) if sign == "≤" else (low, high)
    indicator = number("甲", target, comparator=sign)
    policy = policy_of(2023)
    less, more = (part_of(reached(indicator, each), policy).share for each in (worse, better))
    assert less <= more


@given(FORMS)
def test_the_arithmetic_says_the_points(rows: Rows) -> None:
    for each in score(form_of(rows), 2023, 100, 100).rows:
        if each.outcome.counts:
            assert f"= {points_text(each.points)}（" in each.arithmetic
