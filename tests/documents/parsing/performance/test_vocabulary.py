"""词汇: the headings and labels of performance tables."""

import pytest

from zhida.data import load
from zhida.documents.parsing.performance.vocabulary import label_of, level_of


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("产出指标", "产出指标", ""),
        ("产出指标（50分）", "产出指标", ""),
        ("项目效益", "效益指标", ""),
        ("数量指标", "", "数量指标"),
        ("社会效益", "", "社会效益指标"),
        ("成本指标", "成本指标", "成本指标"),
        ("满意度指标", "满意度指标", "满意度指标"),
    ],
)
def test_headings_are_known_in_their_spellings(text: str, first: str, second: str) -> None:
    level = level_of(text)
    assert level is not None
    assert (level.first, level.second) == (first, second)


@pytest.mark.parametrize("text", ["政策知晓率", "群众对服务的满意度", "指标值", ""])
def test_names_are_no_headings(text: str) -> None:
    assert level_of(text) is None


@pytest.mark.parametrize(
    ("text", "role", "detail", "rest"),
    [
        ("资金总额:656万元", "amount", "total", "656万元"),
        ("其中:省级补助资金", "amount", "province", ""),
        ("1、一般公共预算", "amount", "fiscal", ""),
        ("彩票公益金用于医疗救助", "amount", "lottery", ""),
        ("市级主管部门", "field", "prefecture_office", ""),
        ("县(市、区)", "field", "county", ""),
        ("项目资金(万元)", "money", "", ""),
        ("年度总体目标", "goals", "annual", ""),
        ("指标值(包含数字及文字描述)", "column", "value", ""),
        ("备注:按季填报", "remark", "", "按季填报"),
    ],
)
def test_labels_say_what_follows(text: str, role: str, detail: str, rest: str) -> None:
    label = label_of(text)
    assert label is not None
    assert (label.role, label.detail, label.rest) == (role, detail, rest)


@pytest.mark.parametrize("text", ["自治区财政厅", "中央和国家机关工委", "地区生产总值增长", "60"])
def test_values_are_no_labels(text: str) -> None:
    assert label_of(text) is None


def test_every_second_level_belongs_to_a_first() -> None:
    rows = load("indicator_levels")
    firsts = {row["canonical"] for row in rows if row["level"] == "1"}
    for row in rows:
        belongs = row["belongs_to"].split()
        assert bool(belongs) == (row["level"] == "2")
        assert set(belongs) <= firsts
