"""zhida publish with an installation: by leave, told in the journal, and the duty to publish is filed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Zhida, register

from zhida.platform.access.policy import Role
from zhida.platform.journal.models import Deed
from zhida.platform.obligations.models import Duty, Filing
from zhida.platform.scope import scope

NOTICES = Path(__file__).resolve().parents[3] / "shared" / "notices"

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def public() -> Path:
    (found,) = NOTICES.glob("002_*.txt")
    return found


@pytest.fixture
def office(zhida: Zhida) -> Zhida:
    """The prefecture that issued 002: its drafter and its reviewer."""
    register("经办人甲", "361100-finance", Role.DRAFTER)
    register("复核人丙", "361100-finance", Role.REVIEWER)
    return zhida


def test_the_reviewer_publishes_and_the_duty_is_filed(office: Zhida, tmp_path: Path) -> None:
    born = office("due", "born", public(), "--as", "复核人丙")
    assert "新产生0项" not in born.output, born.output
    made = office("publish", public(), "--out", tmp_path, "--as", "复核人丙")
    assert made.exit_code == 0, made.output
    assert {each.suffix for each in tmp_path.iterdir()} == {".docx", ".pdf", ".xlsx"}
    with scope("361100"):
        duty = Duty.objects.get(rule="publish")
        assert f"已报送限期公开的任务{duty.pk}" in made.stderr
        assert Filing.objects.get(duty=duty).words.startswith("已做公开稿：")
        deed = Deed.objects.get(verb="publish")
        assert deed.actor == "复核人丙"
        assert deed.after is not None and len(deed.after["files"]) == 3
    again = office("publish", public(), "--out", tmp_path, "--as", "复核人丙")
    assert again.exit_code == 0
    assert "任务" not in again.stderr


def test_a_notice_without_a_number_of_its_own_is_found_by_what_it_says(
    zhida: Zhida, tmp_path: Path
) -> None:
    """It was taken in from a file and stands under a mark; it is published from another file."""
    (kept,) = SAMPLES.glob("02-*.txt")
    (tmp_path / "又一份.txt").write_text(kept.read_text("utf-8") + "\n", "utf-8")
    register("复核人丙", "533122-finance", Role.REVIEWER)
    born = zhida("due", "born", kept, "--as", "复核人丙")
    assert "新产生0项" not in born.output, born.output
    made = zhida("publish", tmp_path / "又一份.txt", "--out", tmp_path / "公开", "--as", "复核人丙")
    assert made.exit_code == 0, made.output
    with scope("533122"):
        duty = Duty.objects.get(rule="publish")
        assert f"已报送限期公开的任务{duty.pk}" in made.stderr


def test_a_drafter_may_not_and_nothing_is_written(office: Zhida, tmp_path: Path) -> None:
    out = tmp_path / "out"
    refused = office("publish", public(), "--out", out, "--as", "经办人甲")
    assert refused.exit_code == 2
    assert "“公开”须由审核人员办理" in refused.stderr
    assert not out.exists()
    with scope("361100"):
        assert not Deed.objects.filter(verb="publish").exists()


def test_files_that_cannot_be_written_leave_no_deed(office: Zhida, tmp_path: Path) -> None:
    blocked = tmp_path / "out"
    blocked.write_text("a file where the folder should be", "utf-8")
    refused = office("publish", public(), "--out", blocked, "--as", "复核人丙")
    assert refused.exit_code == 2
    with scope("361100"):
        assert not Deed.objects.filter(verb="publish").exists()
