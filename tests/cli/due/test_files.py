"""zhida due 通知: what falls due when, from the file alone, with no installation."""

from __future__ import annotations

import json
from pathlib import Path

import icalendar
import pytest
from typer.testing import CliRunner, Result

from zhida.cli.main import app

NOTICES = Path(__file__).resolve().parents[4] / "shared" / "notices"


def zhida(*arguments: object) -> Result:
    return CliRunner().invoke(
        app, list(map(str, arguments)), catch_exceptions=False, env={"COLUMNS": "200"}
    )


def notice(stem: str) -> Path:
    (path,) = NOTICES.glob(f"{stem}_*.txt")
    return path


def test_what_falls_due_when() -> None:
    shown = zhida("due", notice("001"), "--received", "2022-02-08")
    assert shown.exit_code == 0
    lines = [line for line in shown.stdout.splitlines() if "2022-0" in line or "未定" in line]
    assert [day for day in ("2022-02-09", "2022-02-11", "2022-04-08", "2022-07-08")
            if not any(day in line for line in lines)] == []  # fmt: skip
    assert "未定" in lines[-1]
    assert "逾期" not in shown.stdout


def test_many_that_owe_the_same_stand_on_one_line() -> None:
    shown = zhida("due", notice("003"), "--received", "2020-03-30")
    (line,) = (each for each in shown.stdout.splitlines() if "自评报告" in each)
    assert "等8个单位" in line.replace(" ", "") or "8个单位" in shown.stdout


def test_json_holds_every_owner_of_its_own() -> None:
    """Eight districts, finance and medical security of each; the city publishes."""
    shown = zhida("due", notice("003"), "--received", "2020-03-30", "--json")
    found = json.loads(shown.stdout)["due"]
    assert len(found) == 1 + 16 * 3
    assert sum(each["form"] == "feedback" for each in found) == 16
    assert all(each["owner_name"] for each in found)


def test_one_agency_alone_by_name_or_code() -> None:
    for name in ("天山区财政局", "650102-finance"):
        shown = zhida("due", notice("003"), "--agency", name, "--json")
        assert {each["owner"] for each in json.loads(shown.stdout)["due"]} == {"650102-finance"}


def test_an_agency_that_owes_nothing_is_answered_with_those_that_do() -> None:
    shown = zhida("due", notice("003"), "--agency", "天池区财政局")
    assert shown.exit_code == 2
    assert "没有“天池区财政局”的任务" in shown.stderr and "天山区财政局" in shown.stderr


def test_of_a_file_that_cannot_be_read_it_is_not_said_that_nothing_is_due(tmp_path: Path) -> None:
    empty = tmp_path / "空.docx"
    empty.touch()
    shown = zhida("due", empty)
    assert shown.exit_code == 2
    assert "文件为空" in shown.stderr and "没有符合的任务" not in shown.output


def test_a_state_wants_a_day_and_then_it_is_shown() -> None:
    refused = zhida("due", notice("001"), "--state", "逾期")
    assert refused.exit_code == 2
    assert "请加 --on" in refused.stderr
    shown = zhida("due", notice("001"), "--state", "逾期", "--on", "2022-02-10", "--json")
    assert [each["due"] for each in json.loads(shown.stdout)["due"]] == ["2022-02-09"]


def test_a_calendar_file(tmp_path: Path) -> None:
    file = tmp_path / "due.ics"
    shown = zhida("due", notice("001"), "--received", "2022-02-08", "--ics", file)
    assert shown.exit_code == 0
    found = icalendar.Calendar.from_ical(file.read_bytes())
    assert isinstance(found, icalendar.Calendar)
    assert (len(found.walk("VEVENT")), len(found.walk("VTODO"))) == (9, 1)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--received", "2022-02-01"), "早于通知的成文日期2022-02-08"),
        (("--received", "2月8日"), "请写成 年-月-日"),
        (("--region", "533122"), "--region 用于系统中的任务"),
        (("--state", "快了", "--on", "2022-02-10"), "没有“快了”这个状态"),
        (("--ics", "/nonesuch/due.ics"), "/nonesuch"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(arguments: tuple[str, ...], said: str) -> None:
    shown = zhida("due", notice("001"), *arguments)
    assert shown.exit_code == 2
    assert said in shown.stderr
    assert "Traceback" not in shown.stderr


def test_a_missing_file_and_a_receipt_without_a_notice() -> None:
    assert "没有这个文件" in zhida("due", "nonesuch.docx").stderr
    assert "要与通知文件一起使用" in zhida("due", "--received", "2022-02-08").stderr
