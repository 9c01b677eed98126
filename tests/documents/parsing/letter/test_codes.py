"""科目: codes of running text, their scheme, name, year and money."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.notice import BudgetKind, CodeStatement, FundingSource, Scheme
from zhida.core.provenance import Source
from zhida.documents.parsing.letter.codes import codes_in
from zhida.documents.parsing.letter.passages import passage_of


def read(text: str) -> list[CodeStatement]:
    return [found.statement for found in codes_in(passage_of(text, Source("x")))]


@pytest.mark.parametrize(
    "text",
    [
        "支出列“2101504信息化建设”科目",
        "支出列“2101504 信息化建设”科目",
        "支出列第2101504项“信息化建设”",
        "支出列2101504——信息化建设。",
        "支出列2101504-信息化建设，",
        "支出列2101504.信息化建设科目",
        "支出列2101504★信息化建设",
        "支出列“信息化建设（2101504）”科目",
        "支出列210类15款04项信息化建设",
        "支出列210-15-04信息化建设",
        "支出列《2101504 信息化建设》科目",
        "列入2101504信息化建设支出科目",
    ],
)
def test_forms_of_a_code_with_its_name(text: str) -> None:
    (found,) = read(text)
    assert (found.scheme, found.code, found.name) == (Scheme.FUNCTION, "2101504", "信息化建设")


@pytest.mark.parametrize(
    ("text", "scheme", "code"),
    [
        ("收入列1100249", Scheme.INCOME, "1100249"),
        ("一般转移支付科目列2300249", Scheme.TRANSFER_FUNCTION, "2300249"),
        ("支出列2300249", Scheme.TRANSFER_FUNCTION, "2300249"),
        ("支出功能分类列21015款", Scheme.FUNCTION, "21015"),
        ("列210类“卫生健康支出”", Scheme.FUNCTION, "210"),
        ("政府预算支出经济分类列50299", Scheme.GOV_ECON, "50299"),
        ("部门预算经济分类列30299", Scheme.DEPT_ECON, "30299"),
        ("支出功能分类列50299", Scheme.FUNCTION, "50299"),
        ("政府经济分类列30299", Scheme.GOV_ECON, "30299"),
        ("列政府性基金预算第229613项", Scheme.FUNCTION, "229613"),
    ],
)
def test_the_words_before_decide_the_scheme(text: str, scheme: Scheme, code: str) -> None:
    (found,) = read(text)
    assert (found.scheme, found.code) == (scheme, code)


def test_lists_share_their_words() -> None:
    found = read("支出列“2081901”“2081902”、2082001临时救助支出科目")
    assert [each.code for each in found] == ["2081901", "2081902", "2082001"]
    assert found[2].name == "临时救助支出"


def test_year_of_the_classification() -> None:
    assert [each.year for each in read("列2023年政府收支分类科目“1100249”；列2024年“2101504”")] == [
        2023, 2024,
    ]  # fmt: skip
    assert [each.year for each in read("按照《2020年政府收支分类科目》，支出列2101504")] == [2020]


def test_money_that_a_code_is_for() -> None:
    general, lottery = read("一般公共预算列2101301，；彩票公益金支出列2296013")
    assert (general.kind, lottery.kind) == (BudgetKind.GENERAL, BudgetKind.GOVERNMENT_FUND)
    central, province = read("中央资金列2101301；省级资金列2101399")
    assert (central.funding, province.funding) == (FundingSource.CENTRAL, FundingSource.PROVINCE)


@pytest.mark.parametrize(
    "text",
    [
        "请联系行财股（3019051）",
        "下达2023年资金9798万元",
        "电话2101504",
        "共210人、21015人次",
        "项目代码10000015Z155080000004",
        "完成挂接项目，请电话通知3019051",
        "财社〔2019〕113号",
    ],
)
def test_other_figures_are_no_codes(text: str) -> None:
    assert read(text) == []


@given(st.sampled_from(["1100249", "2300249", "2101504", "50299", "30299", "21015"]))
def test_the_place_holds_the_code(code: str) -> None:
    raw = f"收支科目 列 第 {code} 项 “某 科目”。"
    (found,) = read(raw)
    assert found.source.span is not None
    start, end = found.source.span
    assert code in raw[start:end] and found.name == "某科目"
