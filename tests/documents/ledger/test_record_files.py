"""指标记录文件: what was written is read back to the last character, and runs no formula."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhida.core.ledger.record_cells import RecordFault
from zhida.core.ledger.records import Record, elements
from zhida.documents.errors import UnreadableFile
from zhida.documents.ledger.record_files import FORMATS, read_record_file, write_records

_CELLS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=12)
_CELLS |= st.sampled_from(("=1+1", "'=1", "''-x", "-5.00", "@SUM(A1)", "+86", "007", "", "_x0041_"))
RECORDS = st.lists(
    st.fixed_dictionaries({each.field: _CELLS for each in elements()} | {"BGT_ID": st.just("甲")}),
    max_size=3,
)


@settings(max_examples=30)
@given(RECORDS, st.sampled_from(FORMATS))
def test_what_was_written_is_read_back(records: list[Record], suffix: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"指标{suffix}"
        write_records(path, records)
        read = read_record_file(path)
    assert [dict(each) for each in read.records] == [dict(each) for each in records]
    assert read.unknown == ()


def record(**cells: str) -> Record:
    return {each.field: "" for each in elements()} | {"BGT_ID": "1"} | cells


def test_no_cell_runs_as_a_formula(tmp_path: Path) -> None:
    rows = [record(COR_BGT_DOC_NO="=HYPERLINK(1)", ZD_ADJUSTED_AMT="-5.00")]
    write_records(tmp_path / "指标.csv", rows)
    with (tmp_path / "指标.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["COR_BGT_DOC_NO"] == "'=HYPERLINK(1)"
    assert row["ZD_ADJUSTED_AMT"] == "-5.00"
    write_records(tmp_path / "指标.xlsx", rows)
    sheet = openpyxl.load_workbook(tmp_path / "指标.xlsx")["指标"]
    cells = {cell.data_type for line in sheet.iter_rows(min_row=2) for cell in line if cell.value}
    assert cells == {"s"}


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    for suffix in FORMATS:
        for name in ("甲", "乙"):
            write_records(tmp_path / f"{name}{suffix}", [record(AMOUNT="1.00")])
        one, other = (tmp_path / f"甲{suffix}", tmp_path / f"乙{suffix}")
        assert one.read_bytes() == other.read_bytes()


def test_a_fault_names_file_row_and_column(tmp_path: Path) -> None:
    fault = RecordFault(0, "AMOUNT", "无法识别", "数", "一百", "改为数字")
    write_records(tmp_path / "指标.csv", [record()])
    assert read_record_file(tmp_path / "指标.csv").sentence(fault) == (
        "指标.csv 第2行 AMOUNT 指标金额列：无法识别。应为数，现为“一百”。改法：改为数字。"
    )
    write_records(tmp_path / "指标.xlsx", [record()])
    assert "工作表“指标” X2（AMOUNT 指标金额）" in read_record_file(
        tmp_path / "指标.xlsx"
    ).sentence(fault)


def test_numbers_of_a_foreign_workbook_are_taken_as_they_look(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["BGT_ID", "FISCAL_YEAR", "AMOUNT", "备注"])
    sheet.append(["A1", 2025, 1234.56, "x"])
    book.save(tmp_path / "外部.xlsx")
    read = read_record_file(tmp_path / "外部.xlsx")
    assert read.records[0]["FISCAL_YEAR"] == "2025"
    assert read.records[0]["AMOUNT"] == "1234.56"
    assert read.unknown == ("备注",)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("指标.csv", b"", "文件是空的"),
        ("指标.csv", b"a,b\n1,2\n", "表头没有BGT_ID"),
        ("指标.csv", b"BGT_ID,BGT_ID\n1,2\n", "出现了两次"),
        ("指标.json", b"{", "不是指标记录的json"),
        ("指标.json", json.dumps({"records": [1]}).encode(), "不是指标记录的json"),
        ("指标.xlsx", b"PK\x03\x04", "已损坏"),
        ("指标.pdf", b"%PDF", "不是指标记录的格式"),
    ],
)
def test_what_is_no_such_file_is_said_so(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=said):
        read_record_file(path)
