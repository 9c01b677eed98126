"""zhida dip: from settlement lists to payouts, as a person at a terminal does it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from tests.cli.dip.conftest import zhida

from zhida.engines.dip.flow import read_flow


def said(folder: Path, step: str) -> str:
    """What a step told."""
    return (folder / f"{step}.txt").read_text("utf-8")


def test_nothing_is_dropped_without_a_word(folder: Path) -> None:
    """Cases and quarantined lists, as told, are all the lists."""
    lists = int(said(folder, "sample").split("已合成")[1].split("份")[0])
    grouped = said(folder, "group")
    cases = int(grouped.split("个病例")[0].splitlines()[-1])
    kept_out = int(grouped.split("隔离")[1].split("份")[0])
    assert cases + kept_out == lists
    assert "Q02 已被重新上报的同一清单取代" in grouped


def test_the_payouts_are_the_fund_to_the_fen(folder: Path) -> None:
    with (folder / "payouts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    sums = {"310": 0, "390": 0}
    for row in rows:
        sums[row["险种"]] += int(row["应分基金（元）"].replace(".", ""))
        parts = [int(row[name].replace(".", "")) for name in (
            "应分基金（元）", "质量保证金（元）", "扣款（元）", "已付（元）", "应付（元）")]  # fmt: skip
        assert parts[0] == sum(parts[1:])
    assert sums == {"310": 3_000_000_00, "390": 2_000_000_01}
    assert ("120.50", "30000.00") in {(row["扣款（元）"], row["已付（元）"]) for row in rows}
    assert "合计2000000.01元" in said(folder, "settle")


def test_a_year_paid_by_the_month_is_kept_as_flows(folder: Path, tmp_path: Path) -> None:
    """Ninety million yuan each: paid out or kept, to the fen; months never exceed a fund."""
    (tmp_path / "funds.csv").write_text(
        "pool,insutype,fund\n6501,310,90000000\n6501,390,90000000\n", encoding="utf-8"
    )
    told = zhida("dip", "settle", folder / "grouped.parquet", "--scores", folder / "measured.json",
                 "--year", 2025, "--funds", tmp_path / "funds.csv", "--out", tmp_path / "out.csv",
                 "--flow", tmp_path / "flows")  # fmt: skip
    assert told.exit_code == 0, told.output
    for name in ("6501-310-2025", "6501-390-2025"):
        flow = read_flow(tmp_path / "flows" / f"{name}.json")
        stands = flow.standing().values()
        assert sum(each.paid_fen + each.deposit_fen for each in stands) == 90_000_000_00
        assert set(flow.taken[-1].rests_on) == {"grouped", "scores", "funds"}
    (tmp_path / "funds.csv").write_text(
        "pool,insutype,fund\n6501,310,1000\n6501,390,1000\n", encoding="utf-8"
    )
    few = zhida("dip", "settle", folder / "grouped.parquet", "--scores", folder / "measured.json",
                "--year", 2025, "--funds", tmp_path / "funds.csv", "--out", tmp_path / "few.csv",
                "--flow", tmp_path / "few")  # fmt: skip
    assert (few.exit_code, "付款超出基金" in few.output) == (2, True)


def test_a_step_done_again_gives_the_same_file(folder: Path) -> None:
    before = {name: (folder / name).read_bytes() for name in ("directory.csv", "measured.json")}
    codes = ("--codes", folder / "years" / "codes")
    zhida("dip", "catalogue", folder / "years" / "lists", *codes, "--out", folder / "directory.csv")
    zhida("dip", "score", folder / "grouped.parquet", "--directory", folder / "directory.csv",
          "--out", folder / "measured.json")  # fmt: skip
    assert before == {name: (folder / name).read_bytes() for name in before}


def test_why_a_case_is_in_its_group_is_told_with_the_row(folder: Path) -> None:
    told = zhida("dip", "explain", folder / "years" / "lists", "6501202301-3", "--directory",
                 folder / "directory.csv", "--codes", folder / "years" / "codes")  # fmt: skip
    assert told.exit_code == 0
    assert "1. 主要诊断：" in told.output
    assert "（directory.csv 第" in told.output
    paid = zhida("dip", "explain", folder / "years" / "lists", "6501202301-3", "--directory",
                 folder / "directory.csv", "--codes", folder / "years" / "codes", "--scores",
                 folder / "measured.json")  # fmt: skip
    assert "按测算的每分费用折合" in paid.output
    missing = zhida("dip", "explain", folder / "years" / "lists", "nobody", "--directory",
                    folder / "directory.csv")  # fmt: skip
    assert (missing.exit_code, "里没有结算清单“nobody”" in missing.output) == (2, True)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (("--policy", "threshold"), "应写为名称=值"),
        (("--policy", "luck=1"), "没有名为“luck”的政策"),
        (("--policy", "threshold=many"), "政策threshold（成为病种的最少例数）不能是“many”"),
        (("--policy", "threshold=900000"), "没有一个病种达到900000例"),
        (("--codes", "nowhere"), "代码表文件夹“nowhere”不存在"),
    ],
)
def test_what_can_not_be_is_refused_and_nothing_is_written(
    folder: Path, tmp_path: Path, changed: tuple[str, str], told: str
) -> None:
    refused = zhida("dip", "catalogue", folder / "years" / "lists", *changed,
                    "--out", tmp_path / "out.csv")  # fmt: skip
    assert refused.exit_code == 2
    assert told in refused.output
    assert list(tmp_path.iterdir()) == []


def test_another_directory_is_noticed(folder: Path, tmp_path: Path) -> None:
    """Scores are only measured and used for what was grouped by the same directory."""
    text = (folder / "directory.csv").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "other.csv").write_text("".join(text[:-1]), encoding="utf-8")
    refused = zhida("dip", "score", folder / "grouped.parquet", "--directory", tmp_path / "other.csv",
                    "--out", tmp_path / "measured.json")  # fmt: skip
    assert (refused.exit_code, "另一份目录" in refused.output) == (2, True)


def test_a_year_is_watched_in_three_formats(folder: Path, tmp_path: Path) -> None:
    """The pool's numerators are its institutions', in csv as in json; lists add their measures."""
    base = ("dip", "monitor", folder / "grouped.parquet", "--scores", folder / "measured.json",
            "--year", 2025)  # fmt: skip
    for name in ("m.csv", "m.json", "m.xlsx"):
        more = () if name == "m.csv" else ("--lists", folder / "years" / "lists")
        told = zhida(*base, "--out", tmp_path / name, *more)
        assert told.exit_code == 0, told.output
    assert "入组率" in told.output
    with (tmp_path / "m.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    cases = [int(row["分母"]) for row in rows if row["监测指标"] == "grouped"]
    assert cases[0] == sum(cases[1:])
    given = json.loads((tmp_path / "m.json").read_text("utf-8"))["measures"]
    assert {row["name"] for row in given} >= {row["监测指标"] for row in rows} | {"time_index"}
    refused = zhida(*base, "--out", tmp_path / "m.doc")
    assert (refused.exit_code, "m.doc”的文件名应以.csv、.json、.xlsx结尾" in refused.output) == (
        2,
        True,
    )


def test_a_plan_is_held_against_what_stands(folder: Path, tmp_path: Path) -> None:
    """Levels without coefficients: what some gain others lose, to the fen; both are named."""
    told = zhida("dip", "score", folder / "grouped.parquet", "--directory", folder / "directory.csv",
                 "--out", tmp_path / "plan.json", "--policy", "coefficient=none")  # fmt: skip
    assert told.exit_code == 0, told.output
    told = zhida("dip", "simulate", folder / "grouped.parquet", "--scores", folder / "measured.json",
                 "--plan-scores", tmp_path / "plan.json", "--funds", folder / "funds.csv",
                 "--year", 2025, "--out", tmp_path / "simulated.json")  # fmt: skip
    assert told.exit_code == 0, told.output
    given = json.loads((tmp_path / "simulated.json").read_text("utf-8"))
    for rows in (given["institutions"], given["levels"]):
        assert sum(row["difference_fen"] for row in rows) == 0
        assert any(row["difference_fen"] for row in rows)
        assert sum(row["plan_fen"] for row in rows) == 5_000_000_01
    assert set(given["files"]) == {"grouped", "scores", "plan_grouped", "plan_scores", "funds"}


def test_the_demonstration_ends_with_a_report_and_flows(tmp_path: Path) -> None:
    told = zhida("dip", "demo", tmp_path / "demo", "--cases", 1000)
    assert told.exit_code == 0, told.output
    page = (tmp_path / "demo" / "report.html").read_text("utf-8")
    for insutype in ("310", "390"):
        flow = read_flow(tmp_path / "demo" / "flows" / f"6501-{insutype}-2025.json")
        assert flow.head in page and flow.head in told.output
        stands = flow.standing().values()
        assert sum(each.paid_fen + each.deposit_fen for each in stands) == flow.fund_fen
    assert page.count("</div><table>") == page.count("<tfoot>") == 6, "a table under each chart"
    again = zhida("dip", "demo", tmp_path / "demo")
    assert (again.exit_code, "不是空文件夹" in again.output) == (2, True)


def test_two_versions_of_a_directory_are_compared(folder: Path, tmp_path: Path) -> None:
    """Nothing against itself; a group taken out is told; a file lists all."""
    text = (folder / "directory.csv").read_text("utf-8").splitlines(keepends=True)
    fewer = tmp_path / "fewer.csv"
    fewer.write_text("".join(text[:-1]), encoding="utf-8")
    same = zhida("dip", "diff", folder / "directory.csv", folder / "directory.csv")
    assert (same.exit_code, "没有差异" in same.output) == (0, True)
    told = zhida("dip", "diff", folder / "directory.csv", fewer, "--out", tmp_path / "diff.json")
    assert told.exit_code == 0, told.output
    assert "取消1" in told.output
    assert text[-1].split(",")[0] in (tmp_path / "diff.json").read_text("utf-8")
    alone = zhida("dip", "diff", fewer, fewer, "--old-scores", folder / "measured.json")
    assert (alone.exit_code, "要一起给出" in alone.output) == (2, True)
    other = zhida("dip", "diff", fewer, fewer, "--old-scores", folder / "measured.json",
                  "--new-scores", folder / "measured.json")  # fmt: skip
    assert (other.exit_code, "按另一份目录（" in other.output) == (2, True)


def test_institutions_primary_care_and_auxiliary_lists_are_measured(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "institutions.csv").write_text(
        "fixmedins_code,basic,bonus,from_date,to_date\nH650100000,0.95,0.02,2020-01-01,\n", "utf-8"
    )
    (tmp_path / "common.csv").write_text("code\nC00\nD00\n", "utf-8")
    (tmp_path / "comorbidity.csv").write_text("code,points\nE11.900,2\n", "utf-8")
    (tmp_path / "severity.csv").write_text("code,class\nA41,脓毒症\n", "utf-8")
    given = ("--directory", folder / "directory.csv", "--out", tmp_path / "measured.json")
    gates = ("--policy", "auxiliary_cv_percent=40", "--policy", "auxiliary_fall_percent=0",
             "--policy", "auxiliary_days=0", "--policy", "auxiliary_type_cases=2",
             "--policy", "auxiliary_group_cases=20", "--policy", "primary_share_percent=10")  # fmt: skip
    told = zhida("dip", "score", folder / "grouped.parquet", *given, *gates,
                 "--institutions", tmp_path / "institutions.csv", "--common", tmp_path / "common.csv",
                 "--auxiliary", tmp_path)  # fmt: skip
    assert told.exit_code == 0, told.output
    assert all(title in told.output for title in ("机构系数", "基层病种", "辅助分型"))
    (tmp_path / "severity.csv").write_text("code,class\nA41,很重\n", "utf-8")
    wrong = zhida("dip", "score", folder / "grouped.parquet", *given, "--auxiliary", tmp_path)
    assert (wrong.exit_code, "第2行的严重程度“很重”不是" in wrong.output) == (2, True)
