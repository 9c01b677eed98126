"""执行进度: a finance officer asks where the money stands, and gets one table."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from tests.cli.conftest import Zhida, register
from tests.platform.ledger.nation import CITY, CLINIC, HOSPITAL, WAN, Nation

NEVER = ("--year", 2025, "--on", "2025-07-02")


def table(done: object) -> dict[str, object]:
    """The one table of a json answer."""
    assert done.exit_code == 0, done.output  # type: ignore[attr-defined]
    (found,) = json.loads(done.stdout)  # type: ignore[attr-defined]
    return found  # type: ignore[no-any-return]


def rows(done: object) -> dict[str, dict[str, object]]:
    """Its rows by code."""
    found = table(done)["rows"]
    return {str(row["代码"]): row for row in found}  # type: ignore[attr-defined]


def test_a_province_stands_beside_its_cities(nation: Nation, zhida: Zhida) -> None:
    done = zhida("progress", "--region", "650000", *NEVER, "--json")
    found = rows(done)
    assert list(found) == ["650000", "650100", "652900"]
    assert found["650000"]["名称"] == "新疆维吾尔自治区（本级）"
    assert found["650100"]["收到"] == (320 + 40) * WAN
    assert found["650100"]["已支付"] == (90 - 5 + 25) * WAN
    assert found["650100"]["支出进度%"] == "30.56"
    assert found["650100"]["与时间差"] == "-19.58"
    totals = table(done)["totals"]
    assert totals["合计"] == sum(row["合计"] for row in found.values())  # type: ignore[index, misc]
    assert "时间进度50.14%" in str(table(done)["note"])


@pytest.mark.parametrize("by", ["region", "holder", "line", "level", "fund", "source"])
def test_every_grouping_adds_up_to_the_same(nation: Nation, zhida: Zhida, by: str) -> None:
    totals = table(zhida("progress", *NEVER, "--by", by, "--json"))["totals"]
    assert totals["收到"] == 1250 * WAN  # type: ignore[index]
    assert totals["已支付"] == (90 - 5 + 25 + 20) * WAN  # type: ignore[index]


def test_a_place_without_money_has_a_sentence(nation: Nation, zhida: Zhida) -> None:
    done = zhida("progress", "--region", "620100", *NEVER)
    assert done.exit_code == 0 and "没有记录" in done.stderr


def test_a_year_without_money_names_the_years_that_have_some(nation: Nation, zhida: Zhida) -> None:
    done = zhida("progress", "--year", 2019)
    assert done.exit_code == 0
    assert "2019年度没有记录；有记录的年度：2025、2026（--year）" in done.stderr


def test_nothing_available_is_no_rate(nation: Nation, zhida: Zhida) -> None:
    """Money that is only expected: 0/0 is not 100 %."""
    done = zhida("progress", "--holder", CITY, "--year", 2025, "--on", "2024-12-01", "--json")
    (row,) = rows(done).values()
    assert row["预计"] == 320 * WAN
    assert (row["支出进度%"], row["与时间差"]) == ("—", "—")


def test_the_vouchers_behind_a_row_add_up_to_it(nation: Nation, zhida: Zhida) -> None:
    (row,) = rows(zhida("progress", "--holder", HOSPITAL, *NEVER, "--json")).values()
    totals = table(zhida("progress", "--holder", HOSPITAL, *NEVER, "--evidence", "--json"))[
        "totals"
    ]
    for step, fen in totals.items():  # type: ignore[attr-defined]
        assert row[step] == fen, step


def test_against_a_plan(nation: Nation, zhida: Zhida, tmp_path: Path) -> None:
    plan = tmp_path / "计划.csv"
    months = ",".join(f"{month}月" for month in range(1, 13))
    plan.write_text(
        f"名称,单位,{months}\n650100,万元,0,0,60,0,0,80,31,0,0,0,0,0\n", encoding="utf-8"
    )
    found = rows(zhida("progress", "--region", "650000", *NEVER, "--plan", plan, "--json"))
    assert found["650100"]["计划累计"] == 142 * WAN
    assert found["650100"]["与计划差"] == (110 - 142) * WAN
    assert found["650100"]["计划完成%"] == "77.46"
    assert found["652900"]["计划累计"] == ""
    shown = zhida("progress", "--region", "620000", *NEVER, "--plan", plan)
    assert "计划中的这些名称不在表中：650100" in shown.stderr


def test_against_the_plan_in_force(nation: Nation, zhida: Zhida, tmp_path: Path) -> None:
    """Once imported, the plan is there without a file; a plan isn't of a part of the money."""
    plan = tmp_path / "计划.csv"
    months = ",".join(f"{month}月" for month in range(1, 13))
    plan.write_text(
        f"名称,单位,{months}\n650000,万元,0,0,60,0,0,80,31,0,0,0,0,0\n", encoding="utf-8"
    )
    seen = zhida("import", "plan", plan, "--year", 2025)
    assert seen.exit_code == 0 and "这是预览，没有写入" in seen.stderr
    assert "还没有用款计划" in zhida("import", "plan").stderr
    done = zhida("import", "plan", plan, "--year", 2025, "--confirm")
    assert done.exit_code == 0, done.output
    again = zhida("import", "plan", plan, "--year", 2025, "--confirm")
    assert "没有再导入" in again.stderr
    assert zhida("import", "plan").stdout.count("现行") == 1
    shown = zhida("progress", *NEVER, "--json")
    assert "对照2025年度用款计划：计划.csv" in shown.stderr
    assert rows(shown)["650000"]["计划累计"] == 142 * WAN
    part = zhida("progress", *NEVER, "--source", "中央", "--json")
    assert "计划累计" not in rows(part)["650000"]


