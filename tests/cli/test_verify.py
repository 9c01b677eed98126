"""zhida verify: which report a file is, when, by whom, and whether anybody changed it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Zhida
from tests.platform.ledger.nation import Nation


def test_a_report_is_known_again_and_a_changed_one_is_told(
    zhida: Zhida, nation: Nation, tmp_path: Path
) -> None:
    made = zhida(
        "report", "quarterly", "--period", "2025Q2", "--out", tmp_path,
        "--agency", "650102-finance", "--format", "xlsx",
    )  # fmt: skip
    assert made.exit_code in (0, 1), made.output
    (file,) = tmp_path.glob("*.xlsx")
    found = zhida("verify", file)
    assert found.exit_code == 0
    assert "未被改动" in found.stdout and "2025Q2" in found.stdout and "审核人乙" in found.stdout
    file.write_bytes(file.read_bytes() + b"x")
    changed = zhida("verify", file)
    assert changed.exit_code == 1 and "已被改动" in changed.stdout
    other = tmp_path / "别的.docx"
    other.write_bytes(b"other")
    assert zhida("verify", other).exit_code == 1


def test_a_file_that_is_not_there_is_refused(zhida: Zhida, tmp_path: Path) -> None:
    refused = zhida("verify", tmp_path / "没有.pdf")
    assert refused.exit_code == 2 and "请检查文件名" in refused.output
