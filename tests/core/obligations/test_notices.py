"""五份通知的任务: every duty in the five real notices is born, and none besides."""

from __future__ import annotations

import csv
import datetime
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from zhida import read
from zhida.core.notice import Notice
from zhida.core.obligations import Duty, all_born, issuer

ROOT = Path(__file__).resolve().parents[3]
TABLE = ROOT / "tests" / "cases" / "obligations" / "notices.csv"
ROWS = list(csv.DictReader(TABLE.open(encoding="utf-8")))
RECEIVED = {row["通知"]: datetime.date.fromisoformat(row["收文日期"]) for row in ROWS}


@cache
def notice_of(stem: str) -> Notice:
    (path,) = (ROOT.parent / "shared" / "notices").glob(f"{stem}_*.txt")
    return read(path)


def duties(stem: str) -> tuple[Duty, ...]:
    return all_born(notice_of(stem), document=stem, received=RECEIVED[stem])


@pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: f"{row['通知']}-{row['事项关键词']}-{row['期']}"
)
def test_a_duty_of_the_table_is_born_with_its_day(row: dict[str, str]) -> None:
    found = [
        each
        for each in duties(row["通知"])
        if row["事项关键词"] in each.what and each.period == row["期"]
    ]
    day = datetime.date.fromisoformat(row["到期日"]) if row["到期日"] else None
    assert len(found) == int(row["责任单位数"])
    assert {each.due for each in found} == {day}
    assert all(bool(each.unknown) == (day is None) for each in found)


@pytest.mark.parametrize("stem", sorted(RECEIVED))
def test_nothing_is_born_that_the_table_does_not_name(stem: str) -> None:
    told = sum(int(row["责任单位数"]) for row in ROWS if row["通知"] == stem)
    assert len(duties(stem)) == told


@pytest.mark.parametrize("stem", sorted(RECEIVED))
def test_no_duty_is_born_twice(stem: str) -> None:
    counted = Counter(each.identity for each in duties(stem))
    assert [identity for identity, count in counted.items() if count > 1] == []
    assert duties(stem) == duties(stem)


def test_the_sentence_of_the_notice_goes_before_the_standing_rule() -> None:
    """001 says who files the goals and when: neither the 60 days nor a second filing remain."""
    rules = {each.rule for each in duties("001")}
    assert rules.isdisjoint({"targets", "register", "quarterly_530000"})


def test_a_sentence_without_a_day_is_dated_by_the_standing_rule() -> None:
    """002 asks for registration "及时": the rule says three days, the sentence stays behind it."""
    both = [each for each in duties("002") if each.rule == "register"]
    assert {each.owner for each in both} == {"361130-finance", "361130-medical-security"}
    for register in both:
        assert "登录有关指标" in register.basis
        assert register.source is not None


def test_who_gets_the_goals_with_the_money_files_none() -> None:
    assert not [each for each in duties("003") if each.rule == "targets"]


def test_the_year_of_a_copied_table_is_not_guessed() -> None:
    unknown = {each.unknown for each in duties("004") if each.due is None}
    assert unknown == {"绩效目标表写2022年度，预算年度是2023年，“12月底前”是哪一年待核对"}


def test_the_duty_to_publish_falls_on_who_issues() -> None:
    for stem in RECEIVED:
        sender = issuer(notice_of(stem))
        owners = {each.owner for each in duties(stem) if each.rule == "publish"}
        assert sender is not None
        assert owners == {sender.code}


def test_without_a_receipt_what_counts_from_it_has_no_day_and_says_so() -> None:
    found = all_born(notice_of("003"))
    asked = [each for each in found if each.form == "feedback"]
    assert {(each.due, each.unknown) for each in asked} == {(None, "收文日期未知")}
    assert all("30天" in each.note for each in asked)


def test_the_month_form_is_another_than_that_of_a_receipt() -> None:
    assert {each.form for each in duties("000") if "反馈" in each.what} == {"feedback_monthly"}
    assert {each.form for each in duties("003") if "反馈单" in each.what} == {"feedback"}
