"""方案: whole plans as a finance officer writes them, from their files to their figures."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from zhida.documents.allocation.faults import FaultyInput
from zhida.documents.allocation.plan_file import allocate_plan
from zhida.documents.allocation.planned import PlannedAllocation, what_if


@pytest.fixture
def plans(root: Path, tmp_path: Path) -> Path:
    """All sample plans, free to be spoilt."""
    return Path(shutil.copytree(root / "tests/cases/allocation_plans", tmp_path / "plans"))


def spoilt(path: Path, before: str, after: str) -> Path:
    """The file with one thing changed."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return path


def told(plan: Path) -> str:
    """What is said of a faulty plan."""
    with pytest.raises(FaultyInput) as refused:
        allocate_plan(plan)
    assert all(fault.mend for fault in refused.value.faults)
    return str(refused.value)


def parts(planned: PlannedAllocation, name: str) -> dict[str, Fraction]:
    """The steps of a recipient in units."""
    at = [record.name for record in planned.recipients.records].index(name)
    return {step.name: step.amounts[at] for step in planned.allocation.steps}


def test_a_province_with_cities_and_counties_is_one_problem(plans: Path) -> None:
    planned = allocate_plan(plans / "province/plan.toml")
    cells = dict(zip(planned.names, planned.allocation.table.cells, strict=True))
    for city, members in {
        "长沙市": ("长沙市本级", "浏阳市", "宁乡市"),
        "株洲市": ("株洲市本级", "醴陵市", "攸县"),
    }.items():
        assert cells[city] == tuple(map(sum, zip(*(cells[each] for each in members), strict=True)))
    tops = [cells[name] for name in ("长沙市", "株洲市", "湘潭县")]
    assert tuple(map(sum, zip(*tops, strict=True))) == (90000, 10000)
    assert planned.allocation.table.fault() is None


def test_a_rate_becomes_a_coefficient_by_bands(plans: Path) -> None:
    """79 % of last year's money spent costs a fifth, 95 % earns a tenth."""
    planned = allocate_plan(plans / "province/plan.toml")
    assert parts(planned, "醴陵市")["执行率"] < 0 < parts(planned, "攸县")["执行率"]
    step = next(each for each in planned.allocation.steps if each.name == "执行率")
    assert step.grounds.basis == "省级绩效评价结果（2024年3月29日）"
    assert step.grounds.sources[4].describe() == "recipients.csv 第8行 第5列"


def test_nobody_falls_below_nine_tenths_of_last_year(plans: Path) -> None:
    planned = allocate_plan(plans / "province/plan.toml")
    assert planned.last_year is not None
    for name, units in planned.totals.items():
        assert units >= Fraction(9, 10) * planned.last_year.get(name, 0)
    assert parts(planned, "醴陵市")["保底"] > 0 > parts(planned, "浏阳市")["保底"]


def test_purposes_are_split_below_the_cells(plans: Path) -> None:
    cube = allocate_plan(plans / "province/plan.toml").cube
    assert cube is not None
    leaves = [cube.cells[i] for i in cube.axes.leaves]
    assert [[sum(line[j][k] for line in leaves) for k in (0, 1)] for j in (0, 1)] == [
        [60000, 30000],
        [7000, 3000],
    ]


def test_money_of_a_pilot_goes_to_its_two_counties_only(plans: Path) -> None:
    planned = allocate_plan(plans / "pilot/plan.toml")
    cells = dict(zip(planned.names, planned.allocation.table.cells, strict=True))
    assert cells["丙区"][1:] == (0, 0)
    assert cells["丁县"][1] == 0
    assert cells["甲县"][1] + cells["乙县"][1] == 800_000
    assert parts(planned, "甲县")["中央试点"] / parts(planned, "乙县")["中央试点"] == Fraction(4, 3)


def test_money_of_a_pilot_that_counts_with_the_rest_may_not_fit(plans: Path) -> None:
    plan = spoilt(
        plans / "pilot/plan.toml",
        'open_to = ["甲县", "乙县"]',
        'open_to = ["丁县"]\ntogether = true',
    )
    spoilt(plan, "amount = 80", "amount = 180")
    assert "“中央试点”共180.0000万元，只能分给丁县，其应得合计101.3299万元" in told(plan)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('"乙县"]', '"戊县"]', "中“戊县”不在分配对象中"),
        ('["甲县", "乙县"]', '"甲县"', "不是若干名称"),
        ('"省级补助"', '"补助"', "“补助”列不在 recipients.csv 中"),
        ('open_column = "省级补助"', 'open_column = "救助人数"', "中“甲县”写了“1200”"),
    ],
)
def test_openness_that_means_nothing_is_told(
    plans: Path, before: str, after: str, words: str
) -> None:
    assert words in told(spoilt(plans / "pilot/plan.toml", before, after))


