"""What is to be handed in, and on which days."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.notice import Deadline, DeadlineKind, Notice, Obligation
from zhida.core.provenance import Source, Stated
from zhida.core.rules.deadlines.duties import is_filing, item_of, occurrences, same_item

Duty = Callable[..., Obligation]
Make = Callable[..., Notice]
SOON = Deadline(DeadlineKind.UNSTATED, "及时")


@pytest.mark.parametrize(
    ("text", "recurrence", "days"),
    [
        ("每季度后次月8日前", "quarterly", [(4, 8), (7, 8), (10, 8), (1, 8)]),
        ("每月10日前", "monthly", [(month, 10) for month in range(3, 13)]),
        ("每月月末之前", "monthly", [(3, 31), (4, 30), (5, 31), (6, 30), (7, 31), (8, 31),
                                (9, 30), (10, 31), (11, 30), (12, 31)]),
        ("每季度", "quarterly", []),
        ("每半年", "half-yearly", []),
    ],
)  # fmt: skip
def test_the_days_of_a_recurring_report(
    text: str, recurrence: str, days: list[tuple[int, int]], notice: Make, duty: Duty
) -> None:
    due = Deadline(DeadlineKind.RECURRING, text, recurrence=recurrence)
    found = occurrences(duty("报送进度", due), notice())
    assert [(day.month, day.day) for day in found] == days


@given(day=st.integers(1, 31), month=st.integers(1, 12))
def test_every_occurrence_lies_after_the_notice_and_in_order(day: int, month: int) -> None:
    place = Source("案例.txt")
    due = Deadline(DeadlineKind.RECURRING, f"每月{day}日前", recurrence="monthly")
    signed = datetime.date(2023, month, 15)
    made = Notice((), date=Stated(signed, place), budget_year=Stated(2023, place))
    found = occurrences(Obligation(None, "报送", None, due, None, place), made)
    assert all(each > signed for each in found)
    assert list(found) == sorted(set(found))


def test_the_item_is_what_is_left_without_the_verbs(duty: Duty) -> None:
    assert item_of(duty("请及时报送资金使用进度", SOON)) == "资金使用进度"
    assert item_of(duty("将资金使用进度上报", SOON)) == "资金使用进度"


def test_one_item_in_two_wordings(duty: Duty) -> None:
    one = duty("报送资金使用情况反馈单", SOON)
    assert same_item(one, duty("将当月资金使用情况反馈至省财政厅", SOON))
    assert not same_item(one, duty("报送绩效目标表", SOON))
    assert not same_item(duty("报送", SOON), duty("报送绩效目标表", SOON))


def test_only_what_is_handed_in_is_a_filing(duty: Duty) -> None:
    assert is_filing(duty("报送绩效目标表", SOON))
    assert not is_filing(duty("加快预算执行", SOON))
    assert not is_filing(duty("登录监控系统填报支付信息", SOON))
