"""日期: days as notices print them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.documents.parsing.letter.dates import dates_in
from zhida.documents.parsing.normalise import clean


def days(text: str) -> list[datetime.date | None]:
    return [found.value.date for found in dates_in(clean(text).text)]


@given(
    st.dates(datetime.date(1995, 1, 1), datetime.date(2070, 12, 31)),
    st.sampled_from(
        [
            "{0.year}年{0.month}月{0.day}日",
            "{0.year} 年 {0.month} 月 {0.day} 日",
            "{0.year}-{0.month}-{0.day}",
            "{0.year}.{0.month:02}.{0.day:02}",
            "{0.year}/{0.month}/{0.day}",
            "{0:%Y%m%d}",
            "{0.year}年{0.month}月{0.day}",
        ]
    ),
)
def test_every_spelling_of_a_day(day: datetime.date, spelling: str) -> None:
    assert days(f"市财政局{spelling.format(day)}") == [day]


def test_chinese_figures() -> None:
    assert days("二〇二〇年十二月三十一日") == [datetime.date(2020, 12, 31)]
    assert days("二O二三年元月") == []


@pytest.mark.parametrize(
    "text", ["2021年13月1日", "2021年2月30日", "2020年专项", "30日内", "3.5.2"]
)
def test_impossible_days_and_other_figures_are_none(text: str) -> None:
    assert days(text) == []


def test_a_month_has_no_day() -> None:
    (found,) = dates_in("2020年12月份")
    assert (found.value.year, found.value.month, found.value.day) == (2020, 12, None)
