"""参数: every threshold has its law, and a gap is named."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.parameters import ParameterError, names, parameter
from zhida.data import load


def test_the_thirty_days_of_the_province_rest_on_the_budget_law() -> None:
    days = parameter("issue_days_province", 2023)
    assert (days.value, days.unit) == (30, "天")
    assert "预算法第五十二条" in days.basis


def test_a_parameter_changes_with_its_date() -> None:
    assert parameter("plan_days", datetime.date(2023, 12, 31)).value == 25
    assert parameter("plan_days", datetime.date(2024, 1, 1)).value == 21
    assert parameter("plan_days", 2023).value == 25


def test_an_unknown_name_is_named() -> None:
    with pytest.raises(ParameterError, match="没有名为 no_such_days 的参数"):
        parameter("no_such_days", 2023)


def test_a_day_without_a_value_is_named() -> None:
    with pytest.raises(ParameterError, match="参数 register_days 在 2010-12-31 没有有效的值"):
        parameter("register_days", 2010)


def test_the_weights_of_a_self_evaluation_make_a_hundred() -> None:
    parts = ("execution", "output", "benefit", "satisfaction")
    plain = [parameter(f"evaluation_weight_{part}", 2023).value for part in parts]
    costed = [
        parameter(f"evaluation_weight_{part}_costed", 2023).value for part in (*parts, "cost")
    ]
    assert (sum(plain), sum(costed)) == (100, 100)


def test_grades_descend() -> None:
    grades = [parameter(f"grade_{g}", 2023).value for g in ("excellent", "good", "fair")]
    assert grades == sorted(grades, reverse=True)


@given(st.sampled_from(names()), st.dates(datetime.date(2000, 1, 1), datetime.date(2040, 1, 1)))
def test_at_most_one_value_is_in_force_on_a_day(name: str, day: datetime.date) -> None:
    rows = [row for row in load("parameters") if row["name"] == name]
    force = [
        row
        for row in rows
        if (row["from_date"] or "0000") <= day.isoformat() <= (row["to_date"] or "9999")
    ]
    assert len(force) <= 1
    if force:
        assert parameter(name, day).value == int(force[0]["value"])
    else:
        with pytest.raises(ParameterError):
            parameter(name, day)
