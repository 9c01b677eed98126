"""zhida drg: from settlement lists to weights and payouts, as a person at a terminal does it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from zhida.cli.main import app


def zhida(*arguments: object) -> Result:
    """Runs a command."""
    return CliRunner().invoke(
        app, list(map(str, arguments)), catch_exceptions=False, env={"COLUMNS": "200"}
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three invented years, taken through every step, and settled as points are."""
    place = tmp_path_factory.mktemp("drg")
    (place / "funds.csv").write_text(
        "pool,insutype,fund\n6501,310,3000000\n6501,390,2000000.01\n", encoding="utf-8"
    )
    rules = ("--rules", place / "years" / "rules")
    steps = [
        ("drg", "sample", place / "years", "--cases", 1200),
        ("drg", "group", place / "years" / "lists.parquet", *rules,
         "--out", place / "grouped.parquet", "--quarantine", place / "quarantine.parquet"),
        ("drg", "weigh", place / "grouped.parquet", *rules, "--out", place / "weights.json",
         "--report", place / "report.json"),
        ("dip", "settle", place / "grouped.parquet", "--scores", place / "weights.json",
         "--year", 2025, "--funds", place / "funds.csv", "--out", place / "payouts.csv"),
    ]  # fmt: skip
    for step in steps:
        told = zhida(*step)
        assert told.exit_code == 0, told.output
        (place / f"{step[1]}.txt").write_text(told.output, encoding="utf-8")
    return place


def test_every_case_is_in_a_group_or_told_not_to_be(folder: Path) -> None:
    said = (folder / "group.txt").read_text("utf-8")
    numbers = [int(line.split()[-1]) for line in said.splitlines() if line.startswith("  ")]
    grouped = int(said.split("入组")[1].split("个")[0])
    assert grouped + sum(numbers) == 1200
    assert "手术操作与主要诊断无关（QY）" in said
    assert "规则示例1.0#" in said


def test_weights_and_rates_are_reported(folder: Path) -> None:
    report = json.loads((folder / "report.json").read_text("utf-8"))
    heaviest = max(report["weights"], key=lambda row: float(row["rw"]))
    assert heaviest["drg_codg"] == "FB11"
    assert [(row["pool"], row["insutype"]) for row in report["rates"]] == [
        ("6501", "310"), ("6501", "390")
    ]  # fmt: skip
    assert "费率" in (folder / "weigh.txt").read_text("utf-8")


def test_what_is_grouped_here_is_settled_to_the_fen(folder: Path) -> None:
    """Weights are points: the same settlement."""
    with (folder / "payouts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    sums = {"310": 0, "390": 0}
    for row in rows:
        sums[row["险种"]] += int(row["应分基金（元）"].replace(".", ""))
    assert sums == {"310": 3_000_000_00, "390": 2_000_000_01}


def test_a_step_done_again_gives_the_same_file(folder: Path, tmp_path: Path) -> None:
    zhida("drg", "sample", tmp_path / "years", "--cases", 1200)
    again = tmp_path / "years" / "lists.parquet"
    assert again.read_bytes() == (folder / "years" / "lists.parquet").read_bytes()
    zhida("drg", "group", again, "--rules", tmp_path / "years" / "rules",
          "--out", tmp_path / "grouped.parquet")  # fmt: skip
    zhida("drg", "weigh", tmp_path / "grouped.parquet", "--rules", tmp_path / "years" / "rules",
          "--out", tmp_path / "weights.json")  # fmt: skip
    assert (tmp_path / "weights.json").read_bytes() == (folder / "weights.json").read_bytes()


def test_why_a_case_is_in_its_group_is_told_with_the_row(folder: Path) -> None:
    rules = ("--rules", folder / "years" / "rules")
    told = zhida("drg", "explain", folder / "years" / "lists.parquet", "S-1", *rules)
    assert told.exit_code == 0
    assert "1. 主要诊断：" in told.output
    assert "（“drg.csv”第" in told.output
    missing = zhida("drg", "explain", folder / "years" / "lists.parquet", "nobody", *rules)
    assert (missing.exit_code, "里没有结算清单“nobody”" in missing.output) == (2, True)


def test_wrong_rules_are_refused_and_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    lists = folder / "years" / "lists.parquet"
    out = tmp_path / "out.parquet"
    refused = zhida("drg", "group", lists, "--rules", tmp_path / "nowhere", "--out", out)
    assert (refused.exit_code, "不存在" in refused.output) == (2, True)
    zhida("drg", "sample", tmp_path / "other", "--cases", 1)
    table = tmp_path / "other" / "rules" / "adrg.csv"
    text = table.read_text("utf-8")
    table.write_text(text.replace("pdx:INFARCT", "pdx:INFARKT"), "utf-8")
    refused = zhida("drg", "group", lists, "--rules", table.parent, "--out", out)
    assert (refused.exit_code, "“adrg.csv”第23行（FR1）条件中的表INFARKT不在lists中" in
            refused.output) == (2, True)  # fmt: skip
    table.write_text(text.replace("心肌梗死", "心梗"), "utf-8")
    refused = zhida("drg", "weigh", folder / "grouped.parquet", "--rules", table.parent,
                    "--out", tmp_path / "weights.json")  # fmt: skip
    assert (refused.exit_code, "另一份目录" in refused.output) == (2, True)
    refused = zhida("drg", "weigh", tmp_path / "none.parquet", "--rules", table.parent,
                    "--out", tmp_path / "weights.json")  # fmt: skip
    assert (refused.exit_code, "请先用zhida drg group分组" in refused.output) == (2, True)
    again = zhida("drg", "sample", tmp_path / "other")
    assert (again.exit_code, "不是空文件夹" in again.output) == (2, True)
    assert not out.exists()
    assert not (tmp_path / "weights.json").exists()
