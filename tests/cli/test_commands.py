"""The command line as a clerk uses it: exit status, what is printed where, what is written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from zhida.documents.writing.json import schema

CLEAN, FAULTY, UNREAD = 0, 1, 2
WRONG = """某省财政厅文件

某财社〔2024〕8号

关于下达2024年中央财政医疗救助补助资金的通知

甲市财政局：

根据有关规定，现下达你市2024年中央财政医疗救助补助资金60万元。

附件：2024年中央财政医疗救助补助资金分配表

某省财政厅
2024年3月5日

附件

2024年中央财政医疗救助补助资金分配表

单位：万元

单位\t金额
甲县\t40
乙县\t30
合计\t60
"""


def zhida(
    *arguments: str | Path, folder: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the program as a process of its own, 80 columns wide."""
    return subprocess.run(
        [sys.executable, "-m", "zhida", *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "80", **environment},
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one notice whose table doesn't add up."""
    (tmp_path / "错.txt").write_text(WRONG, encoding="utf-8")
    return tmp_path


@pytest.fixture
def clean(root: Path, tmp_path: Path) -> Path:
    """A notice without a fault, of the samples."""
    (found,) = (root / "samples").glob("08-*.txt")
    return Path(shutil.copy(found, tmp_path / "对.txt"))


def test_a_fault_is_told_with_code_sentence_place_and_mend(folder: Path) -> None:
    told = zhida("check", "错.txt", folder=folder)
    assert told.returncode == FAULTY
    assert told.stderr == ""
    for words in ("某财社〔2024〕8号", "错误 N102", "10万元", "位置：表1", "改法：", "共1份通知"):
        assert words in told.stdout


def test_a_clean_notice_is_said_to_be_clean(clean: Path) -> None:
    told = zhida("check", clean, folder=clean.parent)
    assert told.returncode == CLEAN, told.stdout


def test_lines_fit_eighty_columns_and_carry_no_colour_into_a_file(folder: Path) -> None:
    told = zhida("check", "错.txt", folder=folder)
    widths = [
        sum(2 if ord(each) > 0x2E7F else 1 for each in line) for line in told.stdout.split("\n")
    ]
    assert max(widths) <= 80
    assert "\x1b" not in told.stdout


def test_a_file_that_can_not_be_read_gives_one_line_and_the_others_go_on(folder: Path) -> None:
    (folder / "空.docx").touch()
    told = zhida("check", "空.docx", "没有.pdf", "错.txt", folder=folder)
    assert told.returncode == UNREAD
    lines = told.stderr.splitlines()
    assert len(lines) == 2
    assert {"没有.pdf", "空.docx"} <= {line.split("“")[1].split("”")[0] for line in lines}
    assert "N102" in told.stdout
    assert "2个文件无法读取" in told.stdout


def test_nothing_readable_is_status_two_and_writes_no_report(folder: Path) -> None:
    (folder / "空.docx").touch()
    told = zhida("check", "空.docx", "--html", "报告.html", "--xlsx", "问题.xlsx", folder=folder)
    assert told.returncode == UNREAD
    assert not (folder / "报告.html").exists()
    assert not (folder / "问题.xlsx").exists()


def test_json_obeys_its_schema_and_stands_alone_on_stdout(folder: Path) -> None:
    (folder / "空.docx").touch()
    told = zhida("check", "错.txt", "空.docx", "--json", folder=folder)
    assert told.returncode == UNREAD
    whole = json.loads(told.stdout)
    Draft202012Validator(schema()).validate(whole)
    assert whole["notices"][0]["files"] == ["错.txt"]
    assert whole["errors"][0]["file"] == "空.docx"
    compact = zhida("check", "错.txt", "空.docx", "--json", "--compact", folder=folder)
    assert json.loads(compact.stdout) == whole
    assert len(compact.stdout.splitlines()) == 1


def test_read_shows_what_the_notice_states_and_finds_no_fault(folder: Path) -> None:
    told = zhida("read", "错.txt", folder=folder)
    assert told.returncode == CLEAN
    for words in ("某财社〔2024〕8号", "甲市财政局", "60万元", "甲县", "40", "合计"):
        assert words in told.stdout
    found: dict[str, Any] = json.loads(zhida("read", "错.txt", "--json", folder=folder).stdout)
    assert found["notices"][0]["findings"] == []
    assert [row["recipient"] for row in found["notices"][0]["allocation"]] == [
        "甲县",
        "乙县",
        "合计",
    ]


def test_a_folder_is_a_batch_and_the_order_does_not_hang_on_the_jobs(folder: Path) -> None:
    for number in range(5):
        text = WRONG.replace("8号", f"{number + 10}号")
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "不是通知.exe").touch()
    one = zhida("check", ".", "--json", "--jobs", "1", folder=folder)
    two = zhida("check", ".", "--json", "--jobs", "2", folder=folder)
    assert one.stdout == two.stdout
    numbers = [each["doc_number"] for each in json.loads(one.stdout)["notices"]]
    assert numbers == [f"某财社〔2024〕{number}号" for number in (10, 11, 12, 13, 14, 8)]
    assert "另有1个文件" in two.stderr


