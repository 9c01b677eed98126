"""zhida report read: filled forms of every kind; anything else is called by its name."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from tests.core.forms.made import form_of, line
from typer.testing import CliRunner, Result

from zhida.cli.main import app
from zhida.core.forms.evaluating import Goal, self_evaluation
from zhida.core.performance.indicators import Actual, Standing
from zhida.documents.parsing.performance.values import read_target
from zhida.documents.writing.forms import AnyForm, form_files
from zhida.documents.writing.notice import Format

NOTICES = Path(__file__).resolve().parents[4] / "shared" / "notices"
DAY = datetime.date(2025, 12, 31)


def read(*files: Path) -> Result:
    return CliRunner().invoke(
        app, ["report", "read", *map(str, files)], catch_exceptions=False, env={"COLUMNS": "250"}
    )


def written(folder: Path, form: AnyForm, kind: Format = Format.DOCX) -> Path:
    (made,) = form_files(form, "报表", formats=[kind])
    path = folder / made.name
    path.write_bytes(made.data)
    return path


@pytest.mark.parametrize("kind", list(Format))
def test_a_filled_form_is_shown_with_what_is_wrong(tmp_path: Path, kind: Format) -> None:
    told = read(written(tmp_path, form_of(line(1_000_000, 400_000)), kind))
    assert told.exit_code == 1
    assert "财政资金使用跟踪反馈表" in told.output
    assert "F301" in told.output and "还有0.60万元没有支出" in told.output


@pytest.mark.parametrize("kind", list(Format))
def test_a_filled_self_evaluation_is_read_and_worked_out_again(
    tmp_path: Path, kind: Format
) -> None:
    """84 of 100 人次 reached: its row, the rate of the money, and what the form leaves out."""
    target = read_target("≥100人次", 2025, "住院救助人次数")
    actual = Actual(Standing.MEASURED, DAY, Decimal(84))
    goal = Goal("产出指标", "数量指标", "住院救助人次数", target, actual)
    form = self_evaluation(
        "650102-finance", 2025, {"project": "医疗救助"}, [line(10**8, 4 * 10**7)], [], [goal]
    )
    told = read(written(tmp_path, form, kind))
    assert "住院救助人次数" in told.output and "执行率40.00%" in told.output
    assert "S08" in told.output  # not reached, and nobody said why
    assert "zhida report selfeval" in told.output


@pytest.mark.parametrize("number", ["000", "002", "003", "004"])
def test_a_notice_is_no_filled_form_and_the_answer_says_what_to_use(number: str) -> None:
    """A notice may bring the form to be filled; its letter isn't the title of one."""
    (path,) = NOTICES.glob(f"{number}_*.txt")
    told = read(path)
    assert told.exit_code == 2
    said = told.output.replace("\n", "")
    assert "是通知（" in said and "不是填好的报表" in said and "zhida read" in said
    assert ("待填的表样" in said) == (number in ("000", "003"))


def test_a_form_that_nobody_filled_is_told_as_one(tmp_path: Path) -> None:
    """The rows are there, nothing was said of what was paid."""
    path = tmp_path / "表样.txt"
    path.write_text(
        "财政资金使用跟踪反馈表\n\n单位：万元\n\n"
        "序号\t项目名称\t下达文号\t收到文件时间\t资金性质\t收到金额\t下达（拨付）金额\t支出金额\t"
        "支出进度\t结余金额\t未支出原因\n1\t医疗救助\t乌财社〔2025〕1号\t\t\t100.00\t\t\t\t\t\n",
        encoding="utf-8",
    )
    told = read(path)
    assert "是待填的表样" in told.output


def test_what_is_neither_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "随笔.txt"
    path.write_text("今天没有报表。\n", encoding="utf-8")
    told = read(path)
    assert told.exit_code == 2 and "没有认出报表" in told.output
