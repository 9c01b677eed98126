"""公开稿: what must not be public is gone, all figures stay, and the reviewer sees what went."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.notice import AllocationTable, Column, MeasureKind, Notice
from zhida.core.notice.publishing import PublicationRefused, publication
from zhida.core.provenance import Source, Stated

PLACE = Source("通知.txt", line=9)


def notice(*paragraphs: str, disclosure: str | None = "主动公开", copies: str = "") -> Notice:
    return Notice(
        (),
        disclosure=Stated(disclosure, PLACE) if disclosure else None,
        paragraphs=tuple(Stated(each, PLACE) for each in paragraphs),
        copy_to=tuple(Stated(each, PLACE) for each in filter(None, copies.split("、"))),
    )


def public(text: str) -> tuple[str, list[tuple[str, str]]]:
    made = publication(notice(text))
    (left,) = made.notice.paragraphs
    return left.value, [(each.kind, each.words) for each in made.removals]


@pytest.mark.parametrize(
    ("text", "left", "removed"),
    [
        (
            "请电话通知社保股（6123456）。",
            "请电话通知社保股。",
            [("括注的电话号码", "（6123456）")],
        ),
        ("有问题请致电13800000000。", "有问题请致电。", [("手机号码", "13800000000")]),
        ("联系电话：0990-6123456。", "。", [("联系电话", "联系电话：0990-6123456")]),
        ("咨询（0990-6123456）。", "咨询。", [("括注的电话号码", "（0990-6123456）")]),
        ("联系人：某某某，请按时报送。", "，请按时报送。", [("联系人姓名", "联系人：某某某")]),
        ("账号：6222000000000000。", "。", [("银行账户", "账号：6222000000000000")]),
        ("拨入6222000000000000000。", "拨入。", [("银行账号", "6222000000000000000")]),
        ("发至 caizheng@example.org 。", "发至  。", [("电子邮箱", "caizheng@example.org")]),
    ],
)
def test_what_names_or_reaches_a_person_is_taken_out_and_told(
    text: str, left: str, removed: list[tuple[str, str]]
) -> None:
    assert public(text) == (left, removed)


@pytest.mark.parametrize(
    "text",
    [
        "支出列“城乡医疗救助”（2101301）科目。",
        "项目代码10000015Z155080000004。",
        "收入列1100249，金额3064.53万元，其中彩票公益金243万元。",
        "根据财社〔2024〕56号，2024年6月4日前报送。",
        "人均12345678元（按20240604口径）。",
    ],
)
def test_codes_numbers_and_sums_are_not_taken_for_telephones(text: str) -> None:
    assert public(text) == (text, [])


def test_two_numbers_in_one_sentence_are_both_told() -> None:
    _, removed = public("请电话告知甲股（6123456）和13900000000。")
    assert len(removed) == 2


@pytest.mark.parametrize("word", ["不予公开", "依申请公开"])
def test_a_notice_that_is_not_for_the_public_is_refused_with_the_reason(word: str) -> None:
    with pytest.raises(PublicationRefused, match=f"公开方式是“{word}”"):
        publication(notice("下达如下。", disclosure=word))


def test_a_table_of_persons_is_refused_until_it_is_summed_up() -> None:
    columns = (Column("身份证号", MeasureKind.TEXT),)
    table = AllocationTable("发放表", "1", None, columns, (), PLACE)
    with pytest.raises(PublicationRefused, match="身份证号"):
        publication(replace(notice("下达如下。"), allocation=(table,)))


def test_a_mark_of_secrecy_is_refused() -> None:
    with pytest.raises(PublicationRefused, match="密级标志"):
        publication(notice("机密★一年", "下达如下。"))


def test_copies_inside_the_house_can_be_left_out() -> None:
    told = notice("下达如下。", copies="市审计局、本局预算处、国库处")
    assert len(publication(told).notice.copy_to) == 3
    made = publication(told, copies=False)
    assert [each.value for each in made.notice.copy_to] == ["市审计局"]
    assert [each.words for each in made.removals] == ["本局预算处", "国库处"]


def test_the_reviewer_is_told_what_to_see_to() -> None:
    doubts = publication(notice("下达如下。", disclosure=None)).doubts
    assert any("公开方式" in each for each in doubts)
    assert any("分地区" in each for each in doubts)


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.text("，。资金预算0123456789", max_size=9)
)
def test_no_mobile_number_survives_and_twice_is_once(number: str, words: str) -> None:
    made = publication(notice(f"请拨{number}号，{words}"))
    (left,) = made.notice.paragraphs
    assert number not in left.value
    again = publication(made.notice)
    assert (again.notice.paragraphs, again.removals) == (made.notice.paragraphs, ())
