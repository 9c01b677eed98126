"""转移支付资金: funds are known by every spelling that notices use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core import funds
from zhida.core.funds import Fund, SubFund, all_funds
from zhida.core.notice.appropriations import BudgetKind

CAPACITY = "医疗服务与保障能力提升补助资金"
AID = "医疗救助补助资金"
FRAMES = (
    "关于下达2023年中央财政{}预算的通知",
    "关于提前下达2021年{}的通知",
    "提前下达2021年中央财政{}分配表",
    "{}区域绩效目标表",
    "{}",
)


@given(st.sampled_from(all_funds()), st.sampled_from(FRAMES))
def test_a_canonical_name_is_known_in_every_frame(fund: Fund, frame: str) -> None:
    text = frame.format(fund.name)
    found = funds.recognise(text)
    assert found is not None
    assert found.fund == fund
    assert text[slice(*found.span)] == found.printed


@given(
    st.sampled_from([part for fund in all_funds() for part in fund.sub_funds]),
    st.sampled_from(FRAMES),
    st.data(),
)
def test_every_spelling_of_a_part_is_known_after_its_fund(
    part: SubFund, frame: str, data: st.DataObject
) -> None:
    spelling = data.draw(st.sampled_from(part.spellings))
    found = funds.recognise(frame.format(f"{part.fund}({spelling})"))
    assert found is not None
    assert found.fund.name == part.fund
    assert found.sub_fund is not None
    assert found.sub_fund.name == part.name


@pytest.mark.parametrize(
    ("text", "fund", "part", "printed"),
    [
        (
            "关于提前下达2021年中央财政医疗服务与保障能力提升(医疗保障服务能力提升部分)补助资金预算的通知",
            CAPACITY,
            "医疗保障服务能力提升部分",
            "医疗服务与保障能力提升(医疗保障服务能力提升部分)补助资金",
        ),
        (
            "医疗服务与保障能力提升补助资金(医疗保障能力提升部分)",
            CAPACITY,
            "医疗保障服务能力提升部分",
            "医疗服务与保障能力提升补助资金(医疗保障能力提升部分)",
        ),
        (
            "2023年中央财政医疗服务与保障能力提升补助资金(医疗保障服务能力建设部分)(第二批)",
            CAPACITY,
            "医疗保障服务能力建设部分",
            "医疗服务与保障能力提升补助资金(医疗保障服务能力建设部分)",
        ),
        (
            "2022年第二批公立医院综合改革补助资金",
            CAPACITY,
            "公立医院综合改革",
            "公立医院综合改革补助资金",
        ),
        ("2020年中央及自治区财政城乡医疗救助补助资金分配表", AID, None, "城乡医疗救助补助资金"),
        ("2023年疾病应急救助中央补助资金", AID, "疾病应急救助", "疾病应急救助中央补助资金"),
        (
            "2024年城乡居民基本医疗保险中央财政补助资金",
            "城乡居民基本医疗保险补助资金",
            None,
            "城乡居民基本医疗保险中央财政补助资金",
        ),
        (
            "2020年计划生育四项制度中央和省级补助资金",
            "计划生育转移支付资金",
            None,
            "计划生育四项制度中央和省级补助资金",
        ),
        ("2023年省级就业创业补助资金(第二批)", "就业补助资金", None, "就业创业补助资金"),
        ("2022年优抚对象补助经费", "优抚对象补助经费", None, "优抚对象补助经费"),
        ("优抚对象医疗补助资金", "优抚对象医疗保障经费", None, "优抚对象医疗补助资金"),
    ],
)
def test_spellings_in_use(text: str, fund: str, part: str | None, printed: str) -> None:
    found = funds.recognise(text)
    assert found is not None
    assert found.fund.name == fund
    assert (found.sub_fund.name if found.sub_fund else None) == part
    assert found.printed == printed


def test_funds_that_share_an_ending_are_both_named() -> None:
    text = "关于下达重大传染病防控和医疗服务与保障能力提升(医疗卫生机构能力建设)补助资金的通知"
    found = funds.mentions(text)
    assert [each.fund.name for each in found] == ["重大传染病防控经费", CAPACITY]
    assert found[1].sub_fund is not None
    assert found[1].sub_fund.name == "医疗卫生机构能力建设"


@pytest.mark.parametrize(
    "text",
    [
        "城乡医疗救助",  # an account and an activity, not yet a fund
        "做好医疗救助工作",
        "促进就业",
        "住院救助人次",
        "加强医疗保障服务能力建设",
        "",
    ],
)
def test_an_activity_is_no_fund(text: str) -> None:
    assert funds.recognise(text) is None


@pytest.mark.parametrize(
    ("text", "name", "part"),
    [
        (
            "关于下达2024年省级财政农村饮水安全工程维修养护补助资金预算的通知",
            "农村饮水安全工程维修养护补助资金",
            None,
        ),
        (
            "关于拨付2023年度残疾儿童康复(救助部分)专项经费的通知",
            "残疾儿童康复专项经费",
            "救助部分",
        ),
        (
            "关于下达2022年中央财政支持普惠托育服务发展示范项目补助资金(第二批)预算的通知",
            "支持普惠托育服务发展示范项目补助资金",
            None,
        ),
        (
            "关于提前下达2024年省中医药传承创新发展行动资金的通知",
            "中医药传承创新发展行动资金",
            None,
        ),
        (
            "2020年省补助血吸虫病综合治理项目经费安排表",
            "血吸虫病综合治理项目经费",
            None,
        ),
        ("关于下达青少年近视防控中央补助资金的通知", "青少年近视防控补助资金", None),
    ],
)
def test_a_fund_that_is_not_in_the_table_is_named_by_its_words(
    text: str, name: str, part: str | None
) -> None:
    found = funds.generic(text)
    assert found is not None
    assert (found.name, found.sub_fund) == (name, part)
    assert text[slice(*found.span)] == found.printed


@pytest.mark.parametrize(
    "text",
    [
        "关于召开会议的通知",
        "现将有关事项通知如下",
        "分配表",
        "预算资金",
        "其他资金",
        "中央财政资金",
        "",
    ],
)
def test_where_no_fund_is_named_none_is_made_up(text: str) -> None:
    assert funds.generic(text) is None


@given(st.text(alphabet="医疗救助补助资金中央财政2023年()部分的通知预算和下达省级", max_size=40))
def test_whatever_the_text_what_is_printed_stands_in_it(text: str) -> None:
    for found in funds.mentions(text):
        assert text[slice(*found.span)] == found.printed
        assert found.sub_fund is None or found.sub_fund.fund == found.fund.name
    named = funds.generic(text)
    assert named is None or text[slice(*named.span)] == named.printed


def test_medical_aid_comes_from_two_budgets() -> None:
    aid = funds.get(AID)
    assert aid is not None
    assert set(aid.budget_kinds) == {BudgetKind.GENERAL, BudgetKind.GOVERNMENT_FUND}
    assert aid.allows_function("2101301")
    assert aid.allows_function("2296013")
    assert aid.allows_function("210")  # coarse, not wrong
    assert aid.allows_function("2080902") is False


def test_a_fund_without_accounts_in_our_table_allows_and_forbids_nothing() -> None:
    general = funds.get("均衡性转移支付")
    assert general is not None
    assert general.allows_function("2101301") is None


def test_methods_are_listed_oldest_first() -> None:
    capacity = funds.get(CAPACITY)
    assert capacity is not None
    assert capacity.methods == ("财社〔2019〕113号", "财社〔2022〕31号", "财社〔2024〕56号")


def test_the_project_code_tells_the_fund_and_the_year_the_code() -> None:
    for code in ("Z155080000004", "10000015Z155080000004", "10000015z155080000004"):
        found = funds.of_project(code)
        assert found is not None
        assert found.name == CAPACITY
    assert funds.of_project("Z000000000000") is None
    assert funds.projects(CAPACITY, 2024) == ("10000015Z155080000004",)
    assert funds.projects(AID, 2024) == ()


def test_an_unknown_name_is_no_fund() -> None:
    assert funds.get("没有这项资金") is None
