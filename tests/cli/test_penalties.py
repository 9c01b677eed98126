"""扣减: proposed from the ledger, shown with its arithmetic, taken by next year's plan."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from tests.cli.conftest import Zhida, register
from tests.platform.ledger.nation import Nation

from zhida.documents.allocation.plan_file import allocate_plan

PLAN = """
title = "2026年中央医疗救助补助资金分配方案"
year = 2026
basis = "财社〔2024〕26号"
unit = "元"
within = "650000"
recipients = "factors.csv"
{penalties}
[[pool]]
name = "中央"
amount = 1000.0001
[method]
kind = "factors"
[[method.factor]]
column = "人数"
weight = 1
"""
FACTORS = "name,人数\n乌鲁木齐市,3\n阿克苏地区,2\n伊犁哈萨克自治州,2\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "factors.csv").write_text(FACTORS, "utf-8")
    return written(tmp_path / "plan.toml", "")


def written(path: Path, penalties: str) -> Path:
    path.write_text(PLAN.format(penalties=penalties), "utf-8")
    return path


def total(path: Path) -> int:
    planned = allocate_plan(path)
    return sum(planned.totals.values()) * planned.unit.fen


def test_the_arithmetic_is_shown_line_by_line(nation: Nation, zhida: Zhida) -> None:
    register("李省", "650000-finance")
    done = zhida("penalties", "--year", 2025, "--on", "2025-12-31", "--as", "李省")
    assert done.exit_code == 0, done.output
    assert "乌鲁木齐市：执行率26.56%（支出85万元 ÷ 可用320万元），0%起扣减10%" in done.stdout
    assert "乌鲁木齐市：基数320万元 × 10% = 32万元" in done.stdout
    assert "阿克苏地区：执行率11.43%（支出20万元 ÷ 可用175万元），0%起扣减10%" in done.stdout
    assert "留作机动 49.5万元" in done.stdout, "both are slow: nobody is there to give it to"
    assert "核对：基数合计495万元 = 扣减后445.5万元 + 机动49.5万元" in done.stdout
    assert "不平" not in done.stdout
    assert "本表是建议，由人决定" in done.stderr


def test_next_years_plan_takes_the_cut_and_still_sums_to_the_pool(
    nation: Nation, zhida: Zhida, plan: Path
) -> None:
    register("李省", "650000-finance")
    out = plan.parent / "扣减.csv"
    base = {name: fen * 100 for name, fen in allocate_plan(plan).totals.items()}
    arguments = ("--year", 2025, "--plan", plan, "--out", out, "--as", "李省")
    done = zhida("penalties", *arguments)
    assert done.exit_code == 0, done.output
    assert '[penalties]，写 file = "扣减.csv"' in done.stderr
    rows = {row["name"]: row for row in csv.DictReader(out.read_text("utf-8-sig").splitlines())}
    assert rows["伊犁哈萨克自治州"]["扣减"] == "0", "who got nothing has no rate"
    written(plan, '[penalties]\nfile = "扣减.csv"\nbasis = "省级扣减通知"')
    cut = allocate_plan(plan)
    after = {name: units * cut.unit.fen for name, units in cut.totals.items()}
    assert total(plan) == 10_000_001 * 100 == sum(base.values())
    for name, fen in after.items():
        moved = Decimal(rows[name]["分回"]) - Decimal(rows[name]["扣减"])
        expected = base[name] + int(moved * 1_000_000)
        assert abs(fen - expected) <= 100, name
    steps = [step.name for step in cut.allocation.steps]
    assert steps == ["人数", "扣减", "扣减分回", "取整"]


def test_a_reserve_is_kept_by_a_named_recipient(nation: Nation, zhida: Zhida, plan: Path) -> None:
    register("李省", "650000-finance")
    out = plan.parent / "扣减.csv"
    arguments = ("--year", 2025, "--scheme", "rate-reserve", "--plan", plan, "--out", out)
    assert zhida("penalties", *arguments, "--as", "李省").exit_code == 0
    written(plan, '[penalties]\nfile = "扣减.csv"')
    refused = zhida("allocate", plan, "--out", plan.parent / "结果")
    assert refused.exit_code == 2
    assert "kept_by缺失：扣减后还有" in refused.stderr
    written(plan, '[penalties]\nfile = "扣减.csv"\nkept_by = "伊犁哈萨克自治州"')
    assert total(plan) == 10_000_001 * 100


def test_scores_come_from_a_file(nation: Nation, zhida: Zhida, tmp_path: Path) -> None:
    register("李省", "650000-finance")
    scores = tmp_path / "得分.csv"
    scores.write_text("name,得分\n乌鲁木齐市,92\n阿克苏地区,59.5\n", "utf-8")
    arguments = ("--year", 2025, "--scheme", "score", "--scores", scores, "--as", "李省", "--json")
    done = json.loads(zhida("penalties", *arguments).stdout)
    assert {each["name"]: each["cut_fen"] for each in done["cuts"]} == {
        "乌鲁木齐市": 0,
        "阿克苏地区": 35_000_000,
    }
    scores.write_text("name,得分\n乌鲁木齐市,九十\n阿克苏地区,159.5\n某某县,90\n", "utf-8")
    refused = zhida("penalties", *arguments)
    assert refused.exit_code == 2
    assert "“乌鲁木齐市”的得分“九十”不是零到一百的数" in refused.stderr
    assert "第3行" in refused.stderr
    scores.write_text("name,得分\n某某县,90\n", "utf-8")
    refused = zhida("penalties", *arguments)
    assert "得分中的“某某县”不是区划650000之下的地方" in refused.stderr


def test_a_prefectures_cut_is_passed_on_in_proportion(nation: Nation, zhida: Zhida) -> None:
    register("李省", "650000-finance")
    arguments = ("--year", 2025, "--scheme", "rate-down", "--as", "李省", "--json")
    done = json.loads(zhida("penalties", *arguments).stdout)
    above = {each["name"]: each for each in done["above"]}
    for code in ("650100", "652900"):
        own = [
            each
            for each in done["cuts"]
            if each["code"] in (code, f"{code[:4]}01", f"{code[:4]}02", f"{code[:4]}03")
        ]
        city = next(each for each in above.values() if each["code"] == code)
        assert sum(each["cut_fen"] for each in own) == city["cut_fen"]
        assert sum(each["base_fen"] for each in own) == city["base_fen"]
        for each in own:
            assert (
                abs(each["cut_fen"] * city["base_fen"] - city["cut_fen"] * each["base_fen"])
                < city["base_fen"]
            )


def test_late_passing_on_is_cut_by_its_days(nation: Nation, zhida: Zhida) -> None:
    register("李省", "650000-finance")
    arguments = ("--year", 2025, "--on", "2025-06-30", "--scheme", "late", "--as", "李省", "--json")
    done = json.loads(zhida("penalties", *arguments).stdout)
    assert {each["name"]: each["cut_fen"] for each in done["cuts"]} == {
        "乌鲁木齐市": 5_000_000,
        "阿克苏地区": 2_000_000,
    }


def test_wrong_things_are_refused_with_what_to_do(nation: Nation, zhida: Zhida, plan: Path) -> None:
    for arguments, words in (
        (("--scheme", "x"), "没有名为“x”的扣减办法。可用的有：rate"),
        (("--scheme", "score"), "请用 --scores 给出各地得分"),
        (("--on", "年底"), "请写成 2025-01-31 的形式"),
        (("--region", "630000"), "没有收到过这项资金，无从扣减"),
        (("--plan", plan.parent / "没有.toml"), "没有这个文件"),
    ):
        done = zhida("penalties", "--year", 2025, *arguments)
        assert (done.exit_code, words in done.stderr) == (2, True), (arguments, done.output)
    written(plan, '[penalties]\nfile = "扣减.csv"')
    (plan.parent / "扣减.csv").write_text(
        "name,扣减,分回\n乌鲁木齐市,900,0\n某某县,1,0\n阿克苏地区,十万,0\n", "utf-8"
    )
    refused = zhida("allocate", plan, "--out", plan.parent / "结果")
    assert refused.exit_code == 2
    assert "“某某县”不在分配对象中" in refused.stderr
    assert "“阿克苏地区”的扣减“十万”不是零或正的金额" in refused.stderr
    (plan.parent / "扣减.csv").write_text(
        "name,扣减,分回\n乌鲁木齐市,900,0\n阿克苏地区,0,900\n", "utf-8"
    )
    refused = zhida("allocate", plan, "--out", plan.parent / "结果")
    assert "“乌鲁木齐市”应分得4285714.71元，扣减900万元" in refused.stderr
    assert "扣减多于应得" in refused.stderr
