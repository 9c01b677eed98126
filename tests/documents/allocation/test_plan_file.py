"""方案文件: a plan is carried out as written, or told where it can't be, and how to mend it."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from zhida.documents.allocation.faults import FaultyInput
from zhida.documents.allocation.plan_file import PlannedAllocation, allocate_plan


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    """A sound plan with its tables, free to be spoilt."""
    return Path(
        shutil.copytree(root / "tests/cases/allocation_plans/medical_aid", tmp_path / "plan")
    )


def replaced(folder: Path, name: str, before: str, after: str) -> Path:
    """Spoil one file; the plan's path."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return folder / "plan.toml"


def given(planned: PlannedAllocation) -> dict[str, int]:
    """What each recipient gets, in units."""
    return dict(zip(planned.names, map(sum, planned.allocation.table.cells), strict=True))


def test_a_plan_by_factors_meets_pool_floor_cap_and_advance(folder: Path) -> None:
    planned = allocate_plan(folder / "plan.toml")
    cells = planned.allocation.table.cells
    assert [sum(column) for column in zip(*cells, strict=True)] == [246400, 24350, 4000]
    totals = given(planned)
    assert totals["米东区"] == 50000, "capped"
    assert min(totals.values()) >= 34000, "nobody below the floor"
    assert [step.name for step in planned.allocation.steps] == [
        "基数",
        "需求",
        "财力",
        "绩效",
        "上下限",
        "取整",
    ]
    issued = planned.allocation.issued()
    assert sum(map(sum, issued)) == sum(totals.values()) - 159300 + 4000
    assert issued[0][0] == cells[0][0] - 40000


def test_the_order_of_the_recipients_changes_only_their_order(folder: Path) -> None:
    before = given(allocate_plan(folder / "plan.toml"))
    path = folder / "factors.csv"
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, *reversed(lines)]), encoding="utf-8")
    assert given(allocate_plan(folder / "plan.toml")) == before


@pytest.mark.parametrize(
    ("name", "before", "after", "words"),
    [
        ("plan.toml", "amount = 2464", "amount = -2464", "负数"),
        ("plan.toml", "amount = 243.5", "amount = 243.505", "细于取整单位0.01万元"),
        ("plan.toml", "amount = 243.5", "amount = true", "不是金额"),
        ("plan.toml", "amount = 243.5", 'amount = "若干"', "不是金额"),
        ("plan.toml", 'name = "自治区"', 'name = "中央彩票公益金"', "出现了两次"),
        ("plan.toml", 'unit = "0.01万元"', 'unit = "角"', "没有“角”这种取整单位"),
        ("plan.toml", "year = 2024", "year = 24", "不是年度"),
        ("plan.toml", 'basis = "财社〔2024〕26号"', "", "basis缺失"),
        ("plan.toml", "floor = 340", "flor = 340", "bounds.flor不是方案的项目"),
        ("plan.toml", "weight = 70", "weight = -70", "不是零或正数"),
        ("plan.toml", 'column = "救助人数"', 'column = "人口"', "“人口”列不在 factors.csv 中"),
        ("plan.toml", 'kind = "factors"', 'kind = "lottery"', "没有这种方法"),
        ("plan.toml", "floor = 340", "floor = 900", "低于下限"),
        ("plan.toml", "floor = 340", 'floor = 5\nfloor_column = "基数"', "同时写了"),
        ("plan.toml", 'within = "650100"', 'within = "火星"', "不是区划代码"),
        ("plan.toml", "[method]", "[method", "格式有误"),
        ("plan.toml", 'file = "advance.csv"', 'file = "no.csv"', "没有这个文件"),
        ("plan.toml", 'file = "advance.csv"', 'negative = "hide"\nfile = "advance.csv"', "refuse"),
        ("factors.csv", "天山区,2866", "天山区,", "“天山区”的数据为空"),
        ("factors.csv", "天山区,2866", "天山区,-2", "“天山区”的数据“-2”不是零或正数"),
        ("factors.csv", "米东区", "高州市", "“高州市”不在区划650100之内"),
        ("factors.csv", "米东区", "天山区", "“天山区”与第2行重复"),
        ("factors.csv", "10,700", "900,700", "上限700.00万元低于下限或基数900.00万元"),
        ("advance.csv", "米东区", "头屯河区", "“头屯河区”不在分配对象中"),
        ("advance.csv", "达坂城区,50,3,0\n", "", "缺少“达坂城区”"),
        ("advance.csv", "50,3,0", "50,3,", "金额为空"),
        ("advance.csv", "自治区", "省级", "表头缺少自治区列"),
        ("advance.csv", "400,30,0", "4000,30,0", "少于已提前下达的4000.00万元"),
        ("advance.csv", "400,30,0", "4000,30,0", "advance.csv 第2行 中央一般公共预算列"),
    ],
)
def test_what_is_wrong_is_told_with_its_mend(
    folder: Path, name: str, before: str, after: str, words: str
) -> None:
    with pytest.raises(FaultyInput) as refused:
        allocate_plan(replaced(folder, name, before, after))
    told = [fault.sentence for fault in refused.value.faults]
    assert any(words in sentence for sentence in told), told
    assert all("改法：" in sentence and not sentence.endswith("改法：。") for sentence in told)


