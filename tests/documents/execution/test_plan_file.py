"""用款计划文件: a workbook gives what the same table as csv gives, and names its cells by address."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from zhida.documents.allocation.faults import FaultyInput
from zhida.documents.execution.plan_file import MONTHS, PlanReading, plan_rows, read_plan

HEAD = ("名称", "单位", *MONTHS)
ROWS = (
    ("650100", "万元", 0, 50.25, *[None] * 10),
    ("全部", "元", *[0.1 + 0.2] * 12),
)
CSV = f"{','.join(HEAD)}\n650100,万元,0,50.25{',' * 10}\n全部,元{',0.3' * 12}\n"


def book(change: Callable[[Worksheet], object] = lambda sheet: None) -> bytes:
    made = Workbook()
    notes = made.active
    assert isinstance(notes, Worksheet)
    notes.title = "填表说明"
    notes["A1"] = "按月填写"
    sheet = made.create_sheet("用款计划")
    for row in (HEAD, *ROWS):
        sheet.append(row)
    change(sheet)
    made.save(out := io.BytesIO())
    return out.getvalue()


def read(data: bytes, name: str = "计划.xlsx") -> PlanReading:
    return plan_rows(Path(name), 2025, data)


def test_a_workbook_gives_the_plans_of_the_same_csv() -> None:
    """The digits beyond those that a spreadsheet keeps are nobody's figure."""
    plain, found = read(CSV.encode(), "计划.csv"), read(book())
    assert not found.faults and not plain.faults
    assert [(row.name, row.plan) for row in found.rows] == [
        (row.name, row.plan) for row in plain.rows
    ]
    assert found.rows[0].places[1].describe() == "计划.xlsx 工作表“用款计划” D2"


def test_a_workbook_from_the_disk_is_known_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "计划.xlsx").write_bytes(book())
    assert set(read_plan(tmp_path / "计划.xlsx", 2025)) == {"650100", ""}
    with pytest.raises(FaultyInput, match="没有这个文件"):
        read_plan(tmp_path / "没有.xlsx", 2025)


def test_a_formula_counts_by_the_result_that_is_stored() -> None:
    import xlsxwriter

    made = xlsxwriter.Workbook(out := io.BytesIO())
    sheet = made.add_worksheet("用款计划")
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ("650100", "元", 1))
    sheet.write_formula(1, 3, "=C2*2", None, 2)
    made.close()
    found = read(out.getvalue())
    assert not found.faults
    assert found.rows[0].plan.months[:3] == (100, 200, 0)


def _formula(sheet: Worksheet) -> None:
    sheet["E2"] = "=C2+D2"


def _hidden_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True


def _hidden_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["D"].hidden = True


def _words(sheet: Worksheet) -> None:
    sheet["E2"] = "约5"


def _twice(sheet: Worksheet) -> None:
    sheet["A3"] = 650100


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_formula, "工作表“用款计划” E2：公式没有保存计算结果"),
        (_hidden_row, "工作表“用款计划” A3：第3行（全部）是隐藏的，没有读取"),
        (_hidden_column, "工作表“用款计划” D2：“2月”列是隐藏的"),
        (_words, "工作表“用款计划” E2：“约5”不是精确到分的金额"),
        (_twice, "工作表“用款计划” A3：“650100”与第2行重复"),
    ],
)
def test_what_is_wrong_is_named_by_sheet_and_cell(
    change: Callable[[Worksheet], object], said: str
) -> None:
    found = read(book(change))
    assert [fault.sentence.startswith(f"计划.xlsx {said}") for fault in found.faults] == [True]
    assert len(found.rows) == 1, "the other row stands"


def _second(sheet: Worksheet) -> None:
    assert sheet.parent is not None
    sheet.parent.copy_worksheet(sheet)


def _hidden_sheet(sheet: Worksheet) -> None:
    sheet.sheet_state = "hidden"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (book(_second), "有2张工作表都是这样的表"),
        (book(_hidden_sheet), "工作表“填表说明” 第1行：表头缺少"),
        (b"PK\x03\x04broken", "压缩包不完整或已损坏"),
    ],
)
def test_no_such_sheet_or_several_are_refused(data: bytes, said: str) -> None:
    with pytest.raises(FaultyInput, match=said):
        read(data)