def test_reports_are_written_and_named(folder: Path) -> None:
    told = zhida("check", ".", "--html", "报告.html", "--xlsx", "问题.xlsx", folder=folder)
    assert told.returncode == FAULTY
    assert "已写入 报告.html" in told.stderr
    assert "某财社〔2024〕8号" in (folder / "报告.html").read_text(encoding="utf-8")
    again = zhida("check", ".", "--html", "报告.html", folder=folder)
    assert "共1份通知" in again.stdout, "the report of the last run is no notice"


@pytest.mark.parametrize(
    ("out", "reason"), [("没有/报告.html", "不存在"), (".", "文件夹"), ("错.txt", "不能覆盖")]
)
def test_a_report_that_can_not_be_written_is_refused_before_the_work(
    folder: Path, out: str, reason: str
) -> None:
    told = zhida("check", "错.txt", "--html", out, folder=folder)
    assert told.returncode == UNREAD
    assert reason in told.stderr
    assert told.stdout == ""
    assert (folder / "错.txt").read_text(encoding="utf-8") == WRONG


def test_the_rules_are_listed_and_explained(folder: Path) -> None:
    listed = zhida("rules", folder=folder)
    assert listed.returncode == CLEAN
    assert "N102" in listed.stdout
    explained = zhida("rules", "n102", folder=folder)
    for words in ("N102", "依据", "改法", "错误的例子", "正确的例子"):
        assert words in explained.stdout
    unknown = zhida("rules", "N999", folder=folder)
    assert unknown.returncode == UNREAD
    assert "N999" in unknown.stderr


def test_a_reader_that_stops_reading_is_no_error(folder: Path) -> None:
    command = f"{sys.executable} -m zhida read 错.txt 错.txt | head -n 1"
    told = subprocess.run(
        ["bash", "-c", command], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in told.stderr
    assert "Error" not in told.stderr


def test_help_and_version_are_given(folder: Path) -> None:
    told = zhida("--help", folder=folder)
    assert told.returncode == CLEAN
    assert "退出状态" in told.stdout
    assert zhida("--version", folder=folder).stdout.startswith("zhida ")


def test_every_sample_is_read_and_its_output_obeys_the_schema(root: Path, tmp_path: Path) -> None:
    report = tmp_path / "报告.html"
    told = zhida("check", root / "samples", "--json", "--html", report, folder=tmp_path)
    assert told.returncode == FAULTY, told.stderr
    whole = json.loads(told.stdout)
    Draft202012Validator(schema()).validate(whole)
    assert len(whole["notices"]) >= 8
    assert whole["errors"] == []
    assert report.stat().st_size > 50_000


def test_the_output_for_published_notices_obeys_the_schema(
    real_notices: tuple[Path, ...], tmp_path: Path
) -> None:
    told = zhida("check", *real_notices, "--json", folder=tmp_path)
    assert told.returncode == FAULTY, told.stderr
    whole = json.loads(told.stdout)
    Draft202012Validator(schema()).validate(whole)
    assert len(whole["notices"]) == len(real_notices)
