"""结果: every form of a plan's result says the same, and each figure says where it came from."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from zhida.documents.allocation.certificate_file import read_certificate
from zhida.documents.allocation.plan_file import allocate_plan
from zhida.documents.allocation.writing import write_plan

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def out(root: Path, tmp_path: Path) -> Path:
    """The files of the plan of a province, compared with the same without its minimum."""
    planned = allocate_plan(root / "tests/cases/allocation_plans/province/plan.toml")
    other = tmp_path / "other"
    other.mkdir()
    for path in (root / "tests/cases/allocation_plans/province").iterdir():
        text = path.read_text(encoding="utf-8")
        (other / path.name).write_text(text.replace('"90%"', '"10%"'), encoding="utf-8")
    write_plan(tmp_path / "out", planned, allocate_plan(other / "plan.toml"), date(2024, 6, 12))
    return tmp_path / "out"


def rows(path: Path) -> list[list[str]]:
    """The cells of a csv file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_every_figure_names_the_file_and_the_cell_it_came_from(out: Path) -> None:
    _, *parts = rows(out / "waterfall.csv")
    assert parts[20][:3] == ["醴陵市", "参保人数", "108.984375"]
    for name, step, _, basis, place in parts:
        if step != "取整":
            assert "〔2024〕" in basis or "省级" in basis, (name, step)
            assert place.startswith("recipients.csv 第"), (name, step)


def test_parts_sum_to_the_table_in_csv_and_json(out: Path) -> None:
    totals = {row[0]: Decimal(row[-1]) for row in rows(out / "allocation.csv")[1:]}
    content = json.loads((out / "allocation.json").read_text(encoding="utf-8"))
    for each in content["recipients"]:
        assert sum(step["fen"] for step in each["steps"]) == totals[each["name"]] * 1_000_000
    assert {row["name"]: row["total_fen"] for row in content["rows"]}["长沙市"] == 515_660_000
    assert content["rows"][1]["parent"] == "长沙市"
    assert [each["code"] for each in content["questions"]] == ["A105", "A131", "A106"]


def test_last_year_and_what_if_stand_beside_this_year(out: Path) -> None:
    _, first, *_, new = rows(out / "comparison.csv")
    assert first[:5] == ["长沙市本级", "60.000000", "54.000000", "-6.000000", "-10.0"]
    assert new[0] == "湘潭县"
    assert new[1] == new[3] == "", "absent is not zero"
    header, *changed = rows(out / "what_if.csv")
    assert header[1:4] == ["原方案", "假设方案", "增减"]
    assert sum(Decimal(row[3]) for row in changed) == 0


def test_the_workbook_has_live_sums_with_their_results(out: Path) -> None:
    live = openpyxl.load_workbook(out / "allocation.xlsx")["分配表"]
    cached = openpyxl.load_workbook(out / "allocation.xlsx", data_only=True)["分配表"]
    assert live["D4"].value == "=SUM(B4:C4)"
    assert live["B4"].value == "=SUM(B5:B7)", "a city is the sum of its counties"
    assert live["B13"].value == "=SUM(B4,B8,B12)"
    table = {row[0]: row[1:] for row in rows(out / "allocation.csv")[1:]}
    for line in cached.iter_rows(min_row=4, max_row=13, values_only=True):
        assert [Decimal(str(cell)) for cell in line[1:4]] == [
            Decimal(cell).normalize() for cell in table[str(line[0])]
        ]
    names = openpyxl.load_workbook(out / "allocation.xlsx").sheetnames
    assert names[-1] == "释义"
    assert {"逐项说明", "各部分来由", "分用途", "与上年比较", "假设比较", "下达前核对"} < set(names)


def test_the_text_says_how_each_amount_came_about(out: Path) -> None:
    text = (out / "explanation.txt").read_text(encoding="utf-8")
    assert "依据财社〔2024〕56号（2024年5月10日），共1000.00万元，分给7个单位" in text
    assert "中央900.00万元（财社〔2024〕60号（2024年5月15日））" in text
    assert "  参保人数：财社〔2024〕56号（2024年5月10日）；权重60/100" in text
    assert "按档：95%起110%，80%起100%，0%起80%" in text
    assert "  保底：省级资金管理办法；不少于上年的90%" in text
    assert "浏阳市：253.84万元，第1位。" in text
    assert "  保底 +27.851014（recipients.csv 第8行 第1列）" in text
    assert "  上年240.00万元，增减+13.84，+5.8%。" in text
    assert "上年没有这一对象" in text
    assert "警告 A131 省级2024年5月20日收到中央文件" in text


def test_the_picture_is_one_file_that_draws_every_part(out: Path) -> None:
    root = ElementTree.parse(out / "waterfall.svg").getroot()
    assert root.tag == f"{SVG}svg"
    told = [each.text or "" for each in root.iter(f"{SVG}title")]
    assert "醴陵市：保底 27.851014万元，recipients.csv 第8行 第1列" in told
    text = (out / "waterfall.svg").read_text(encoding="utf-8")
    assert "href" not in text
    assert "<script" not in text


def test_the_same_plan_gives_the_same_bytes(root: Path, tmp_path: Path) -> None:
    planned = allocate_plan(root / "tests/cases/allocation_plans/pilot/plan.toml")
    for name in ("one", "two"):
        write_plan(tmp_path / name, planned)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


@pytest.mark.parametrize("plan", ["medical_aid", "province", "pilot", "projects", "three_way"])
def test_the_certificate_of_every_plan_is_read_back_and_holds(
    root: Path, tmp_path: Path, plan: str
) -> None:
    planned = allocate_plan(root / f"tests/cases/allocation_plans/{plan}/plan.toml")
    write_plan(tmp_path, planned)
    found = read_certificate(tmp_path / "certificate.json")
    assert found == planned.allocation.table
    assert found.fault() is None


def test_a_name_in_a_plan_can_not_become_a_formula_or_markup(tmp_path: Path) -> None:
    plan = """title = "<b>方案</b>"
year = 2024
basis = "=1+1"
recipients = "rows.csv"
[[pool]]
name = "@中央"
amount = 3
[method]
kind = "fixed"
column = "定额"
"""
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    (tmp_path / "rows.csv").write_text("name,定额\n=cmd,1\n<i>乙</i>,2\n", encoding="utf-8")
    write_plan(tmp_path / "out", allocate_plan(tmp_path / "plan.toml"))
    assert rows(tmp_path / "out/allocation.csv")[0][1] == "'@中央"
    assert rows(tmp_path / "out/allocation.csv")[1][0] == "'=cmd"
    assert rows(tmp_path / "out/waterfall.csv")[1][3] == "'=1+1"
    sheet = openpyxl.load_workbook(tmp_path / "out/allocation.xlsx")["分配表"]
    assert (sheet["A4"].value, sheet["A4"].data_type) == ("=cmd", "s")
    picture = (tmp_path / "out/waterfall.svg").read_text(encoding="utf-8")
    assert "<b>" not in picture
    assert "<i>" not in picture
