"""zhida due born, file, accept, send-back, waive, remind, feed: upon the installation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Zhida, register

from zhida.platform.access.policy import Role

NOTICES = Path(__file__).resolve().parents[4] / "shared" / "notices"
DISTRICT = ("--as", "区经办")
CITY = ("--as", "市审核")


@pytest.fixture
def number(zhida: Zhida) -> int:
    """The district's duty to file the feedback form, born from the real notice."""
    register("区经办", "650102-finance", Role.DRAFTER)
    register("市审核", "650100-finance", Role.REVIEWER)
    (notice,) = NOTICES.glob("003_*.txt")
    born = zhida("due", "born", notice, "--received", "2020-03-30", *DISTRICT)
    assert "新产生3项任务" in born.stdout
    listed = json.loads(zhida("due", "--json", *DISTRICT).stdout)["due"]
    (found,) = (each["number"] for each in listed if each["form"] == "feedback")
    assert isinstance(found, int)
    return found


def state(zhida: Zhida, number: int, on: str) -> tuple[str, int]:
    listed = json.loads(zhida("due", "--json", "--on", on, *CITY).stdout)["due"]
    (found,) = (each for each in listed if each["number"] == number)
    return found["state"], found["days_late"]


def test_born_again_by_its_number_nothing_is_new(zhida: Zhida, number: int) -> None:
    again = zhida("due", "born", "乌财社〔2020〕38号", *DISTRICT)
    assert "新产生0项任务" in again.stdout
    unknown = zhida("due", "born", "乌财社〔2020〕99号", *DISTRICT)
    assert (unknown.exit_code, "没有在效的通知" in unknown.stderr) == (2, True)


def test_filed_late_sent_back_filed_again_and_accepted(
    zhida: Zhida, number: int, tmp_path: Path
) -> None:
    form = tmp_path / "反馈表.xlsx"
    form.write_bytes(b"form")
    filed = zhida("due", "file", number, "--file", form, "--date", "2020-05-01", *DISTRICT)
    assert "第1次，迟2天" in filed.stdout
    assert state(zhida, number, "2020-05-01") == ("filed", 2)
    refused = zhida("due", "accept", number, "--date", "2020-05-02", *DISTRICT)
    assert (refused.exit_code, "报送单位不能接收自己的报送" in refused.stderr) == (2, True)
    back = zhida("due", "send-back", number, "--reason", "合计不符", "--date", "2020-05-02", *CITY)
    assert back.exit_code == 0
    again = zhida("due", "file", number, "--nothing-to-report", "--date", "2020-05-03", *DISTRICT)
    assert "无可报" in again.stdout
    assert zhida("due", "accept", number, "--date", "2020-05-04", *CITY).exit_code == 0
    assert state(zhida, number, "2020-05-04") == ("accepted", 4)


def test_waived_with_a_reason_and_not_without(zhida: Zhida, number: int) -> None:
    assert "必须写明理由" in zhida("due", "waive", number, *CITY).stderr
    assert zhida("due", "waive", number, "--reason", "机构已撤并", *CITY).exit_code == 0
    assert "不能报送" in zhida("due", "file", number, "--words", "已报", *DISTRICT).stderr


def test_filing_nothing_at_all_is_refused(zhida: Zhida, number: int) -> None:
    assert "报送须附文件" in zhida("due", "file", number, *DISTRICT).stderr
    assert "没有编号为999999的任务" in zhida("due", "file", 999999, "--words", "x", *CITY).stderr
    assert "没有这个文件" in zhida("due", "file", number, "--file", "nonesuch", *DISTRICT).stderr


def test_reminders_of_a_day_and_what_goes_to_the_level_above(zhida: Zhida, number: int) -> None:
    before = json.loads(zhida("due", "remind", "--on", "2020-04-28", "--json", *CITY).stdout)
    assert [each["reminder"] for each in before["reminders"]] == ["到期前1个工作日"]
    after = json.loads(zhida("due", "remind", "--on", "2020-05-07", "--json", *CITY).stdout)
    assert [each["above"] for each in after["escalations"]] == ["乌鲁木齐市财政局"]
    assert "没有" in zhida("due", "remind", "--on", "2020-01-01", *CITY).stdout


def test_the_neighbour_sees_nothing(zhida: Zhida, number: int) -> None:
    register("邻区经办", "650103-finance", Role.DRAFTER)
    assert "没有符合的任务" in zhida("due", "--as", "邻区经办").stdout


def test_the_address_of_the_calendar_is_for_those_who_may_see(zhida: Zhida, number: int) -> None:
    address = zhida("due", "feed", *DISTRICT).stdout.strip()
    assert address.startswith("http://127.0.0.1:8000/due/650102-finance/")
    refused = zhida("due", "feed", "--agency", "650100-finance", *DISTRICT)
    assert refused.exit_code == 2
