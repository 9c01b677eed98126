"""The workbook: figures are numbers, words stay words, every sheet can be filtered and printed."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from zhida.documents.outcomes import Checked, Outcome, Unreadable
from zhida.documents.writing.replacing import UnwritableReport
from zhida.documents.writing.xlsx import XlsxReport

SHEETS = ["问题", "通知", "分配表", "绩效指标", "时限", "说明"]


def written(folder: Path, *outcomes: Outcome) -> Path:
    """Write a workbook of the outcomes."""
    path = folder / "问题.xlsx"
    with XlsxReport(path) as writing:
        for outcome in outcomes:
            writing.add(outcome)
    return path


def book(folder: Path, *outcomes: Outcome) -> Workbook:
    """The workbook, read back."""
    return load_workbook(written(folder, *outcomes))


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    """The lines of a sheet by head."""
    heads, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, heads), line, strict=True)) for line in lines]


def test_the_sheets_stand_in_their_order(checked: Checked, tmp_path: Path) -> None:
    assert book(tmp_path, checked).sheetnames == SHEETS


def test_findings_have_places_and_mends(checked: Checked, tmp_path: Path) -> None:
    first, second = rows(book(tmp_path, checked)["问题"])
    assert (first["程度"], first["规则"]) == ("错误", "N102")
    assert first["位置"] == "表1 第2行 第2列、第3行 第2列、第4行 第2列"
    assert second["改法"] is None


def test_money_is_a_number_in_yuan(checked: Checked, tmp_path: Path) -> None:
    workbook = book(tmp_path, checked)
    assert rows(workbook["通知"])[0]["总额（元）"] == 30_000
    leaves = [row for row in rows(workbook["分配表"]) if row["行别"] == "明细"]
    figures = [row["金额（元）"] for row in leaves if row["列"] == "中央"]
    assert figures == [10_000, 25_000] * 2


def test_words_that_look_like_a_formula_stay_words(checked: Checked, tmp_path: Path) -> None:
    sheet = book(tmp_path, checked)["分配表"]
    suspects = [cell for line in sheet.iter_rows() for cell in line if cell.value == "=1+1"]
    assert len(suspects) == 2
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in suspects)


def test_dates_are_dates(checked: Checked, tmp_path: Path) -> None:
    workbook = book(tmp_path, checked)
    assert rows(workbook["时限"])[0]["最后一日"] == datetime.datetime(2024, 6, 30)  # noqa: DTZ001
    kinds = {row["类型"]: row for row in rows(workbook["绩效指标"])}
    assert kinds["数值"]["数值"] == 4
    assert kinds["比率"]["数值"] == 99.5
    assert kinds["日期"]["日期"] == datetime.datetime(2024, 6, 30)  # noqa: DTZ001
    assert kinds["空白"]["数值"] is None


def test_every_sheet_is_frozen_filtered_and_set_for_a4(checked: Checked, tmp_path: Path) -> None:
    for sheet in book(tmp_path, checked).worksheets:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref is not None
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$1:$1"


def test_files_that_could_not_be_read_have_a_sheet(checked: Checked, tmp_path: Path) -> None:
    workbook = book(tmp_path, Unreadable("坏.pdf", "文件已加密", "请解除密码"), checked)
    assert workbook.sheetnames == [*SHEETS[:-1], "无法读取", "说明"]
    assert rows(workbook["无法读取"]) == [
        {"文件": "坏.pdf", "原因": "文件已加密", "建议": "请解除密码"}
    ]


def test_the_same_notices_give_the_same_bytes(checked: Checked, tmp_path: Path) -> None:
    first = written(tmp_path, checked).read_bytes()
    assert written(tmp_path, checked).read_bytes() == first


def test_nothing_is_written_where_no_notice_was_read(tmp_path: Path) -> None:
    assert not written(tmp_path, Unreadable("坏.pdf", "文件已加密")).exists()


def test_a_folder_can_not_be_a_workbook(tmp_path: Path) -> None:
    with pytest.raises(UnwritableReport, match="文件夹"):
        XlsxReport(tmp_path)


def test_rows_are_high_enough_for_their_text(checked: Checked, tmp_path: Path) -> None:
    sentence = "分配表各列合计与正文总额不符。" * 10
    long = replace(checked.findings[0], sentence=sentence)
    sheet = book(tmp_path, replace(checked, findings=(long, *checked.findings[1:])))["问题"]
    lines = 2 * len(sentence) / sheet.column_dimensions["D"].width
    assert sheet.row_dimensions[2].height >= 12 * lines
    assert sheet.row_dimensions[3].height < 40
