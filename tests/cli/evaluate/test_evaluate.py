"""zhida evaluate: a district's year judged by itself, by the city, and what follows for its money."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from tests.cli.conftest import Zhida, register
from tests.platform.ledger.nation import DISTRICT, Nation

from zhida.platform.access.policy import Role

TABLE = """天山区绩效目标表
（2025年度）

项目名称\t\t医疗救助补助资金
县（市）\t\t天山区
项目资金(万元)\t资金总额:\t200万元
总体目标\t规范医疗救助管理
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t住院救助人次\t≥1000人次
\t\t时效指标\t模拟运行时间\t2025年6月30日前
\t效益指标\t社会效益指标\t医保宣传能力\t显著提升
\t满意度指标\t服务对象满意度\t救助对象满意度\t≥85%
"""
WHO = ("--as", "区经办")
CITY = ("--as", "市审核")
VALUES = ("800人次", "2025-06-25", "90%", "90%")


@pytest.fixture
def year(zhida: Zhida, nation: Nation, tmp_path: Path) -> Zhida:
    """The district's goals with their values; 85 of 200 万元 were paid."""
    register("区经办", DISTRICT, Role.DRAFTER)
    register("区审核", DISTRICT, Role.REVIEWER)
    register("市审核", "650100-finance", Role.REVIEWER)
    table = tmp_path / "目标表.txt"
    table.write_text(TABLE, encoding="utf-8")
    done = zhida("targets", "set", table, "--agency", DISTRICT, *WHO)
    assert done.exit_code == 0, done.output
    listed = json.loads(zhida("targets", "list", 2025, "--json", *WHO).output)
    proof = tmp_path / "名册.pdf"
    proof.write_bytes(b"%PDF-1.7 list")
    for row, value in zip(listed[0]["rows"], VALUES, strict=True):
        told = zhida(
            "targets",
            "declare",
            row["编号"],
            value,
            "--evidence",
            proof,
            "--as-of",
            "2025-12-31",
            *WHO,
        )
        assert told.exit_code == 0, told.output
    return zhida


def test_a_year_is_judged_in_three_stages(year: Zhida, tmp_path: Path) -> None:
    """执行10×85/200=4.25；数量25×800/1000=20；时效25；宣传30×90%=27；满意度10：86.25分。"""
    filed = year("evaluate", "self", "--year", 2025, "--fund", "医疗救助补助资金", *WHO)
    assert filed.exit_code == 0, filed.output
    assert "自评86.25分（良）" in filed.output
    reviewed = year("evaluate", "review", 1, "--row", "1=18:名册只有720人次", *CITY)
    assert "自评86.25分（良），复核84.25分（良），1项不同" in reviewed.output
    done = year("evaluate", "confirm", 1, "--as", "审核人乙")
    assert done.exit_code == 0, done.output
    shown = year("evaluate", "show", 1, *WHO).output
    assert "10 × 85/200 = 4.25" in shown
    assert "复核“住院救助人次”20.00改为18.00：名册只有720人次" in shown
    assert "总分：4.25 + 18.00 + 25.00 + 27.00 + 10.00 = 84.25" in shown
    assert "S08 “住院救助人次”指标值≥1000人次，完成值800人次，没有说明未完成的原因" in shown


def test_next_years_coefficient_comes_from_confirmed_evaluations(
    year: Zhida, tmp_path: Path
) -> None:
    """84.25 is in the band from 80: 1.00 by score_coefficients.csv; unconfirmed counts nothing."""
    out = tmp_path / "系数.csv"
    ask = ("evaluate", "coefficients", "--year", 2025, "--out", out, *CITY)
    year("evaluate", "self", "--year", 2025, *WHO)
    refused = year(*ask)
    assert refused.exit_code == 2
    assert "已自评，未确认，不计" in refused.output
    assert not out.exists()
    year("evaluate", "review", 1, "--agree", *CITY)
    year("evaluate", "confirm", 1, "--as", "审核人乙")
    told = year(*ask)
    assert told.exit_code == 0, told.output
    assert list(csv.reader(out.open(encoding="utf-8"))) == [
        ["名称", "绩效得分", "绩效系数"],
        ["天山区", "86.25", "1.00"],
    ]
    factors = tmp_path / "因素.csv"
    factors.write_text("名称,人数\n天山区,2866\n沙依巴克区,2557\n", encoding="utf-8")
    short = year(*ask, "--factors", factors)
    assert short.exit_code == 2
    assert "“沙依巴克区”没有绩效得分" in short.output
