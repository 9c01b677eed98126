"""预算指标: the money by source, each with the codes that hold for it."""

from __future__ import annotations

from zhida.core.notice import Appropriation, FundingSource
from zhida.core.provenance import Source
from zhida.documents.blocks import Paragraph
from zhida.documents.parsing.letter import read_letter
from zhida.documents.parsing.segments import Segment


def read(*body: str, title: str = "关于下达2023年补助资金的通知") -> tuple[Appropriation, ...]:
    lines = (title, "各县财政局：", *body)
    return read_letter(
        Segment("", None, (), tuple(Paragraph(line, Source("x")) for line in lines))
    ).appropriations


def codes(each: Appropriation) -> list[str]:
    return [code.code for code in each.codes.all]


def test_one_source_is_the_whole() -> None:
    (whole,) = read("现下达中央财政补助资金60万元，支出列2101504。")
    assert whole.source is FundingSource.CENTRAL and codes(whole) == ["2101504"]


def test_several_sources_in_one_amount_are_no_source() -> None:
    (whole,) = read("现下达中央和省级财政补助资金60万元。")
    assert whole.source is None


def test_lottery_money_has_the_lottery_code_even_if_nothing_says_so() -> None:
    general, lottery = read(
        "现下达资金90万元，其中：一般公共预算50万元，彩票公益金40万元。",
        "支出列“2101301城乡医疗救助”“2296013用于城乡医疗救助的彩票公益金支出”。",
    )
    assert (codes(general), codes(lottery)) == (["2101301"], ["2296013"])


def test_lottery_money_wrongly_put_into_the_general_budget_is_kept_as_stated() -> None:
    _, lottery = read(
        "现下达资金90万元，其中：一般公共预算50万元，彩票公益金40万元。",
        "一般公共预算列“2101301城乡医疗救助”；彩票公益金列“2101399其他医疗救助支出”。",
    )
    assert codes(lottery) == ["2101399"]


def test_city_money_of_a_municipality_is_provincial() -> None:
    title = "重庆市财政局关于下达2023年补助资金的通知"
    (whole,) = read("现下达市级财政补助资金60万元。", title=title)
    assert whole.source is FundingSource.PROVINCE


def test_parts_by_recipient_do_not_split_the_money() -> None:
    assert len(read("现下达资金90万元，其中：甲县50万元，乙县40万元。")) == 1


def test_parts_by_purpose_have_their_purpose() -> None:
    found = read("现下达资金90万元，其中：基金监管50万元，宣传培训40万元。")
    assert [each.purpose for each in found] == ["基金监管", "宣传培训"]
