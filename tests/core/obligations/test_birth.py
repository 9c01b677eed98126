"""任务产生: the province's clock, the receipt, contradictions, and once for however many readings."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.notice import Deadline, DeadlineKind, Notice, Obligation
from zhida.core.obligations import BirthError, Duty, all_born, born, obligor
from zhida.core.provenance import Source, Stated

PLACE = Source("案例.txt", line=1)
ISSUED = datetime.date(2022, 4, 2)
KINDS = ("finance", "medical-security")
FUND = "医疗服务与保障能力提升补助资金"


def notice(
    *asked: Obligation, issuer: str = "财政部", issued: datetime.date | None = ISSUED
) -> Notice:
    return Notice(
        (),
        issuers=(Stated(issuer, PLACE),),
        date=Stated(issued, PLACE) if issued else None,
        fund=Stated(FUND, PLACE),
        budget_year=Stated(2022, PLACE),
        obligations=asked,
    )


def of(code: str, made: Notice, received: datetime.date | None = ISSUED) -> tuple[Duty, ...]:
    region, _, kind = code.partition("-")
    who = obligor(code, code, kind.replace("-", "_"), region)
    assert who is not None
    return born(made, who, received=received)


def asked(text: str, kind: DeadlineKind, **more: object) -> Obligation:
    return Obligation(None, "报送统计资料", None, Deadline(kind, text, **more), None, PLACE)  # type: ignore[arg-type]


def test_only_the_province_has_thirty_days_to_pass_central_money_on() -> None:
    assert "pass_on" in {each.rule for each in of("650000-finance", notice())}
    below = notice(issuer="新疆维吾尔自治区财政厅")
    assert "pass_on" not in {each.rule for each in of("650100-finance", below)}
    assert "pass_on" not in {each.rule for each in of("650102-finance", below)}


def test_money_of_the_province_itself_starts_no_such_clock() -> None:
    own = notice(issuer="新疆维吾尔自治区财政厅")
    assert "pass_on" not in {each.rule for each in of("650000-finance", own)}


def test_a_department_files_its_goals_with_the_department_above() -> None:
    duties = of("650102-medical-security", notice(issuer="乌鲁木齐市财政局"))
    (goals,) = (each for each in duties if each.rule == "targets")
    assert goals.receiver == "650100-medical-security"
    (evaluation,) = (each for each in duties if each.rule == "self_evaluation_650100")
    assert evaluation.receiver == "650102-finance"


def test_a_receipt_before_the_notice_is_refused() -> None:
    with pytest.raises(BirthError, match="收文日期2022-04-01早于通知的成文日期2022-04-02"):
        of("650102-finance", notice(), datetime.date(2022, 4, 1))


def test_without_any_day_at_all_the_receipt_is_asked_for() -> None:
    with pytest.raises(BirthError, match="请写明收文日期"):
        of("650102-finance", notice(issued=None), None)


def test_a_recurring_report_whose_year_is_over_says_so() -> None:
    late = asked("每季度后次月8日前", DeadlineKind.RECURRING, recurrence="quarterly")
    (duty,) = (
        each
        for each in of("650102-finance", notice(late), datetime.date(2023, 3, 1))
        if each.what == "报送统计资料"
    )
    assert duty.due is None
    assert "报送期" in duty.unknown


def test_a_recurring_report_without_a_day_says_so() -> None:
    loose = asked("每季度", DeadlineKind.RECURRING, recurrence="quarterly")
    (duty,) = (each for each in of("650102-finance", notice(loose)) if each.what == "报送统计资料")
    assert duty.unknown == "来文的期限“每季度”没有写明每期的日期"


@given(st.dates(ISSUED, datetime.date(2023, 6, 1)), st.integers(1, 90))
def test_twice_read_is_once_born(received: datetime.date, days: int) -> None:
    text = f"收到文件后{days}日内"
    made = notice(asked(text, DeadlineKind.AFTER_EVENT, event="收到文件", days=days))
    first = of("650102-finance", made, received)
    keys = [each.key for each in first]
    assert len(set(keys)) == len(keys)
    assert [each.key for each in of("650102-finance", made, received)] == keys
    assert {each.key for each in of("650102-finance", made, None)} >= {
        each.key for each in first if not each.period
    }


def test_a_notice_of_an_unknown_place_gives_nothing_and_does_not_fail() -> None:
    assert all_born(notice(issuer="某单位"), received=ISSUED) == ()


def addressed(*names: str, asked: tuple[Obligation, ...] = ()) -> Notice:
    return replace(
        notice(*asked, issuer="乌鲁木齐市财政局"),
        addressees=tuple(Stated(each, PLACE) for each in names),
    )


def owners(made: Notice, rule: str) -> set[str]:
    return {each.owner for each in all_born(made, received=ISSUED) if each.rule == rule}


def test_both_offices_that_are_addressed_owe() -> None:
    made = addressed("天山区财政局", "医保局")
    assert owners(made, "register") == {"650102-finance", "650102-medical-security"}


def test_an_office_without_a_place_is_that_of_every_place_listed_before_it() -> None:
    made = addressed("天山区", "沙依巴克区财政局", "医保局")
    expected = {f"{place}-{kind}" for place in ("650102", "650103") for kind in KINDS}
    assert owners(made, "register") == expected


def test_places_with_an_office_each_share_no_other() -> None:
    made = addressed("天山区财政局", "沙依巴克区财政局", "医保局")
    expected = {"650102-finance", "650103-finance", "650103-medical-security"}
    assert owners(made, "register") == expected


def test_where_the_notice_names_one_office_for_it_that_one_alone_owes() -> None:
    """No day is said: the standing rule dates it, the sentence says whose it is."""
    due = Deadline(DeadlineKind.UNSTATED, "及时")
    asked = Obligation("医保部门", "挂接项目", None, due, None, PLACE)
    made = addressed("天山区财政局", "医保局", asked=(asked,))
    assert owners(made, "register") == {"650102-medical-security"}