def test_projects_come_first_and_keep_their_source(plans: Path) -> None:
    planned = allocate_plan(plans / "projects/plan.toml")
    cells = dict(zip(planned.names, planned.allocation.table.cells, strict=True))
    assert cells["甲县"][0] >= 4000
    assert cells["甲县"][1] >= 1250
    assert parts(planned, "甲县")["项目：信息平台"] == 4000
    step = next(each for each in planned.allocation.steps if each.name == "项目：信息平台")
    assert step.grounds.basis == "项目评审结果（2024年4月2日）、评审补充意见"
    assert step.grounds.sources[2].describe() == "projects.csv 第4行 第3列"
    rest = sum(parts(planned, name)["人数"] for name in ("甲县", "乙县", "丙县"))
    assert rest == 35000 - 4000 - 1250 - 3500 - 333


def test_a_plan_may_be_projects_alone(plans: Path) -> None:
    plan = plans / "projects/plan.toml"
    text = plan.read_text(encoding="utf-8")
    head = (
        text.partition("[method]")[0]
        .replace("amount = 300", "amount = 75")
        .replace("amount = 50", "amount = 15.83")
    )
    plan.write_text(f'{head}[method]\nkind = "projects"\nfile = "projects.csv"\n', "utf-8")
    planned = allocate_plan(plan)
    assert planned.totals == {"甲县": 5250, "乙县": 333, "丙县": 3500}
    assert "各项目合计少于资金池1.00万元" in told(spoilt(plan, "15.83", "16.83"))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("40,中央", "400,中央", "资金多100.00万元|比资金池多|比该项资金多"),
        ("甲县,信息平台", "戊县,信息平台", "“戊县”不在分配对象中"),
        ("12.5,省级", "12.5,市级", "资金来源“市级”不在资金池中"),
        ("12.5,省级", "12.505,省级", "细于取整单位0.01万元"),
        ("服务大厅,12.5,省级", "信息平台,12.5,中央", "与第2行重复"),
        ("乙县,培训", "乙县,", "项目名称为空"),
    ],
)
def test_projects_that_can_not_be_booked_are_told(
    plans: Path, before: str, after: str, words: str
) -> None:
    spoilt(plans / "projects/projects.csv", before, after)
    said = told(plans / "projects/plan.toml")
    assert any(each in said for each in words.split("|")), said


def test_three_margins_that_hold_are_met(plans: Path) -> None:
    planned = allocate_plan(plans / "three_way/plan.toml")
    assert planned.cube is not None
    assert planned.cube.misses == ()
    assert planned.cube.by_purpose() == ((40, 10), (15, 15), (10, 10))


def test_a_third_margin_that_can_not_hold_is_named_and_the_nearest_offered(plans: Path) -> None:
    """甲 has 30 of 中央, of which all purposes but 救助 have 15: 经办 of 甲 can't be 50."""
    folder = plans / "three_way"
    spoilt(folder / "wanted.csv", "甲县,40,10", "甲县,2,48")
    spoilt(folder / "wanted.csv", "乙县,15,15", "乙县,30,0")
    spoilt(folder / "wanted.csv", "丙县,10,10", "丙县,33,-13")
    assert "为负数" in told(folder / "plan.toml")
    (folder / "wanted.csv").write_text(
        "name,救助,经办\n甲县,15,35\n乙县,30,0\n丙县,20,0\n", "utf-8"
    )
    planned = allocate_plan(folder / "plan.toml")
    assert planned.cube is not None
    assert planned.cube.misses == ()
    (folder / "purposes.csv").write_text("name,救助,经办\n中央,60,0\n省级,5,35\n", "utf-8")
    said = told(folder / "plan.toml")
    assert "wanted.csv 第2行 经办列：“甲县”的“经办”要求35万元，最接近的整数表为" in said
    assert "已证明没有整数表能同时满足三组合计" in said
    spoilt(folder / "plan.toml", "[split]", '[split]\ninexact = "nearest"')
    nearest = allocate_plan(folder / "plan.toml").cube
    assert nearest is not None
    assert nearest.misses
    assert nearest.impossible