def test_a_plan_with_faults_is_refused_cell_by_cell(
    nation: Nation, zhida: Zhida, tmp_path: Path
) -> None:
    plan = tmp_path / "计划.csv"
    months = ",".join(f"{month}月" for month in range(1, 13))
    plan.write_text(
        f"名称,单位,{months}\n650100,万元,约5,0,-3,0,0,0,0,0,0,0,0,0\n652900,亿,{'1,' * 11}1\n",
        encoding="utf-8",
    )
    done = zhida("progress", *NEVER, "--plan", plan)
    assert done.exit_code == 2
    assert "第2行 1月列：“约5”不是精确到分的金额" in done.stderr
    assert "第2行 3月列：“-3”小于零" in done.stderr
    assert "第3行 单位列：金额单位是“亿”" in done.stderr


def test_days_in_each_step(nation: Nation, zhida: Zhida) -> None:
    (row,) = rows(zhida("progress", "--holder", HOSPITAL, *NEVER, "--steps", "--json")).values()
    assert row["收到日"] == "2025-02-03"
    assert (row["首次支付日"], row["首次支付"]) == ("2025-03-01", "26/19")
    assert row["支付完毕"] == "—"
    assert row["待分配停留"] == "75.2/52.6"
    shown = zhida("progress", "--region", "650100", *NEVER, "--steps")
    assert shown.exit_code == 0 and "天山区人民医院" in shown.stdout


def test_idle_money(nation: Nation, zhida: Zhida) -> None:
    found = table(zhida("progress", "--region", "650100", *NEVER, "--idle", 90, "--json"))
    idle = {(row["单位"], row["环节"]): row for row in found["rows"]}  # type: ignore[attr-defined]
    hospital = idle["天山区人民医院", "待分配"]
    assert (hospital["闲置"], hospital["最早到达"]) == (60 * WAN, "2025-02-03")
    none = zhida("progress", "--region", "650100", *NEVER, "--idle", 300)
    assert "没有记录" in none.stderr


def test_the_table_and_the_picture_are_written(
    nation: Nation, zhida: Zhida, tmp_path: Path
) -> None:
    files = (
        "--csv",
        tmp_path / "a.csv",
        "--xlsx",
        tmp_path / "a.xlsx",
        "--svg",
        tmp_path / "a.svg",
    )
    done = zhida("progress", "--region", "650000", *NEVER, *files)
    assert done.exit_code == 0, done.output
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        read = list(csv.reader(file))
    assert read[0][2] == "2025年度，数据截至2025-07-02，时间进度50.14%"
    assert read[-1][0] == "合计"
    page = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    heads = [cell.value for cell in page[2]]
    assert page.cell(4, heads.index("支出进度%") + 1).value == 30.56
    picture = (tmp_path / "a.svg").read_text("utf-8")
    assert "时间进度 50.14%" in picture and "乌鲁木齐市" in picture


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--region", "999999"), "没有代码为“999999”的区划"),
        (("--holder", "nobody"), "没有代码为“nobody”的单位"),
        (("--region", "650000", "--holder", CLINIC), "只能写一个"),
        (("--steps", "--idle", "3"), "一次只能写一个"),
        (("--on", "7月2日"), "不是日期"),
        (("--by", "月份"), "不能按“月份”分组"),
        (("--holder", CLINIC, "--by", "region"), "按区划分组时"),
        (("--source", "天上"), "没有“天上”这个来源"),
        (("--book", "现金"), "没有“现金”这个账簿"),
        (("--line", "没有的文号"), "没有找到“没有的文号”"),
        (("--plan", "没有.csv"), "没有这个文件"),
        (("--unit", "亿元"), "没有“亿元”这个单位"),
        (("--svg", "/没有的文件夹/a.svg"), "无法写入"),
        (("--svg", "a.svg", "--steps"), "--svg 画的是进度"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(
    nation: Nation, zhida: Zhida, arguments: tuple[str, ...], said: str
) -> None:
    done = zhida("progress", "--year", 2025, *arguments)
    assert done.exit_code == 2, done.output
    assert said in done.stderr


def test_a_city_may_not_look_at_the_province(nation: Nation, zhida: Zhida) -> None:
    register("市局", CITY)
    done = zhida("progress", "--region", "650000", "--year", 2025, "--as", "市局")
    assert done.exit_code == 2
    assert "限于本区划及其下级" in done.stderr
    assert zhida("progress", "--year", 2025, "--as", "市局").exit_code == 0
