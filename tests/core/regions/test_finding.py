"""查找区划: the names that notices print lead to the places they mean."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core import regions
from zhida.data import load

TODAY = [row for row in load("regions") if not row["to_year"]]
SPOKEN_OF = [row for row in load("region_aliases") if not row["within"]]


def code(name: str, within: str | None = None) -> str | None:
    """The code of the region that a name means."""
    found = regions.find(name, within)
    return found.code if found else None


@given(st.sampled_from(TODAY))
def test_a_full_name_means_its_place_wherever_one_stands(row: dict[str, str]) -> None:
    region = regions.get(row["code"])
    assert region is not None
    assert regions.find(region.full_name) == region
    assert regions.find(region.full_name, "440900") == region


@given(st.sampled_from(TODAY))
def test_a_name_means_its_place_from_within_the_one_above(row: dict[str, str]) -> None:
    assert code(row["name"], row["parent"] or None) == row["code"]


@given(st.sampled_from(TODAY))
def test_the_bureau_of_a_place_is_that_of_the_place(row: dict[str, str]) -> None:
    region = regions.get(row["code"])
    assert region is not None
    for body in ("财政局", "医疗保障局", "卫生健康委员会"):
        assert regions.of_body(region.full_name + body) == region


@given(st.sampled_from(TODAY))
def test_every_official_name_is_a_place_name(row: dict[str, str]) -> None:
    assert regions.is_place_name(row["name"])


@pytest.mark.parametrize("row", SPOKEN_OF, ids=lambda row: row["alias"])
def test_every_alias_leads_to_its_place(row: dict[str, str]) -> None:
    assert code(row["alias"], row["code"][:2]) == row["code"]


@pytest.mark.parametrize(
    ("name", "within", "expected"),
    [
        # short names of districts, offices, brackets
        ("沙区医保局", "650100", "650103"),
        ("头区", None, "650106"),
        ("高新技术产业开发区（新市区）", "650100", "650104"),
        ("经济开发区(头屯河区)", "650100", "650106"),
        ("高新区", "650100", "650104"),
        ("米东", "650100", "650109"),
        ("达坂城医保局", "650100", "650107"),
        ("市医疗保障局茂南分局", "440900", "440902"),
        ("电白医疗保障事业管理中心", "440900", "440904"),
        ("滨海新区财政与国资管理局", "440900", "440900950"),
        ("哈密财政局", "650000", "650500"),
        # ethnic autonomies
        ("积石山县", None, "622927"),
        ("德宏州", None, "533100"),
        ("德宏", None, "533100"),
        ("湘西州", None, "433100"),
        ("恩施土家族苗族自治州", None, "422800"),
        ("前郭县", "220000", "220721"),
        ("克州", None, "653000"),
        ("新疆", None, "650000"),
        ("广西", None, "450000"),
        # blanks that a table leaves in a cell
        ("茂 南", "440900", "440902"),
        ("市\n级", "440900", "440900"),
        # relative names
        ("市本级", "361100", "361100"),
        ("市本级", "361130", "361100"),
        ("省本级", "361100", "360000"),
        ("自治区本级", "650100", "650000"),
        ("区本级", "450000", "450000"),
        ("州本级", "533100", "533100"),
        ("省直", "440900", "440000"),
        ("市医疗保障局（本级）", "440900", "440900"),
        ("自治区医疗保障局", "650000", "650000"),
        # with the names above, in part or whole
        ("江西上饶", None, "361100"),
        ("德宏州梁河县", None, "533122"),
        ("上饶婺源县", None, "361130"),
        ("广东省茂名市茂南区", None, "440902"),
        ("常州经开区财政局", "320400", "320400902"),
        # exceptions in brackets
        ("辽宁省（不含大连市）", None, "210000"),
        ("福建（不含厦门）", None, "350000"),
        # beside the provinces
        ("新疆生产建设兵团", None, "660000000"),
        ("兵团", "650000", "660000000"),
        ("大连市", None, "210200"),
        ("深圳", "440000", "440300"),
        # a county and a province of one name
        ("吉林", None, "220000"),
        ("吉林", "220000", "220200"),
        ("海南", None, "460000"),
        ("朝阳", "110000", "110105"),
        ("朝阳", "210000", "211300"),
        ("城关区", "620000", "620102"),
        ("城关区", "54", "540102"),
        ("城区", "140500", "140502"),
        # a name until some year
        ("铜山县", None, None),
        ("米林县", "540000", "540422"),
        ("东乡县", "361000", "361029"),
        ("东乡县", None, "622926"),
        # from elsewhere
        ("广东省财政厅", "440900", "440000"),
        ("北京市", "440900", "110000"),
    ],
)
def test_names_as_printed(name: str, within: str | None, expected: str | None) -> None:
    assert code(name, within) == expected


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("城关区", None),  # four of them
        ("高新区", None),  # every city has one
        ("城区", "440900"),  # Shanwei has one of that name, Maoming none
        ("市本级", None),  # whose?
        ("合计", "440900"),
        ("其他", "440900"),
        ("资源", "440900"),  # a county elsewhere, a common word here
        ("合作", "440900"),
        ("医保信息平台建设", "650000"),
        ("财政部", None),
        ("国家医疗保障局", None),
        ("各县（市、区）财政局", "440900"),
        ("", "440900"),
        ("，", None),
        ("市人民医院", "440900"),  # a unit, not a place
        ("桥西区", "130000"),  # of three cities
        ("省" * 60, None),
    ],
)
def test_what_names_no_single_place_gives_none(name: str, within: str | None) -> None:
    assert regions.find(name, within) is None


def test_a_bare_common_word_counts_where_the_place_is_ones_own() -> None:
    assert code("资源", "450300") == "450329"
    assert code("公安", "421000") == "421022"


def test_a_zone_has_the_same_local_code_by_every_name() -> None:
    names = ("高新区", "高新技术产业开发区", "长春高新区", "长春高新技术产业开发区")
    assert {code(name, "220100") for name in names} == {"220173000"}
    assert code("高新区", "140500") == code("高新技术产业开发区", "140500") == "140500901"


def test_namesakes_are_all_candidates() -> None:
    found = regions.candidates("鼓楼区")
    assert {region.full_name[:2] for region in found} >= {"江苏", "福建", "河南"}
    assert [region.full_name for region in regions.candidates("鼓楼区", "32")] == [
        "江苏省南京市鼓楼区",
        "江苏省徐州市鼓楼区",
    ]


@given(st.text(max_size=12), st.sampled_from([None, "650000", "440900", "361130", "999999", "x"]))
def test_nothing_printed_stops_the_search(text: str, within: str | None) -> None:
    found = regions.find(text, within)
    assert found is None or regions.find(found.full_name) is not None
    assert regions.is_place_name(text) in (True, False)


def test_a_warm_question_is_quick() -> None:
    """A notice asks hundreds of times: well under 20 microseconds each."""
    regions.find("沙依巴克区", "650100")
    started = time.perf_counter()
    for _ in range(2000):
        regions.find("沙依巴克区", "650100")
    assert (time.perf_counter() - started) / 2000 < 20e-6
