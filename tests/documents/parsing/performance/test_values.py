"""指标值: what printed values promise."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.notice import TargetKind
from zhida.documents.parsing.performance import read_target
from zhida.documents.parsing.performance.values import is_figure

FIGURES = """
≥4次 | ≥ | 4 | 次
≥ 90 % | ≥ | 90 | %
100% | = | 100 | %
≧85% | ≥ | 85 | %
>=95% | ≥ | 95 | %
＞95％ | > | 95 | %
<5% | < | 5 | %
≤30分钟 | ≤ | 30 | 分钟
≥1 | ≥ | 1 | -
0 | = | 0 | -
9798万元 | = | 9798 | 万元
1,772人 | = | 1772 | 人
≥16,273 | ≥ | 16273 | -
1.5‰ | = | 1.5 | ‰
不低于95% | ≥ | 95 | %
不少于2次 | ≥ | 2 | 次
至少1次 | ≥ | 1 | 次
不超过5个工作日 | ≤ | 5 | 个工作日
5个工作日内 | ≤ | 5 | 个工作日
30日内 | ≤ | 30 | 日
2小时以内 | ≤ | 2 | 小时
超过90% | > | 90 | %
大于等于90% | ≥ | 90 | %
95%以上 | ≥ | 95 | %
≥90%以上 | ≥ | 90 | %
90%及以上 | ≥ | 90 | %
5%以下 | ≤ | 5 | %
控制在5%以内 | ≤ | 5 | %
百分之九十 | = | 90 | %
千分之五 | = | 5 | ‰
九成 | = | 90 | %
三次 | = | 3 | 次
两次 | = | 2 | 次
十二个 | = | 12 | 个
3万人次 | = | 3 | 万人次
12.5万 | = | 12.5 | 万
1.2亿元 | = | 1.2 | 亿元
200余人 | = | 200 | 人
589元/人 | = | 589 | 元/人
≥12次/年 | ≥ | 12 | 次/年
1000元/人/年 | = | 1000 | 元/人/年
80%-90% | ≥ | 80 | %
3至5次 | ≥ | 3 | 次
较上年提高5个百分点 | = | 5 | 个百分点
比上年增长10%以上 | ≥ | 10 | %
下降≥10% | ≥ | 10 | %
4类执法设备 | = | 4 | 类
每季度1次 | = | 1 | 次
各县不少于2次 | ≥ | 2 | 次
补助资金及时到位100% | = | 100 | %
≥70%(含) | ≥ | 70 | %
覆盖率≥90% | ≥ | 90 | %
"""


@pytest.mark.parametrize("line", FIGURES.strip().splitlines())
def test_figures_are_read_with_comparator_and_unit(line: str) -> None:
    text, comparator, value, unit = (part.strip() for part in line.split("|"))
    target = read_target(text, None)
    assert target.comparator == comparator
    assert target.value == Decimal(value)
    assert (target.unit or "-") == unit
    rate = unit in ("%", "‰", "个百分点")
    assert target.kind is (TargetKind.RATE if rate else TargetKind.NUMBER)
    assert target.text == text


DATES = """
2021年6月30日前 | 2021-06-30
6月30日前 | 2022-06-30
12月底前 | 2022-12-31
12 月底前完成 | 2022-12-31
每年12月底前完成当年任务 | 2022-12-31
2023年底 | 2023-12-31
2023年12月31日 | 2023-12-31
年底前 | 2022-12-31
第一季度末 | 2022-03-31
上半年 | 2022-06-30
2021.6.30前 | 2021-06-30
2021-06-30 | 2021-06-30
2019年1月-2019年12月 | 2019-12-31
2021年1月-12月 | 2021-12-31
12月底到位 | 2022-12-31
2024年2月 | 2024-02-29
10月前 | 2022-09-30
按要求在6月底前报送 | 2022-06-30
"""


@pytest.mark.parametrize("line", DATES.strip().splitlines())
def test_dates_end_on_the_last_day_that_counts(line: str) -> None:
    text, due = (part.strip() for part in line.split("|"))
    target = read_target(text, 2022)
    assert target.kind is TargetKind.DATE
    assert target.due == datetime.date.fromisoformat(due)
    assert target.value is None


def test_a_date_without_year_stays_open_where_no_year_is_known() -> None:
    target = read_target("6月30日前", None)
    assert (target.kind, target.due) == (TargetKind.DATE, None)


def test_a_day_that_no_month_has_is_no_date_in_the_calendar() -> None:
    assert read_target("2月30日前", 2022).due is None


def test_a_day_of_every_month_is_a_date_without_one_last_day() -> None:
    assert read_target("每月15日前", 2022).kind is TargetKind.DATE
    assert read_target("每月15日前", 2022).due is None


GRADES = """
显著提升 有所提高 逐步推开 全覆盖 按时 常态化 严格按照规定程序 长期 一次性解决 三级甲等 一致
2023年规定 同比下降 医疗费用发生时 无
"""


@pytest.mark.parametrize("text", GRADES.split())
def test_words_are_a_grade(text: str) -> None:
    target = read_target(text, 2022)
    assert target.kind is TargetKind.GRADE
    assert (target.comparator, target.value, target.text) == (None, None, text)


@pytest.mark.parametrize("text", ["", "  ", "/", "—", "-", "——"])
def test_nothing_printed_is_blank(text: str) -> None:
    assert read_target(text, 2022).kind is TargetKind.BLANK


@pytest.mark.parametrize(
    ("text", "comparator", "unit"),
    [
        ("≥**次", "≥", "次"),
        ("≥**%", "≥", "%"),
        ("≤**分钟", "≤", "分钟"),
        ("≥  %", "≥", "%"),
        ("≥___", "≥", None),
        ("≥", "≥", None),
        ("XX%", None, "%"),
        ("××人", None, "人"),
        ("……", None, None),
        ("........", None, None),
        ("自行填写", None, None),
    ],
)
def test_what_is_left_to_fill_in_is_a_template(
    text: str, comparator: str | None, unit: str | None
) -> None:
    target = read_target(text, 2022)
    assert target.kind is TargetKind.TEMPLATE
    assert (target.comparator, target.unit, target.value) == (comparator, unit, None)


def test_the_unit_may_stand_in_the_name() -> None:
    assert read_target("≥200", None, "培训人数（人次）").unit == "人次"
    assert read_target("≥12.5", None, "参保人数（万人）").unit == "万人"
    assert read_target("≥90", None, "参保覆盖率(%)").kind is TargetKind.RATE
    assert read_target("≥200户", None, "救助对象(人)").unit == "户"


@given(
    st.sampled_from(["≥", "≤", ">", "<", ""]),
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from(["次", "人次", "万元", "%", "‰", "个工作日", "元/人", ""]),
    st.sampled_from(["", " "]),
)
def test_every_printed_figure_comes_back(
    comparator: str, value: Decimal, unit: str, gap: str
) -> None:
    target = read_target(f"{comparator}{gap}{value}{gap}{unit}", None)
    assert target.value == value
    assert target.comparator == (comparator or "=")
    assert (target.unit or "") == unit


@given(st.integers(0, 10**9), st.sampled_from(["次", "人"]))
def test_thousands_separators_change_nothing(value: int, unit: str) -> None:
    assert read_target(f"≥{value:,}{unit}", None).value == value


@given(st.text(max_size=40), st.one_of(st.none(), st.integers(1990, 2100)))
def test_any_text_is_read_without_an_error(text: str, year: int | None) -> None:
    target = read_target(text, year)
    assert target.text == text.strip()
    assert (target.value is not None) == (target.kind in (TargetKind.NUMBER, TargetKind.RATE))
    assert isinstance(is_figure(text), bool)


@given(st.text(alphabet="≥≤0123456789.%次年月日前底内以上不低于百分之一二三-~*/ ()", max_size=16))
def test_any_mix_of_the_grammar_is_read_without_an_error(text: str) -> None:
    assert read_target(text, 2022).text == text.strip()
