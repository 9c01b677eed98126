"""zhida dip map, check, import, install, record: as a person at a terminal does it."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pyarrow.parquet as parquet
import pytest
from tests.cli.conftest import register
from tests.cli.dip.conftest import zhida
from tests.engines.dip.test_mapping import maps
from tests.engines.dip.test_sheets import workbook
from tests.engines.dip.test_workbook import SHEETS
from tests.platform.dip.results import quality_file, simulation_file

from zhida.engines.dip.synthetic import SEVERE, Plan, Truth, write_years
from zhida.platform.access.policy import Role
from zhida.platform.dip import installed
from zhida.platform.regions.models import Agency


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Truth]:
    place = tmp_path_factory.mktemp("data-in")
    return place, write_years(place / "lists", Plan(cases=600, diseases=6, institutions=3))


def test_codes_are_mapped_and_the_lists_go_on(years: tuple[Path, Truth], tmp_path: Path) -> None:
    place, truth = years
    folder = maps(tmp_path, f"1.0,{SEVERE},B99.900,2020-01-01,,exact,对照表")
    report, out = tmp_path / "r.xlsx", tmp_path / "out.parquet"
    told = zhida("dip", "map", place / "lists", "--maps", folder, "--out", out, "--report", report)
    assert told.exit_code == 0, told.output
    mapped = parquet.read_table(out)
    codes = [line["diag_code"] for row in mapped["diseinfo"].to_pylist() for line in row]
    assert f"诊断：{len(codes)}次，映射{codes.count('B99.900')}次" in told.output
    assert "手术操作：没有映射表，代码未变" in told.output
    assert (mapped.num_rows, SEVERE in codes) == (truth.lists, False)
    assert openpyxl.load_workbook(report).sheetnames == ["说明", "映射率", "未映射", "已映射"]


def test_a_contradictory_map_is_refused_and_nothing_is_written(
    years: tuple[Path, Truth], tmp_path: Path
) -> None:
    folder = maps(
        tmp_path, *(f"1.0,{SEVERE},{to},2020-01-01,,exact,文" for to in ("B99.900", "B99.901"))
    )
    out = tmp_path / "out.parquet"
    told = zhida("dip", "map", years[0] / "lists", "--maps", folder, "--out", out)
    assert (told.exit_code, "在同一时间矛盾" in told.output, out.exists()) == (2, True, False)


def test_quality_is_told(years: tuple[Path, Truth], tmp_path: Path) -> None:
    place, truth = years
    report, out = tmp_path / "q.json", tmp_path / "q.parquet"
    told = zhida("dip", "check", place / "lists", "--report", report, "--out", out)
    assert told.exit_code == 0, told.output
    assert f"J01 出院后超过规定天数才上传 {truth.late}" in " ".join(told.output.split())
    facts = json.loads(report.read_text("utf-8"))
    assert (facts["institutions"], facts["uploads"]) == (3, truth.lists)
    assert parquet.read_table(out).num_rows == truth.lists


def test_results_are_recorded_for_pages_and_indicators(database: str, tmp_path: Path) -> None:
    bureau = Agency.objects.get(region_id="650100", kind=Agency.Kind.MEDICAL_SECURITY)
    register("医保经办", bureau.code, Role.DRAFTER)
    report = tmp_path / "质控.json"
    report.write_bytes(quality_file().content)
    plan = tmp_path / "模拟.json"
    plan.write_bytes(simulation_file().content)
    kept = zhida("dip", "record", report, plan, "--year", 2025, "--institutions", 4)
    assert kept.exit_code == 0, kept.output
    assert "模拟.json：2025年模拟结果第1版，已收取" in kept.output
    assert "接口改造与实时采集比例 66.6666%" in " ".join(kept.output.split())
    again = zhida("dip", "record", report, "--year", 2025)
    assert "与现有的相同，没有新的版次" in again.output
    named = zhida("dip", "record", plan)
    assert (named.exit_code, "2025年模拟结果第1版，与现有的相同" in named.output) == (0, True)
    missing = zhida("dip", "record", tmp_path / "没有.json")
    assert (missing.exit_code, "没有.json”不存在。请检查路径" in missing.output) == (2, True)
    strange = zhida("dip", "record", report, "--region", "999999", "--year", 2025)
    assert (strange.exit_code, "没有区划“999999”" in strange.output) == (2, True)
    other = zhida("dip", "record", report, "--region", "650200", "--year", 2025)
    assert (other.exit_code, "限于本区划" in other.output) == (2, True)


def test_a_workbook_is_imported_and_put_in_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installed, "home", lambda: tmp_path / "dip")
    book = workbook(tmp_path / "方案.xlsx", SHEETS)
    told = zhida("dip", "import", book, "--out", tmp_path / "out")
    assert told.exit_code == 0, told.output
    assert "工作表“基本病种”：病种目录，2行" in told.output
    assert "DW05" in told.output
    put = zhida("dip", "install", tmp_path / "out" / "directory.csv", "--codes", tmp_path / "out")
    assert "已启用directory：4个病种" in put.output
    assert "工作表“基本病种”第4行" in installed.in_force().ready.rules[1].place
    away = zhida("dip", "import", book, "--out", tmp_path / "none" / "out")
    assert (away.exit_code, "none”不存在。请先建立" in away.output) == (2, True)
    (tmp_path / "错.csv").write_text("姓名\n某\n", encoding="utf-8")
    wrong = zhida("dip", "import", tmp_path / "错.csv", "--out", tmp_path / "other")
    assert (wrong.exit_code, "没有认得的列名" in wrong.output) == (2, True)
