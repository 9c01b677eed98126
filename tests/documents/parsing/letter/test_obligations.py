"""义务: who owes what to whom by when, and what follows from neglect."""

from __future__ import annotations

import datetime

import pytest

from zhida.core.notice import DeadlineKind, Obligation
from zhida.core.provenance import Source, Stated
from zhida.documents.parsing.letter.obligations import obligations_in

SIGNED = datetime.date(2022, 2, 8)


def duties(text: str) -> tuple[Obligation, ...]:
    return obligations_in(Stated(text, Source("x")), 2022, SIGNED)


@pytest.mark.parametrize(
    ("text", "who", "what", "to_whom"),
    [
        ("请各县财政局于9月底前将决算报市财政局。", "各县财政局", "将决算报市财政局", "市财政局"),
        ("你局应及时将进度报送我局社保科。", "你局", "将进度报送我局社保科", "我局社保科"),
        ("一、请你单位收到通知后5日内填报绩效目标。", "你单位", "填报绩效目标", None),
        ("于年底前完成支出。", None, "完成支出", None),
        ("各区（县）医疗保障局要按月向市医疗保障局报送台账。", "各区（县）医疗保障局",
         "向市医疗保障局报送台账", "市医疗保障局"),
        ("市财政局于每季度末月底前将情况反馈至省财政厅（社保处）。", "市财政局",
         "将情况反馈至省财政厅（社保处）", "省财政厅（社保处）"),
        ("请有关单位尽快将资金拨付到位。", "有关单位", "将资金拨付到位", None),
        ("各地财政部门要在收到指标后7个工作日内分解下达。", "各地财政部门", "分解下达", None),
    ],
)  # fmt: skip
def test_parts_of_a_duty(text: str, who: str | None, what: str, to_whom: str | None) -> None:
    (duty,) = duties(text)
    assert (duty.who, duty.what, duty.to_whom) == (who, what, to_whom)


@pytest.mark.parametrize(
    "text",
    [
        "请加强资金管理，确保专款专用，提高使用效益。",
        "各地要高度重视，认真做好绩效监控和绩效评价。",
        "不得截留、挤占、挪用资金。",
        "我局将适时开展检查。",
        "省财政厅将及时下达资金。",
        "本通知自2022年1月1日起执行。",
        "如有问题，请及时向我局反馈。",
        "现下达你县资金60万元，现将有关事项通知如下：",
        "按照《绩效目标报送办法》规定管理。",
        "截至6月30日的报送情况见附件。",
        "登录指标时不得改动标识。",
    ],
)
def test_general_requests_are_no_duties(text: str) -> None:
    assert duties(text) == ()


def test_two_days_in_one_sentence_are_two_duties() -> None:
    first, second = duties("各县要于8月20日前制定方案，并于12月10日前将总结报送市财政局。")
    assert (first.what, first.due.date) == ("制定方案", datetime.date(2022, 8, 20))
    assert (second.what, second.due.date) == ("将总结报送市财政局", datetime.date(2022, 12, 10))
    assert first.who == second.who == "各县"


def test_one_day_for_several_acts_is_one_duty() -> None:
    (duty,) = duties("请于3月底前填写自评表，报送市医保局备案。")
    assert duty.what == "填写自评表，报送市医保局备案"


def test_an_act_due_after_another() -> None:
    (duty,) = duties("完成指标登录后请电话通知国库科。")
    assert (duty.due.kind, duty.due.event) == (DeadlineKind.AFTER_EVENT, "完成指标登录")
    assert duty.to_whom == "国库科"


@pytest.mark.parametrize(
    ("text", "consequence"),
    [
        ("请于6月底前报送总结，逾期未报的予以通报。", "逾期未报的予以通报"),
        ("请于6月底前报送总结。对未报送的县，市财政将扣减下年资金。",
         "对未报送的县，市财政将扣减下年资金"),
        ("请于6月底前报送总结。如未按时报送，由各单位自行负责。", "如未按时报送，由各单位自行负责"),
        ("请于6月底前完成支出，未完成的由市财政收回。", "未完成的由市财政收回"),
        ("请于6月底前报送自评，自评结果与下年度分配挂钩。", "自评结果与下年度分配挂钩"),
    ],
)  # fmt: skip
def test_what_follows_from_neglect(text: str, consequence: str) -> None:
    (duty,) = duties(text)
    assert duty.consequence == consequence


def test_a_general_request_with_a_consequence_is_a_duty() -> None:
    (duty,) = duties("请做好绩效监控。监控结果作为下年度分配的重要依据。")
    assert duty.what == "做好绩效监控" and duty.due.kind is DeadlineKind.UNSTATED


def test_the_words_are_as_printed_without_those_of_the_day() -> None:
    (duty,) = duties("请各县于 2022 年 9 月 30 日前，将《情况表》（见附件）报送我局。")
    assert duty.what == "将《情况表》（见附件）报送我局"
    assert duty.due.text == "2022年9月30日前"


def test_who_is_asked_holds_over_a_semicolon() -> None:
    first, second = duties("各县应于5月底前报送方案；于10月底前报送总结。")
    assert (first.who, second.who) == ("各县", "各县")


def test_two_days_that_share_a_word_are_two_duties() -> None:
    found = duties("请县财政局于3月15日、9月15日前分别报送进度。")
    assert [(d.what, d.due.date) for d in found] == [
        ("分别报送进度", datetime.date(2022, 3, 15)),
        ("分别报送进度", datetime.date(2022, 9, 15)),
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("请将使用情况于年底前报县财政局。", "将使用情况报县财政局"),
        ("分配方案请于收到通知后15日内报我局备案。", "分配方案报我局备案"),
        ("各县于年底前完成支出。", "完成支出"),
        ("请按要求于年底前报送总结。", "报送总结"),
    ],
)
def test_the_object_may_stand_before_the_day(text: str, what: str) -> None:
    (duty,) = duties(text)
    assert duty.what == what


def test_what_another_body_does_with_it_is_not_the_duty() -> None:
    (duty,) = duties("请于4月底前报送市医保局，市医保局审核汇总后报省医保局备案。")
    assert (duty.what, duty.to_whom) == ("报送市医保局", "市医保局")


def test_who_acts_with_another_is_the_one_asked() -> None:
    (duty,) = duties("请各州医保局牵头，会同财政局于5日内填报目标表。")
    assert duty.who == "各州医保局"