@pytest.mark.parametrize(
    ("name", "before", "after", "words"),
    [
        ("purposes.csv", "中央,45,15", "中央,45,14", "“中央”各用途合计59万元，该项资金60万元"),
        ("purposes.csv", "省级,20,20\n", "", "缺少“省级”"),
        ("purposes.csv", "省级,20,20", "市级,20,20", "“市级”不在方案中"),
        ("wanted.csv", "甲县,40,10", "甲县,40,11", "“甲县”各用途合计51万元，各来源合计50万元"),
        ("wanted.csv", "救助,经办", "救助,宣传", "表头缺少经办列"),
        ("plan.toml", "[split]", '[split]\ninexact = "maybe"', "refuse 或 nearest"),
    ],
)
def test_purposes_that_do_not_fit_are_told(
    plans: Path, name: str, before: str, after: str, words: str
) -> None:
    spoilt(plans / "three_way" / name, before, after)
    assert words in told(plans / "three_way/plan.toml")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("长沙市本级,长沙市", "长沙市本级,长沙县", "上级“长沙县”不在这一行之上"),
        ("长沙市,,,,", "长沙市,,5,,", "“长沙市”是小计，却填了数据“5”"),
        ("湘潭县,,760000,20", "湘潭县,,760000,", "“湘潭县”的数据为空"),
        ("湘潭县,,760000", "火星县,,760000", "“火星县”不在区划430000之内"),
        ("浏阳市,长沙市", "宁乡市,长沙市", "“宁乡市”与第4行重复"),
    ],
)
def test_recipients_that_can_not_be_used_are_told(
    plans: Path, before: str, after: str, words: str
) -> None:
    spoilt(plans / "province/recipients.csv", before, after)
    assert words in told(plans / "province/plan.toml")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('["0", "0.8"]', '["50%", "0.8"]', "没有从零开始的一档"),
        ('["0", "0.8"]', '["0"]', "不是若干档"),
        ("dated = 2024-03-29", "dated = 2025-03-29", "晚于方案年度2024"),
        ("dated = 2024-03-29", 'dated = "去年"', "不是日期"),
        ('of_last_year = "90%"', "", "写 amount、amount_column 或 of_last_year"),
        ('[last_year]\nfile = "last_year.csv"', "", "没有上年数"),
        ('source = "省级"', 'source = "天上"', "没有这一种"),
        ('of_last_year = "90%"', 'of_last_year = "200%"', "下限之和超过资金总额"),
    ],
)
def test_parameters_that_can_not_hold_are_told(
    plans: Path, before: str, after: str, words: str
) -> None:
    assert words in told(spoilt(plans / "province/plan.toml", before, after))


def test_all_faults_of_all_files_are_told_in_one_go(plans: Path) -> None:
    folder = plans / "medical_aid"
    spoilt(folder / "plan.toml", "amount = 2464", "amount = -2464")
    spoilt(folder / "plan.toml", "weight = 30", "weight = 0.x")
    assert "格式有误" in told(folder / "plan.toml")
    spoilt(folder / "plan.toml", "weight = 0.x", 'weight = "x"')
    spoilt(folder / "plan.toml", "floor = 340", "floor = 600")
    spoilt(folder / "factors.csv", "天山区,2866", "天山区,")
    spoilt(folder / "factors.csv", "米东区", "高州市")
    spoilt(folder / "advance.csv", "50,3,0", "50.001,3,0")
    said = told(folder / "plan.toml")
    for words in (
        "plan.toml：pool（第1个）.amount为-2464万元，是负数",
        "plan.toml：method.factor（第2个）.weight为“x”，不是零或正数",
        "factors.csv 第2行 救助人数列：“天山区”的数据为空",
        "factors.csv 第4行 name列：“高州市”不在区划650100之内",
        "factors.csv 第4行：“高州市”的上限500.00万元低于下限或基数600.00万元",
        "advance.csv 第4行：“米东区”不在分配对象中",
        "advance.csv 第5行 中央一般公共预算列：“达坂城区”的金额50.001万元细于取整单位0.01万元",
    ):
        assert words in said, words


def test_a_what_if_shows_who_gains_and_who_loses_and_nothing_is_created(plans: Path) -> None:
    plan = allocate_plan(plans / "medical_aid/plan.toml")
    other = allocate_plan(spoilt(plans / "medical_aid/plan.toml", "weight = 70", "weight = 40"))
    changes = what_if(plan, other)
    assert sum(each.difference or 0 for each in changes) == 0
    assert any(each.difference for each in changes)


def test_ranks_are_by_the_year_s_money(plans: Path) -> None:
    planned = allocate_plan(plans / "three_way/plan.toml")
    assert planned.ranks() == (1, 2, 3)


def test_a_plan_knows_every_file_it_was_made_from(plans: Path) -> None:
    planned = allocate_plan(plans / "province/plan.toml")
    names = ["plan.toml", "recipients.csv", "last_year.csv", "purposes.csv"]
    assert [path.name for path in planned.files] == names
    assert [path.name for path in allocate_plan(plans / "projects/plan.toml").files] == [
        *("plan.toml", "recipients.csv", "projects.csv")
    ]
