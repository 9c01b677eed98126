"""导出与导入: records go to a file, and come back after a preview that a person confirms."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Zhida, register
from tests.platform.ledger.nation import Nation

from zhida.documents.ledger.record_files import read_record_file
from zhida.platform.access.policy import Role


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json"])
def test_records_are_written(nation: Nation, zhida: Zhida, tmp_path: Path, suffix: str) -> None:
    done = zhida("ledger", "export", tmp_path / f"指标{suffix}", "--year", 2025)
    assert done.exit_code == 0, done.output
    read = read_record_file(tmp_path / f"指标{suffix}")
    assert {row["FISCAL_YEAR"] for row in read.records} == {"2025"}
    assert f"已写入{len(read.records)}条" in done.stderr


def test_nothing_is_written_before_it_is_confirmed(zhida: Zhida, tmp_path: Path) -> None:
    file = tmp_path / "指标.csv"
    file.write_text(
        "BGT_ID,MOF_DIV_CODE,FISCAL_YEAR,COR_BGT_DOC_NO,ZD_FUND,DOC_DATE,AMOUNT,CUR_AMT\n"
        "A1,650000000,2025,新财社〔2025〕1号,医疗救助补助资金,2025-01-10,100.00,100.00\n",
        encoding="utf-8",
    )
    preview = zhida("ledger", "import", file)
    assert preview.exit_code == 0, preview.output
    assert "首次来源100.00元" in preview.stdout
    assert "没有写入" in preview.stderr
    assert zhida("trace", "新财社〔2025〕1号").exit_code == 2
    assert "已记账" in zhida("ledger", "import", file, "--confirm").stderr
    again = zhida("ledger", "import", file, "--confirm")
    assert "凭证1张（其中1张以前已导入）" in again.stdout
    assert "没有重复记账" in again.stderr
    assert "收到 0.01万元" in zhida("trace", "新财社〔2025〕1号").stdout


def test_every_fault_is_named_with_its_cell(zhida: Zhida, tmp_path: Path) -> None:
    file = tmp_path / "指标.csv"
    file.write_text(
        "BGT_ID,MOF_DIV_CODE,FISCAL_YEAR,COR_BGT_DOC_NO,ZD_FUND,DOC_DATE,AMOUNT,CUR_AMT\n"
        "A1,123,25,新财社〔2025〕1号,医疗救助补助资金,2025-01-10,一百,100.001\n",
        encoding="utf-8",
    )
    done = zhida("ledger", "import", file, "--confirm")
    assert done.exit_code == 1
    for said in ("第2行 MOF_DIV_CODE", "第2行 FISCAL_YEAR", "现为“25”"):
        assert said in done.stdout


def test_a_drafter_may_not_import(zhida: Zhida, tmp_path: Path) -> None:
    register("经办人丙", "650000-finance", Role.DRAFTER)
    file = tmp_path / "指标.csv"
    file.write_text(
        "BGT_ID,AGENCY_CODE,FISCAL_YEAR,COR_BGT_DOC_NO,ZD_FUND\n"
        "A1,650000-finance,2025,新财社〔2025〕1号,医疗救助补助资金\n",
        encoding="utf-8",
    )
    done = zhida("ledger", "import", file, "--confirm", "--as", "经办人丙")
    assert done.exit_code == 2
    assert "须由审核人员办理" in done.stderr


def test_a_file_of_another_kind_is_refused(zhida: Zhida, tmp_path: Path) -> None:
    done = zhida("ledger", "import", tmp_path / "没有.csv")
    assert done.exit_code == 2
    assert "无法读取" in done.stderr
    assert zhida("ledger", "export", tmp_path / "指标.txt").exit_code == 2
