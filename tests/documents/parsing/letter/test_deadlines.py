"""时限: absolute, after an event, within a period, recurring, or only prompt."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.notice import DeadlineKind
from zhida.documents.parsing.letter.deadlines import deadline_of, deadlines_in
from zhida.documents.parsing.normalise import clean

SIGNED = datetime.date(2020, 3, 27)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("于2022年2月9日前报送", (2022, 2, 9)),
        ("2022年2月9日之前", (2022, 2, 9)),
        ("2022 年 2 月 9 前", (2022, 2, 9)),
        ("2022.2.9前", (2022, 2, 9)),
        ("20220209前", (2022, 2, 9)),
        ("二〇二二年二月九日以前", (2022, 2, 9)),
        ("2022年2月9日（星期三）下班前", (2022, 2, 9)),
        ("2022年2月9日18:00前", (2022, 2, 9)),
        ("2022年2月底前", (2022, 2, 28)),
        ("2022年底前", (2022, 12, 31)),
    ],
)
def test_days_with_their_year(text: str, date: tuple[int, int, int]) -> None:
    found = deadline_of(text, 2020, SIGNED)
    assert found and (found.kind, found.date) == (DeadlineKind.ABSOLUTE, datetime.date(*date))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("10月前", (2020, 9, 30)),
        ("10月底前", (2020, 10, 31)),
        ("十月底前", (2020, 10, 31)),
        ("1月前", (2020, 12, 31)),
        ("7月中旬前", (2020, 7, 20)),
        ("9月30日前", (2020, 9, 30)),
        ("1月15日前", (2021, 1, 15)),
        ("次年1月15日前", (2021, 1, 15)),
        ("年底前", (2020, 12, 31)),
        ("第三季度末前", (2020, 9, 30)),
        ("上半年底前", (2020, 6, 30)),
        ("本月底前", (2020, 3, 31)),
        ("下月10日前", (2020, 4, 10)),
        ("于25日前", (2020, 3, 25)),
    ],
)
def test_points_of_the_year(text: str, date: tuple[int, int, int]) -> None:
    found = deadline_of(text, 2020, SIGNED)
    assert found and (found.kind, found.date) == (DeadlineKind.IN_PERIOD, datetime.date(*date))


def test_without_a_day_of_signing_the_budget_year_decides() -> None:
    found = deadline_of("12月底前完成", 2023)
    assert found and found.date == datetime.date(2023, 12, 31)
    assert deadline_of("12月底前完成").date is None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "event", "days", "working"),
    [
        ("收到文件后，于3日内", "收到文件", 3, False),
        ("于收到文件30日内", "收到文件", 30, False),
        ("二十一日内", None, 21, False),
        ("接到本通知之日起15个工作日内", "接到本通知", 15, True),
        ("绩效目标批复后十日内", "绩效目标批复", 10, False),
        ("收到资金一个月内", "收到资金", 30, False),
        ("收到资金指标后两周内", "收到资金指标", 14, False),
    ],
)
def test_spans_after_an_event(text: str, event: str | None, days: int, working: bool) -> None:
    found = deadline_of(text, 2020, SIGNED)
    assert found and found.kind is DeadlineKind.AFTER_EVENT
    assert (found.event, found.days, found.working, found.date) == (event, days, working, None)


def test_known_events_have_a_day() -> None:
    printed = deadline_of("自本通知印发之日起10日内", 2020, SIGNED)
    closed = deadline_of("年度终了后20日内", 2020, SIGNED)
    assert printed and printed.date == datetime.date(2020, 4, 6)
    assert closed and closed.date == datetime.date(2021, 1, 20)


@pytest.mark.parametrize(
    ("text", "recurrence"),
    [
        ("每季度后次月8日前", "quarterly"),
        ("每月月末之前", "monthly"),
        ("每月5日前", "monthly"),
        ("每季度末月25日前", "quarterly"),
        ("每年12月底前", "yearly"),
        ("按季度", "quarterly"),
        ("逐月", "monthly"),
    ],
)
def test_recurring(text: str, recurrence: str) -> None:
    found = deadline_of(text + "报送", 2020, SIGNED)
    assert found and (found.kind, found.recurrence) == (DeadlineKind.RECURRING, recurrence)
    assert (found.text, found.date) == (text, None)


@pytest.mark.parametrize("text", ["及时报送", "按要求填报", "尽快拨付"])
def test_only_prompt(text: str) -> None:
    found = deadline_of(text)
    assert found and (found.kind, found.date) == (DeadlineKind.UNSTATED, None)


@pytest.mark.parametrize(
    "text",
    ["2020年专项资金", "2020年12月份", "第三季度支出", "3年规划", "自2022年1月1日起执行",
     "截至6月30日的支出", "12个月", "每人600元", "30日"],
)  # fmt: skip
def test_other_times_are_not_due_dates(text: str) -> None:
    assert deadline_of(text, 2020, SIGNED) is None


@given(st.dates(datetime.date(2020, 1, 1), datetime.date(2059, 12, 31)))
def test_a_printed_day_is_itself(day: datetime.date) -> None:
    found = deadline_of(f"请于{day.year}年{day.month}月{day.day}日前报送", 2020, SIGNED)
    assert found and found.date == day


@given(st.integers(1, 12), st.integers(1, 28))
def test_a_day_without_year_is_never_before_signing(month: int, day: int) -> None:
    found = deadline_of(f"{month}月{day}日前", 2020, SIGNED)
    assert found and found.date and found.date >= SIGNED
    assert found.date - SIGNED < datetime.timedelta(days=366)


def test_days_in_a_list_share_year_and_word() -> None:
    text = clean("2024年7月底和10月底前").text
    assert [d.value.date for d in deadlines_in(text, 2023, SIGNED)] == [
        datetime.date(2024, 7, 31),
        datetime.date(2024, 10, 31),
    ]


def test_next_month_after_a_recurring_word_recurs() -> None:
    text = clean("按照每月一报的要求，于次月5日前报送").text
    (found,) = [d.value for d in deadlines_in(text, 2020, SIGNED)][-1:]
    assert (found.kind, found.recurrence) == (DeadlineKind.RECURRING, "monthly")


def test_the_event_may_stand_in_the_first_clause() -> None:
    (found,) = deadlines_in(clean("资金到位后，各县要在30日内拨付").text)
    assert (found.value.event, found.value.days) == ("资金到位", 30)


def test_a_month_of_advance_money_is_one_of_its_own_year() -> None:
    signed = datetime.date(2022, 12, 8)
    month, day = deadline_of("12月底前", 2023, signed), deadline_of("12月20日前", 2023, signed)
    assert month and month.date == datetime.date(2023, 12, 31)
    assert day and day.date == datetime.date(2022, 12, 20)


def test_places_are_those_of_the_words() -> None:
    text = clean("请于每月5日前报送，并于10月底前反馈").text
    assert [text[d.start : d.end] for d in deadlines_in(text)] == ["每月5日前", "于10月底前"[1:]]
