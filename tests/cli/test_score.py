"""zhida score and zhida targets monitor as a performance officer uses them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
from tests.documents.parsing.evaluation.paper import as_docx, as_xlsx, project_form, transfer_form

import zhida as python_zhida

TABLE = """温宿县绩效目标表
（2024年度）

项目名称\t\t医疗救助补助资金
县（市）\t\t温宿县
项目资金(万元)\t资金总额:\t656万元
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t住院救助人次\t≥1000人次
\t\t时效指标\t模拟运行时间\t2024年6月30日前
\t效益指标\t社会效益指标\t医保宣传能力\t显著提升
\t满意度指标\t服务对象满意度\t救助对象满意度\t≥85%
"""
VALUES = """名称,实际完成值,评分
住院救助人次,800,
模拟运行时间,2024年6月25日,
医保宣传能力,,90%
救助对象满意度,90%,
"""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line, in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "zhida", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "100"},
        check=False,
    )


def goals(folder: Path, values: str = VALUES) -> tuple[str, str, str]:
    """A table of goals and what was reached, as files; the arguments that name them."""
    (folder / "目标表.txt").write_text(TABLE, encoding="utf-8")
    (folder / "完成值.csv").write_text(values, encoding="utf-8")
    return "目标表.txt", "--values", "完成值.csv"


def test_a_form_that_holds_ends_well(tmp_path: Path) -> None:
    as_docx(project_form(), tmp_path / "自评表.docx")
    ran = run(tmp_path, "score", "自评表.docx")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "执行率80.00%；重算总分93.00（优），表中为93。" in ran.stdout
    assert "没有发现问题。" in ran.stdout


def test_a_form_that_breaks_its_own_sum_ends_with_one(tmp_path: Path) -> None:
    as_docx(project_form(total="95"), tmp_path / "自评表.docx")
    ran = run(tmp_path, "score", "自评表.docx")
    assert ran.returncode == 1
    assert "错误 S03 总分应为8＋20＋18＋10＋27＋10＝93，表中为95" in ran.stdout
    assert "位置：自评表.docx 表1 第16行 第8列" in ran.stdout
    assert "改法：按各项得分重新加总" in ran.stdout


def test_json_and_workbook_hold_the_same_findings(tmp_path: Path) -> None:
    as_xlsx(project_form(total="95", grade="良"), tmp_path / "自评表.xlsx")
    ran = run(tmp_path, "score", "自评表.xlsx", "--json", "--xlsx", "问题.xlsx")
    told = json.loads(ran.stdout)[1]["rows"]
    assert [(row["代码"], row["应为"], row["表中"]) for row in told] == [
        ("S03", "93", "95"),
        ("S05", "优", "良"),
    ]
    page = openpyxl.load_workbook(tmp_path / "问题.xlsx")["表2"]
    assert [row[1] for row in page.iter_rows(min_row=3, values_only=True)] == ["S03", "S05"]


def test_a_file_that_is_no_form_is_refused_and_the_others_are_told(tmp_path: Path) -> None:
    as_docx(project_form(), tmp_path / "自评表.docx")
    (tmp_path / "信.txt").write_text("各县财政局：请报送自评表。\n", encoding="utf-8")
    ran = run(tmp_path, "score", "信.txt", "没有.docx", "自评表.docx")
    assert ran.returncode == 2
    assert "信.txt里没有找到绩效自评表" in ran.stderr
    assert "找不到文件" in ran.stderr
    assert "重算总分93.00" in ran.stdout


def test_a_form_without_a_year_asks_for_it(tmp_path: Path) -> None:
    as_docx(transfer_form(year=""), tmp_path / "自评表.docx")
    assert "没有写年度" in run(tmp_path, "score", "自评表.docx").stderr
    assert run(tmp_path, "score", "自评表.docx", "--year", "2024").returncode == 0


def test_a_table_of_goals_is_scored_by_typed_values(tmp_path: Path) -> None:
    ran = run(tmp_path, "score", *goals(tmp_path), "--executed", "600")
    assert ran.returncode == 0, ran.stderr
    assert "预算执行：10 × 600/656 = 9.15" in ran.stdout
    assert (
        "住院救助人次：25 × 800/1000 = 20.00（完成值800人次，指标值≥1000人次，未完成）"
        in ran.stdout
    )
    assert "总分：9.15 + 20.00 + 25.00 + 27.00 + 10.00 = 91.15" in ran.stdout


def test_values_that_cant_be_counted_are_told_with_line_and_mend(tmp_path: Path) -> None:
    values = VALUES.replace("90%,\n", "约95%左右,\n").replace("800", "800人")
    ran = run(tmp_path, "score", *goals(tmp_path, values))
    assert (ran.returncode, ran.stdout) == (2, "")
    first, second = ran.stderr.splitlines()
    assert first == (
        "完成值.csv 第2行 实际完成值列：“800人”的计量单位与指标值不同（应为人次）。改法：按人次填写。"
    )
    assert second.startswith("完成值.csv 第5行 实际完成值列：“约95%左右”是约数")
    assert second.endswith("改法：填一个确定的数，如95%。")


def test_yuan_typed_for_ten_thousands_are_pointed_at(tmp_path: Path) -> None:
    """6,000,000 元 are 600 万元; more than the whole may still be, with what was carried over."""
    ran = run(tmp_path, "score", *goals(tmp_path), "--executed", "6000000")
    assert "--executed 6000000万元多于资金总额656万元：请核对是不是把元写成了万元" in ran.stderr
    assert "多于" not in run(tmp_path, "score", *goals(tmp_path), "--executed", "656").stderr


def test_monitoring_tells_light_word_number_and_reason(tmp_path: Path) -> None:
    values = "名称,实际完成值\n住院救助人次,500\n模拟运行时间,\n医保宣传能力,\n救助对象满意度,80%\n"
    ran = run(
        tmp_path, "targets", "monitor", *goals(tmp_path, values), "--on", "2024-07-31",
        "--paid", "300", "--usual", "40%",
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    lines = [line for line in ran.stdout.splitlines() if "　" in line]
    assert lines == [
        "有风险　住院救助人次：截至2024-07-31为500人次，全年指标值1000人次，时间已过58.20%，"
        "按此进度预计全年约859人次，不能完成",
        "未完成　模拟运行时间：时限2024-06-30，至2024-07-31没有完成，已逾期31天",
        "无数据　医保宣传能力：没有填报数据",
        "有风险　救助对象满意度：截至2024-07-31为80%，指标值85%，现未达到",
    ]


def test_the_score_becomes_next_years_coefficient(tmp_path: Path) -> None:
    as_docx(project_form(), tmp_path / "自评表.docx")
    ran = run(tmp_path, "score", "自评表.docx", "--coefficients", "系数.csv")
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "系数.csv").read_text("utf-8").splitlines()[1] == "上饶市,93.00,1.05"
    as_docx(transfer_form(), tmp_path / "自评表.docx")
    ran = run(tmp_path, "score", "自评表.docx", "--coefficients", "系数.csv")
    assert (ran.returncode, "没有得分栏，不能得出绩效系数" in ran.stderr) == (2, True)


def test_python_gives_the_same(tmp_path: Path) -> None:
    (found,) = python_zhida.score(as_docx(project_form(total="95"), tmp_path / "自评表.docx"))
    assert found.score.total == 93
    assert found.score.grade == "优"
    assert [each.code for each in found.findings] == ["S03"]
