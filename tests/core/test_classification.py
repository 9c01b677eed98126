"""政府收支分类: codes, their names, years and pairs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core import classification as c
from zhida.core.notice.appropriations import Scheme
from zhida.data import load

ROWS = [(Scheme(row["scheme"]), row["code"], row["name"]) for row in load("codes")]
codes = st.sampled_from(ROWS)


@given(codes)
def test_every_code_of_the_table_is_found_by_its_scheme(row: tuple[Scheme, str, str]) -> None:
    scheme, code, name = row
    assert c.lookup(scheme, code) is not None
    assert name in c.names_of(scheme, code)
    assert c.scheme_of(code) in (scheme, Scheme.TRANSFER_FUNCTION if code == "230" else scheme)
    assert c.depth(scheme, code) in c.DEPTHS


@given(codes)
def test_a_right_code_with_a_right_name_is_not_replaced_by_another_name(
    row: tuple[Scheme, str, str],
) -> None:
    scheme, code, name = row
    found = c.suggest(scheme, code, name)
    assert found is not None
    assert found.code == code
    assert c.same_name(found.name, name)


@given(st.sampled_from([r for r in ROWS if len(r[1]) == 7 and len(r[2]) > 8]), st.data())
def test_a_lost_digit_is_found_by_the_name(
    row: tuple[Scheme, str, str], data: st.DataObject
) -> None:
    scheme, code, name = row
    place = data.draw(st.integers(1, 6))
    found = c.suggest(scheme, code[:place] + code[place + 1 :], name)
    assert found is not None
    assert c.same_name(found.name, name)


@pytest.mark.parametrize(
    ("scheme", "code", "name", "meant"),
    [
        (Scheme.FUNCTION, "229613", "用于城乡医疗救助的彩票公益金支出", "2296013"),
        (Scheme.INCOME, "1100249", "医疗卫生健康共同财政事权转移支付收入", "1100249"),
        (Scheme.INCOME, "110249", "", "1100249"),
        (Scheme.FUNCTION, "2101310", "城乡医疗救助", "2101301"),
        (Scheme.FUNCTION, "9999999", "没有这个科目", None),
        (Scheme.FUNCTION, "2101504", "", None),  # nothing speaks against it
    ],
)
def test_what_was_probably_meant(scheme: Scheme, code: str, name: str, meant: str | None) -> None:
    found = c.suggest(scheme, code, name)
    assert (found.code if found else None) == meant


def test_a_section_that_moved_is_of_its_years_only() -> None:
    """中医药 moved from 21006 to 21017 with the classification of 2024."""
    assert c.lookup(Scheme.FUNCTION, "21006", 2023) is not None
    assert c.lookup(Scheme.FUNCTION, "21006", 2024) is None
    assert c.lookup(Scheme.FUNCTION, "21017", 2023) is None
    assert c.lookup(Scheme.FUNCTION, "21017", 2024) is not None


def test_a_renamed_class_has_the_name_of_its_year() -> None:
    assert c.name_of(Scheme.FUNCTION, "210", 2018) == "医疗卫生与计划生育支出"
    assert c.name_of(Scheme.FUNCTION, "210", 2019) == "卫生健康支出"
    assert c.name_of(Scheme.FUNCTION, "210") == "卫生健康支出"
    assert [row.to_year for row in c.history(Scheme.FUNCTION, "210")] == [2018, None]


def test_a_code_that_sources_name_twice_has_both_names() -> None:
    assert set(c.names_of(Scheme.FUNCTION, "2100409", 2023)) == {
        "重大公共卫生服务",
        "重大公共卫生专项",
    }


def test_a_code_does_not_exist_only_where_the_section_is_complete() -> None:
    assert c.is_complete(Scheme.GOV_ECON, "501", 2023)
    assert not c.is_complete(Scheme.GOV_ECON, "501", 2017)
    assert not c.is_complete(Scheme.FUNCTION, "21015", 2023)


@pytest.mark.parametrize(
    ("code", "scheme"),
    [
        ("1100249", Scheme.INCOME),
        ("110", Scheme.INCOME),
        ("2300249", Scheme.TRANSFER_FUNCTION),
        ("2101301", Scheme.FUNCTION),
        ("210", Scheme.FUNCTION),
        ("229613", Scheme.FUNCTION),  # a digit short
        ("50299", Scheme.GOV_ECON),
        ("302", Scheme.DEPT_ECON),
        ("4501", None),
        ("01", None),
        ("2101a01", None),
        ("３０２", None),
        ("", None),
    ],
)
def test_the_classification_of_a_bare_code(code: str, scheme: Scheme | None) -> None:
    assert c.scheme_of(code) is scheme


def test_depth_and_section() -> None:
    assert [c.depth(Scheme.FUNCTION, code) for code in ("210", "21015", "2101504", "229613")] == [
        "类",
        "款",
        "项",
        None,
    ]
    assert c.section_of(Scheme.FUNCTION, "2101504") == "21015"
    assert c.section_of(Scheme.GOV_ECON, "50299") == "502"
    assert c.section_of(Scheme.FUNCTION, "210") == ""


def test_economic_classes_that_go_together() -> None:
    assert c.paired("50299") == ("30299",)
    assert "30307" in (c.paired("50901") or ())
    assert c.paired("51301") == ()  # money passed on has no department class
    assert c.paired("59999") is None  # our table is silent
    assert set(c.paired("50501") or ()) >= {"30101", "30199"}


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("其它公立医院支出", "其他公立医院支出", True),
        ("中医(民族医)药专项", "中医（民族医）药专项", True),
        ("用于城乡医疗救助彩票公益金支出", "用于城乡医疗救助的彩票公益金支出", True),
        ("信息化 建设", "信息化建设", True),
        ("城乡医疗救助", "疾病应急救助", False),
        ("医疗保障管理事务", "医疗保障管理事务支出", False),
    ],
)
def test_the_same_name_in_other_clothes(a: str, b: str, same: bool) -> None:
    assert c.same_name(a, b) is same


@given(st.text(max_size=10), st.text(max_size=10))
def test_sameness_of_names_is_symmetric(a: str, b: str) -> None:
    assert c.same_name(a, b) == c.same_name(b, a)
    assert c.same_name(a, a)


@given(st.text(max_size=8))
def test_nothing_printed_stops_a_question(text: str) -> None:
    for scheme in Scheme:
        assert c.lookup(scheme, text) is None or text
        c.suggest(scheme, text, text)
