"""zhida allocate as a clerk uses it: two small files in, an exact table out."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROWS = {
    "天山区": 656,
    "沙依巴克区": 469,
    "高新区(新市区)": 464,
    "水磨沟区": 563,
    "经济开发区(头屯河区)": 189,
    "米东区": 571,
    "达坂城区": 108,
    "乌鲁木齐县": 327,
}
COLUMNS = {"中央": 3064, "彩票公益金": 243, "自治区": 40}


def totals(folder: Path, name: str, rows: dict[str, int], encoding: str = "utf-8") -> Path:
    """A file of names and amounts."""
    path = folder / name
    lines = ["name,amount", *(f"{who},{amount}" for who, amount in rows.items())]
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def margins(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run `zhida allocate margins` on rows.csv and columns.csv of a folder."""
    arguments = ["--rows", "rows.csv", "--columns", "columns.csv", *more]
    return subprocess.run(
        [sys.executable, "-m", "zhida", "allocate", "margins", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "80"},
        check=False,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_urumqi_totals_give_a_table_that_sums_both_ways(tmp_path: Path, encoding: str) -> None:
    totals(tmp_path, "rows.csv", ROWS, encoding)
    totals(tmp_path, "columns.csv", COLUMNS, encoding)
    ran = margins(tmp_path, "--unit", "0.01万元")
    assert ran.returncode == 0, ran.stderr
    header, *lines = csv.reader(io.StringIO(ran.stdout))
    assert header == ["name", *COLUMNS]
    cells = {line[0]: [round(float(cell) * 100) for cell in line[1:]] for line in lines}
    assert {name: sum(row) for name, row in cells.items()} == {
        name: amount * 100 for name, amount in ROWS.items()
    }
    assert [sum(column) for column in zip(*cells.values(), strict=True)] == [
        amount * 100 for amount in COLUMNS.values()
    ]
    assert "高新区(新市区) × 自治区：5.55 → 5.54" in ran.stderr
    assert "水磨沟区 × 彩票公益金：40.88 → 40.87" in ran.stderr
    assert "移动2格" in ran.stderr


def test_the_order_of_lines_changes_only_their_order(tmp_path: Path) -> None:
    totals(tmp_path, "rows.csv", ROWS)
    totals(tmp_path, "columns.csv", COLUMNS)
    first = margins(tmp_path).stdout.splitlines()
    totals(tmp_path, "rows.csv", dict(reversed(ROWS.items())))
    again = margins(tmp_path).stdout.splitlines()
    assert again == [first[0], *reversed(first[1:])]


@pytest.mark.parametrize(("unit", "cell"), [("元", "600.5330"), ("万元", "600"), ("万元", "601")])
def test_figures_are_printed_to_the_unit(tmp_path: Path, unit: str, cell: str) -> None:
    totals(tmp_path, "rows.csv", ROWS)
    totals(tmp_path, "columns.csv", COLUMNS)
    ran = margins(tmp_path, "--unit", unit)
    first = ran.stdout.splitlines()[1].split(",")[1]
    assert len(first.partition(".")[2]) == len(cell.partition(".")[2])
    assert first in ("600.5330", "600", "601")


def test_everything_wrong_is_told_at_once_and_nothing_printed(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("name,amount\n甲县,-5\n甲县,5\n乙县,五\n丙县,\n", encoding="utf-8")
    ran = margins(tmp_path)
    assert ran.returncode == 2
    assert ran.stdout == ""
    told = ran.stderr.splitlines()
    assert [line.split("：")[0] for line in told] == [
        "rows.csv 第2行 amount列",
        "rows.csv 第3行 name列",
        "rows.csv 第4行 amount列",
        "rows.csv 第5行 amount列",
        "columns.csv",
    ]
    assert all("改法：" in line for line in told)


def test_totals_that_differ_are_told_with_both_sums(tmp_path: Path) -> None:
    totals(tmp_path, "rows.csv", ROWS)
    totals(tmp_path, "columns.csv", {**COLUMNS, "自治区": 41})
    ran = margins(tmp_path)
    assert ran.returncode == 2
    assert "3347.00万元" in ran.stderr
    assert "3348.00万元" in ran.stderr
    assert "相差1.00万元" in ran.stderr


def test_totals_beyond_exact_solving_are_refused(tmp_path: Path) -> None:
    rows, columns = {"甲省": 10**15, "乙省": 10**15}, {"中央": 10**15, "专项": 10**15}
    totals(tmp_path, "rows.csv", rows)
    totals(tmp_path, "columns.csv", columns)
    ran = margins(tmp_path, "--unit", "元")
    assert ran.returncode == 2
    assert "请改用更大的单位" in ran.stderr


def test_an_unknown_unit_is_told_with_those_there_are(tmp_path: Path) -> None:
    ran = margins(tmp_path, "--unit", "角")
    assert ran.returncode == 2
    assert "元、0.01万元、万元" in ran.stderr


def carried_out(plan: Path, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run `zhida allocate PLAN.toml --out DIR`."""
    return subprocess.run(
        [sys.executable, "-m", "zhida", "allocate", str(plan), "--out", str(out), *more],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "80"},
        check=False,
    )


def test_a_plan_goes_from_files_to_files(root: Path, tmp_path: Path) -> None:
    ran = carried_out(root / "tests/cases/allocation_plans/medical_aid/plan.toml", tmp_path / "out")
    assert ran.returncode == 0, ran.stderr
    assert "2747.50万元分给5个单位" in ran.stderr
    names = {"allocation.csv", "explanation.csv", "certificate.json", "advance.csv", "issue.csv"}
    assert names < {path.name for path in (tmp_path / "out").iterdir()}


def test_a_faulty_plan_writes_nothing(root: Path, tmp_path: Path) -> None:
    source = root / "tests/cases/allocation_plans/medical_aid/plan.toml"
    plan = tmp_path / "plan.toml"
    plan.write_text(source.read_text("utf-8").replace("2464", "-1"), encoding="utf-8")
    ran = carried_out(plan, tmp_path / "out")
    assert ran.returncode == 2
    assert "负数" in ran.stderr
    assert not (tmp_path / "out").exists()


def test_what_must_be_looked_at_is_told_and_another_plan_and_last_year_are_compared(
    root: Path, tmp_path: Path
) -> None:
    plans = root / "tests/cases/allocation_plans"
    last = tmp_path / "last.csv"
    last.write_text("name,amount\n甲县,100\n乙县,50\n丙县,90\n", encoding="utf-8")
    other = tmp_path / "other"
    other.mkdir()
    for path in (plans / "projects").iterdir():
        text = path.read_text("utf-8").replace("服务大厅,12.5", "服务大厅,2.5")
        (other / path.name).write_text(text, encoding="utf-8")
    ran = carried_out(
        plans / "projects/plan.toml",
        tmp_path / "out",
        *("--last-year", str(last), "--what-if", str(other / "plan.toml")),
    )
    assert ran.returncode == 0, ran.stderr
    assert "提示 A131" in ran.stderr
    compared = (tmp_path / "out/comparison.csv").read_text("utf-8-sig").splitlines()
    assert compared[1].startswith("甲县,100.000000,168.550000,68.550000,68.6,")
    assert "甲县" in (tmp_path / "out/what_if.csv").read_text("utf-8-sig")
    late = carried_out(plans / "province/plan.toml", tmp_path / "late", "--today", "2024-07-01")
    assert "错误 A131" in late.stderr
    assert "已逾期12天" in late.stderr


def test_money_taken_back_is_told_by_name(root: Path, tmp_path: Path) -> None:
    source = root / "tests/cases/allocation_plans/medical_aid"
    for path in source.iterdir():
        text = path.read_text("utf-8").replace(
            'file = "advance.csv"', 'file = "advance.csv"\nnegative = "reduce"'
        )
        (tmp_path / path.name).write_text(
            text.replace("天山区,400", "天山区,4000"), encoding="utf-8"
        )
    ran = carried_out(tmp_path / "plan.toml", tmp_path / "out")
    assert ran.returncode == 0, ran.stderr
    assert "收回：天山区的中央一般公共预算" in ran.stderr


def verified(path: Path) -> subprocess.CompletedProcess[str]:
    """Run `zhida allocate verify FILE`."""
    return subprocess.run(
        [sys.executable, "-m", "zhida", "allocate", "verify", str(path)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_certificate_is_verified_and_a_changed_one_is_not(tmp_path: Path) -> None:
    totals(tmp_path, "rows.csv", ROWS)
    totals(tmp_path, "columns.csv", COLUMNS)
    path = tmp_path / "proof.json"
    assert margins(tmp_path, "--certificate", str(path)).returncode == 0
    sound = verified(path)
    assert (sound.returncode, "凭证成立" in sound.stdout) == (0, True)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("60053", "60054", 1), encoding="utf-8")
    changed = verified(path)
    assert (changed.returncode, "凭证不成立" in changed.stderr) == (1, True)


@pytest.mark.parametrize(
    "content", ["", "{}", "[1]", '{"lines": 3, "columns": [{"code": 1}]}', "[" * 9999]
)
def test_what_is_no_certificate_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "proof.json"
    path.write_text(content, encoding="utf-8")
    ran = verified(path)
    assert ran.returncode == 2
    assert "不是完整的凭证文件" in ran.stderr
