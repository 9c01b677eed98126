"""机构名称: an office is called by its level, and read back as the office of its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core import regions
from zhida.core.regions import CENTRE
from zhida.data import load

CODES = sorted({row["code"] for row in (*load("regions"), *load("zones"))})
TODAY = sorted(row["code"] for row in load("regions") if not row["to_year"])


@pytest.mark.parametrize(
    ("place", "kind", "name", "relative"),
    [
        ("江西省", "finance", "江西省财政厅", "省财政厅"),
        ("北京市", "finance", "北京市财政局", "市财政局"),
        ("新疆维吾尔自治区", "finance", "新疆维吾尔自治区财政厅", "自治区财政厅"),
        ("阿克苏地区", "finance", "阿克苏地区财政局", "地区财政局"),
        ("锡林郭勒盟", "government", "锡林郭勒盟行政公署", "盟行政公署"),
        ("兵团", "finance", "新疆生产建设兵团财政局", "兵团财政局"),
        ("第八师", "finance", "第八师财政局", "师财政局"),
        ("婺源县", "medical_security", "婺源县医疗保障局", "县医疗保障局"),
        ("广东省", "medical_security", "广东省医疗保障局", "省医疗保障局"),
        ("广东省", "health", "广东省卫生健康委员会", "省卫生健康委员会"),
        ("广东省", "veterans", "广东省退役军人事务厅", "省退役军人事务厅"),
        ("上海市", "civil_affairs", "上海市民政局", "市民政局"),
        ("深圳市", "government", "深圳市人民政府", "市人民政府"),
    ],
)
def test_offices_by_their_customary_names(place: str, kind: str, name: str, relative: str) -> None:
    region = regions.find(place)
    assert region is not None
    office = regions.agency(region, kind)
    assert office is not None
    assert (office.name, office.relative_name, office.status) == (name, relative, "derived")


def test_the_centre_has_ministries() -> None:
    names = [office.name for office in regions.agencies(CENTRE)]
    assert names[:2] == ["财政部", "国家医疗保障局"]


def test_the_corps_has_no_peoples_government() -> None:
    corps = regions.find("兵团")
    assert corps is not None
    assert regions.agency(corps, "government") is None
    assert regions.agency(corps, "finance") is not None


def test_a_prefecture_of_many_peoples_is_printed_short() -> None:
    region = regions.find("德宏州")
    assert region is not None
    office = regions.agency(region, "finance")
    assert office is not None
    assert (office.short_name, office.relative_name) == ("德宏州财政局", "州财政局")


def test_another_kind_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="finance、medical_security"):
        regions.agency(CENTRE, "nonesuch")


@given(st.sampled_from(CODES), st.sampled_from(regions.agency_kinds()))
def test_every_name_is_read_back_as_an_office_of_its_kind(code: str, kind: str) -> None:
    region = regions.get(code)
    assert region is not None
    office = regions.agency(region, kind)
    if office is not None:
        for name in (office.name, office.short_name, office.relative_name):
            assert regions.body_kind(name) == kind
        assert office.source


@given(st.sampled_from(TODAY))
def test_the_finance_bureau_of_a_place_is_found_in_that_place(code: str) -> None:
    region = regions.get(code)
    assert region is not None
    office = regions.agency(region, "finance")
    assert office is not None
    assert regions.of_body(office.name, within=region.parent or None) == region
