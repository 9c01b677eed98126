"""工作表: a row is named by file, sheet and row; a code that lost its zeros is refused."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from zhida.engines.dip.sheets import read_sheets, sha256
from zhida.engines.errors import EngineError


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    """A workbook of these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_row_of_a_workbook_knows_its_place_and_its_texts(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "表.xlsx",
        {"甲": [["code", "n"], [" 47.0100 ", 3], [None, None], ["x", datetime.date(2024, 7, 1)]]},
    )
    (sheet,) = read_sheets(path)
    rows = list(sheet.below(1))
    assert [row.place for row in rows] == [f"“表.xlsx”工作表“甲”第{number}行" for number in (2, 4)]
    assert (rows[0].code("code"), rows[0].text("n"), rows[1].text("n")) == (
        "47.0100", "3", "2024-07-01",
    )  # fmt: skip
    assert len(sha256(path)) == 64


def test_a_code_kept_as_a_number_is_refused(tmp_path: Path) -> None:
    (sheet,) = read_sheets(workbook(tmp_path / "表.xlsx", {"甲": [["code"], [47.01]]}))
    with pytest.raises(EngineError, match=r"第2行的code“47\.01”是数字，末尾的零可能已经丢失"):
        next(iter(sheet.below(1))).code("code")


def test_what_is_no_table_is_named(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"no workbook")
    with pytest.raises(EngineError, match=r"“坏.xlsx”打不开"):
        read_sheets(tmp_path / "坏.xlsx")
    (tmp_path / "坏.csv").write_bytes("甲".encode("gbk"))
    with pytest.raises(EngineError, match=r"坏.csv”不是UTF-8文本"):
        read_sheets(tmp_path / "坏.csv")
    with pytest.raises(EngineError, match="不是csv或xlsx"):
        read_sheets(tmp_path / "表.doc")
