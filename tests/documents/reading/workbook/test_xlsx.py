"""xlsx: results of formulas, hidden sheets, and what the sheet doesn't show."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import xlsxwriter

from zhida.documents.blocks import Document

Read = Callable[..., Document]


def test_formulas_count_by_their_stored_results(read: Read) -> None:
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written)
    page = book.add_worksheet("分配表")
    page.write_row(0, 0, ["单位", "金额"])
    page.write_row(1, 0, ["甲县", 40.88])
    page.write_string(2, 0, "合计")
    page.write_formula(2, 1, "=SUM(B2:B2)", book.add_format({"num_format": "#,##0.00"}), 40.88)
    book.close()
    document = read("表.xlsx", written.getvalue())
    assert document.tables[0].texts == [["单位", "金额"], ["甲县", "40.88"], ["合计", "40.88"]]
    assert document.remarks == ()


def test_a_formula_without_a_result_is_blank_with_a_remark(read: Read) -> None:
    written = io.BytesIO()
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "分配表"
    for row in (["单位", "金额"], ["甲县", 60], ["合计", "=B2"]):
        page.append(row)
    book.save(written)
    document = read("表.xlsx", written.getvalue())
    assert document.tables[0].texts[2] == ["合计", ""]
    assert document.remarks == ("工作表“分配表”的公式B3没有保存计算结果，按空白读取",)


def test_sheets_in_order_hidden_ones_left_out_with_a_remark(read: Read) -> None:
    written = io.BytesIO()
    book = openpyxl.Workbook()
    for name in ("附件1", "旧稿", "附件2"):
        page = book.create_sheet(name)
        page.append(["单位", name])
        page.append(["甲县", 1])
    book["旧稿"].sheet_state = "hidden"
    del book["Sheet"]
    book.save(written)
    document = read("表.xlsx", written.getvalue())
    assert [table.source.sheet for table in document.tables] == ["附件1", "附件2"]
    assert document.remarks == ("工作表“旧稿”是隐藏的，未读取",)


def test_decimals_that_are_stored_but_not_shown_are_told(read: Read) -> None:
    written = io.BytesIO()
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(["单位", "金额"])
    page.append(["甲县", 40.876])
    page["B2"].number_format = "0.00"
    book.save(written)
    document = read("表.xlsx", written.getvalue())
    assert document.tables[0].texts[1] == ["甲县", "40.88"]
    assert "只显示了部分小数" in document.remarks[0]


def test_a_text_that_begins_like_a_formula_is_read_as_text(read: Read) -> None:
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written)
    page = book.add_worksheet()
    page.write_row(0, 0, ["甲", "乙"])
    page.write_string(1, 0, "=1+1")
    page.write_string(1, 1, "丙")
    book.close()
    assert read("表.xlsx", written.getvalue()).tables[0].texts[1] == ["=1+1", "丙"]
