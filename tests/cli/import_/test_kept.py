"""zhida import --keep, kept, confirm, drop: the clerk keeps a file, a second pair of eyes confirms it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.cli.conftest import Zhida, register
from tests.platform.execution.treasury import open_county, stood

from zhida.platform.access.policy import Role

HEADER = "支付令号,支付日期,支付金额（元）,预算单位名称,指标文号,功能科目,直达标识\n"
ROW = "{number},2025-03-03,{yuan},天山区人民医院,天财社〔2025〕4号,2101301,01\n"


@pytest.fixture
def office(zhida: Zhida) -> Zhida:
    """The county's drafter keeps, its reviewer confirms: `--as` is theirs to say."""
    open_county()
    register("经办人甲", "650102-finance", Role.DRAFTER)
    register("复核人丙", "650102-finance", Role.REVIEWER)
    return zhida


def treasury(folder: Path, number: str, yuan: int, name: str = "三月.csv") -> Path:
    """A file with one payment."""
    path = folder / name
    path.write_text(HEADER + ROW.format(number=number, yuan=yuan), "utf-8")
    return path


def keep(office: Zhida, path: Path) -> str:
    """Keeps a file; the number under which it waits."""
    done = office("import", "payments", path, "--keep", "--as", "经办人甲")
    assert done.exit_code == 0, done.output
    found = re.search(r"已留待确认，编号(\d+)", done.output)
    assert found is not None, done.output
    return found[1]


def test_one_keeps_and_another_confirms(office: Zhida, tmp_path: Path) -> None:
    number = keep(office, treasury(tmp_path, "A1", 30_000))
    assert stood() == {"executable": 100}
    listed = office("import", "kept", "--as", "复核人丙").output
    assert re.search(rf"{number}\s+三月\.csv\s+经办人甲\s+\S+ \S+\s+1\s+30,000\.00", listed), listed
    shown = office("import", "kept", number, "--as", "复核人丙").output
    assert "可记账1笔" in shown
    done = office("import", "confirm", number, "--as", "复核人丙")
    assert "已记账1笔" in done.output
    assert stood() == {"executable": 97, "paid": 3}
    assert "没有留待确认的文件" in office("import", "kept", "--as", "复核人丙").output
    again = office("import", "payments", tmp_path / "三月.csv", "--keep", "--as", "经办人甲")
    assert "没有可确认的，没有留存" in again.output
    assert "没有留待确认的文件" in office("import", "kept", "--as", "复核人丙").output


def test_the_preview_of_a_kept_file_is_of_the_ledger_of_now(office: Zhida, tmp_path: Path) -> None:
    """What was executable when the file was kept has been paid by another file since."""
    number = keep(office, treasury(tmp_path, "A1", 900_000))
    other = treasury(tmp_path, "A2", 200_000, name="四月.csv")
    office("import", "payments", other, "--confirm", "--as", "经办人甲")
    shown = office("import", "kept", number, "--as", "复核人丙").output
    assert "P205" in shown
    assert "待认领1笔" in shown


def test_a_kept_file_is_dropped_with_a_reason(office: Zhida, tmp_path: Path) -> None:
    number = keep(office, treasury(tmp_path, "A1", 30_000))
    dropped = office("import", "drop", number, "--reason", "重复导出", "--as", "复核人丙")
    assert "已放弃，没有记账" in dropped.output
    refused = office("import", "confirm", number, "--as", "复核人丙")
    assert refused.exit_code == 2
    assert "已放弃，不能再办理" in refused.output
    assert stood() == {"executable": 100}


def test_two_files_are_confirmed_together_or_not_at_all(office: Zhida, tmp_path: Path) -> None:
    first = keep(office, treasury(tmp_path, "A1", 30_000))
    second = keep(office, treasury(tmp_path, "A1", 40_000, name="四月.csv"))
    refused = office("import", "confirm", first, second, "--as", "复核人丙")
    assert refused.exit_code == 2
    assert "没有写入任何内容" in refused.output
    assert stood() == {"executable": 100}
    assert "已记账1笔" in office("import", "confirm", second, "--as", "复核人丙").output
    assert stood() == {"executable": 96, "paid": 4}


def test_keep_and_confirm_are_not_said_together(office: Zhida, tmp_path: Path) -> None:
    path = treasury(tmp_path, "A1", 30_000)
    refused = office("import", "payments", path, "--keep", "--confirm", "--as", "经办人甲")
    assert refused.exit_code == 2
    assert "只写其中一个" in refused.output


def test_a_number_that_was_not_kept_is_refused(office: Zhida) -> None:
    refused = office("import", "confirm", "99", "--as", "复核人丙")
    assert refused.exit_code == 2
    assert "没有编号为99的导入" in refused.output