def test_weights_that_sum_to_nothing_are_told(folder: Path) -> None:
    replaced(folder, "plan.toml", "weight = 70", "weight = 0")
    path = replaced(folder, "plan.toml", "weight = 30", "weight = 0")
    with pytest.raises(FaultyInput, match="权重之和为零"):
        allocate_plan(path)


def test_taking_back_is_done_only_where_the_plan_says_so(folder: Path) -> None:
    replaced(
        folder, "plan.toml", 'file = "advance.csv"', 'file = "advance.csv"\nnegative = "reduce"'
    )
    planned = allocate_plan(replaced(folder, "advance.csv", "400,30,0", "4000,30,0"))
    issued = planned.allocation.issued()
    assert issued[0][0] == planned.allocation.table.cells[0][0] - 400000 < 0


def simple(folder: Path, method: str, table: str) -> PlannedAllocation:
    """A plan of 100万元 with one source."""
    path = folder / "simple.toml"
    path.write_text(
        f"""title = "方案"
year = 2024
basis = "文件"
unit = "元"
recipients = "simple.csv"
[[pool]]
name = "中央"
amount = 100
[method]
{method}
""",
        encoding="utf-8",
    )
    (folder / "simple.csv").write_text(table, encoding="utf-8")
    return allocate_plan(path)


def test_fixed_amounts_are_taken_as_they_are_or_refused(tmp_path: Path) -> None:
    method = 'kind = "fixed"\ncolumn = "定额"'
    planned = simple(tmp_path, method, "name,定额\n甲县,60.5\n乙县,39.5\n")
    assert given(planned) == {"甲县": 605000, "乙县": 395000}
    with pytest.raises(FaultyInput, match=r"定额共99\.0000万元，资金池100\.0000万元"):
        simple(tmp_path, method, "name,定额\n甲县,60\n乙县,39\n")


def test_a_standard_per_head_is_scaled_only_on_demand(tmp_path: Path) -> None:
    method = 'kind = "standard"\nyuan = 320\ncount = "人数"\nshare = "比例"'
    table = "name,人数,比例\n甲县,2500,80%\n乙县,1500,0.75\n"
    planned = simple(tmp_path, method, table)
    assert given(planned) == {"甲县": 640000, "乙县": 360000}
    more = "name,人数,比例\n甲县,2500,80%\n乙县,3000,0.75\n"
    with pytest.raises(FaultyInput, match="scale = true"):
        simple(tmp_path, method, more)
    scaled = simple(tmp_path, method + "\nscale = true", more)
    assert sum(given(scaled).values()) == 1_000_000
    step = next(each for each in scaled.allocation.steps if each.name == "按总额调整")
    assert sum(step.amounts) == -360000
    assert isinstance(step.amounts[0], Fraction)
