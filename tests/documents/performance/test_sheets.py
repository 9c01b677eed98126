"""表格: what is written can be read again, and no cell is run as a formula."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.documents.performance.sheets import Sheet, sheets_text, write_sheets
from zhida.documents.writing.replacing import UnwritableReport

SHEET = Sheet("得分", ("指标", "得分"), (("住院救助人次", Decimal("0.10")), ("=1+1", 3)))


def test_a_single_table_in_csv_has_its_heads_first(tmp_path: Path) -> None:
    write_sheets(tmp_path / "表.csv", [SHEET])
    with (tmp_path / "表.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[:2] == [["指标", "得分"], ["住院救助人次", "0.10"]]
    assert rows[2][0] != "=1+1" and rows[2][0].endswith("=1+1")


def test_several_tables_in_csv_bear_their_titles(tmp_path: Path) -> None:
    write_sheets(tmp_path / "表.csv", [SHEET, Sheet("问题", ("代码",), (("T1",),))])
    text = (tmp_path / "表.csv").read_text("utf-8-sig")
    assert text.startswith("得分\n") and "\n\n问题\n代码\nT1\n" in text


def test_a_workbook_keeps_numbers_as_numbers_and_runs_nothing(tmp_path: Path) -> None:
    write_sheets(tmp_path / "表.xlsx", [SHEET])
    page = openpyxl.load_workbook(tmp_path / "表.xlsx").worksheets[0]
    cells = [[cell.value for cell in row] for row in page.iter_rows()]
    assert cells[1] == ["指标", "得分"] and cells[2] == ["住院救助人次", 0.1]
    assert page["A4"].value == "=1+1" and page["A4"].data_type == "s"


@given(st.lists(st.tuples(st.text(max_size=9), st.integers(), st.decimals(-999, 999, places=2))))
def test_json_gives_every_cell_back_exactly(rows: list[tuple[str, int, Decimal]]) -> None:
    (table,) = json.loads(sheets_text([Sheet("表", ("甲", "乙", "丙"), tuple(rows))]))
    found = [(row["甲"], row["乙"], Decimal(row["丙"])) for row in table["rows"]]
    assert found == rows


def test_another_ending_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(UnwritableReport, match=r"\.csv、\.xlsx或\.json"):
        write_sheets(tmp_path / "表.txt", [SHEET])
    assert list(tmp_path.iterdir()) == []
