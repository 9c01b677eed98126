"""zhida targets on files: what a finance officer asks of goals before there is any ledger."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from zhida.cli.main import app
from zhida.documents.reading import read_document

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    def command(*arguments: object) -> Result:
        return CliRunner().invoke(
            app, ["targets", *map(str, arguments)], catch_exceptions=False, env={"COLUMNS": "200"}
        )

    return command


@pytest.fixture
def notice(real_notices: Sequence[Path]) -> Callable[[str], Path]:
    return lambda start: next(path for path in real_notices if path.name.startswith(start))


def test_typed_says_what_hinders_measuring_with_place_and_mend(
    run: Run, notice: Callable[[str], Path]
) -> None:
    result = run("typed", notice("002"))
    assert result.exit_code == 0
    assert "T106" in result.output
    assert "写明“比上年”" in result.output
    assert "第24行" in result.output


def test_typed_is_written_as_csv_xlsx_and_json(
    run: Run, notice: Callable[[str], Path], tmp_path: Path
) -> None:
    for ending in ("csv", "xlsx", "json"):
        assert run("typed", notice("004"), "--out", tmp_path / f"a.{ending}").exit_code == 0
    with (tmp_path / "a.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 15
    assert (rows[8]["三级指标"], rows[8]["数值"], rows[8]["单位"]) == (
        "医保人才培养人次",
        "200",
        "人次",
    )
    content = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert [row["数值"] for row in content[0]["rows"]] == [row["数值"] for row in rows]
    assert read_document(tmp_path / "a.xlsx").blocks
    refused = run("typed", notice("004"), "--out", tmp_path / "a.doc")
    assert refused.exit_code == 2
    assert "须以.csv、.xlsx或.json结尾" in refused.output


def test_gaps_ends_with_status_1_where_there_is_an_error(
    run: Run, notice: Callable[[str], Path]
) -> None:
    result = run("gaps", notice("000"))
    assert result.exit_code == 1
    assert "T212" in result.output
    assert "阿克苏地区120万元、哈密市60万元" in result.output


def test_gaps_asks_which_table_is_the_whole_where_that_is_unclear(
    run: Run, notice: Callable[[str], Path]
) -> None:
    result = run("gaps", notice("003"))
    assert result.exit_code == 2
    assert "请用--whole写明" in result.output
    assert "天山区医保局" in result.output
    wrong = run("gaps", notice("003"), "--whole", "火星")
    assert wrong.exit_code == 2
    assert "没有名为“火星”的绩效目标表" in wrong.output


def test_factors_says_which_factor_explains_a_published_split(
    run: Run, notice: Callable[[str], Path], tmp_path: Path
) -> None:
    out = tmp_path / "因素.csv"
    assert run("factors", notice("003"), "--out", out).exit_code == 0
    with out.open(encoding="utf-8-sig") as file:
        verdicts = [(row["三级指标"], row["因素"], row["结论"]) for row in csv.DictReader(file)]
    assert [each for each in verdicts if each[2] == "相符"] == [
        ("资助参保人次数", "救助人数", "相符")
    ]
    assert len(verdicts) == 12
    refused = run("factors", notice("002"))
    assert refused.exit_code == 2
    assert "请用--by给出因素表" in refused.output


def split_cells(run: Run, notice: Path, tmp_path: Path, *more: object) -> dict[str, dict[str, str]]:
    factors, out = tmp_path / "因素.csv", tmp_path / "拆分.csv"
    factors.write_text("名称,人口,资金\n甲县,300,7000\n乙县,100,2798\n丙县,0,0\n", encoding="utf-8")
    result = run("split", notice, "--by", factors, "--factor", "人口", "--out", out, *more)
    assert result.exit_code == 0, result.output
    with out.open(encoding="utf-8-sig") as file:
        return {row["三级指标"]: row for row in csv.DictReader(file)}


def test_split_divides_counts_money_and_hands_on_the_rest(
    run: Run, notice: Callable[[str], Path], tmp_path: Path
) -> None:
    rows = split_cells(run, notice("000"), tmp_path)
    meetings = rows["召开病种分值付费工作会议或培训"]
    assert [meetings[each] for each in ("甲县", "乙县", "丙县")] == ["≥3次", "≥1次", "≥0次"]
    assert "没有上次公布的分解，不能核对" in meetings["说明"]
    cost = rows["医疗服务与保障能力提升补助成本"]
    assert [cost[each] for each in ("甲县", "乙县", "丙县")] == ["7000万元", "2798万元", "0万元"]
    assert rows["病种分值付费政策知晓率"]["丙县"] == "≥90%"


def test_split_refuses_what_it_cannot_read_with_line_and_column(
    run: Run, notice: Callable[[str], Path], tmp_path: Path
) -> None:
    factors = tmp_path / "因素.csv"
    factors.write_text("名称,人口\n甲县,三百\n乙县,\n", encoding="utf-8")
    result = run("split", notice("000"), "--by", factors)
    assert result.exit_code == 2
    assert "第2行" in result.output
    assert "“三百”不是不小于零的数" in result.output
    assert "第3行" in result.output
    factors.write_text("名称,人口,面积\n甲县,3,1\n", encoding="utf-8")
    wrong = run("split", notice("000"), "--by", factors, "--factor", "人数")
    assert wrong.exit_code == 2
    assert "现有的因素：人口、面积" in wrong.output


def test_metrics_counts_computed_declared_and_without_data(
    run: Run, notice: Callable[[str], Path]
) -> None:
    result = run("metrics", notice("000"))
    assert result.exit_code == 0
    assert "共58项，可计算2项，须填报55项，无数据1项" in result.output


def test_a_file_without_goals_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "空.txt"
    path.write_text("关于召开会议的通知\n\n各县：\n\n请参会。\n", encoding="utf-8")
    for command in ("typed", "metrics", "gaps"):
        result = run(command, path)
        assert result.exit_code == 2
        assert "没有绩效目标表" in result.output
    missing = run("typed", tmp_path / "没有.txt")
    assert missing.exit_code == 2
