"""读回报表: a form that somebody changed is told cell by cell, with what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from tests.core.forms.made import form_of, line

from zhida.core.figures import Figure, FigureState
from zhida.core.forms import FormTable, Words, check_form, head_words, shape
from zhida.documents.parsing.forms.filled import Filled, read_filled
from zhida.documents.reading import read_document
from zhida.documents.writing.forms import form_files
from zhida.documents.writing.notice import Format

WAN = 1_000_000


@pytest.fixture
def form() -> FormTable:
    return form_of(line(600 * WAN, 250 * WAN, "待集中结算", at=1), line(100 * WAN, 100 * WAN, at=2))


def _workbook(form: FormTable, folder: Path, change: Callable[[Worksheet], None]) -> Filled:
    path = folder / "表.xlsx"
    path.write_bytes(form_files(form, "表", formats=[Format.XLSX])[0].data)
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    change(page)
    book.save(path)
    return read_filled(read_document(path))


def _at(page: Worksheet, text: str) -> Cell:
    (cell,) = [each for row in page.iter_rows() for each in row if each.value == text]
    assert isinstance(cell, Cell)
    return cell


def test_moved_columns_are_told_and_still_read_right(tmp_path: Path, form: FormTable) -> None:
    """收到金额 and 结余金额 change places: both columns are read by their heads."""

    def swap(page: Worksheet) -> None:
        one, other = _at(page, "收到金额"), _at(page, "结余金额")
        for row in range(one.row, one.row + 4):
            left, right = page.cell(row, one.column), page.cell(row, other.column)
            left.value, right.value = right.value, left.value

    found = _workbook(form, tmp_path, swap)
    assert {each.code for each in found.findings} == {"F101", "F106"}
    moved = [each for each in found.findings if each.code == "F101"]
    assert any("收到金额" in each.sentence or "结余金额" in each.sentence for each in moved)
    assert all(each.sources[0].address for each in moved) and all(each.mend for each in moved)
    assert found.form is not None
    amount = found.form.rows[0][found.form.column("amount")]
    assert isinstance(amount, Figure) and amount.value == 600 * WAN


def test_a_missing_and_an_extra_column_are_told(tmp_path: Path, form: FormTable) -> None:
    found = _workbook(
        form, tmp_path, lambda page: setattr(_at(page, "结余金额"), "value", "我局自加")
    )
    told = {each.code: each.sentence for each in found.findings}
    assert "结余金额" in told["F102"] and "我局自加" in told["F103"]


def test_an_approximate_figure_is_no_figure(tmp_path: Path, form: FormTable) -> None:
    def about(page: Worksheet) -> None:
        page.cell(_at(page, "支出进度").row + 1, _at(page, "支出进度").column).value = "约95%左右"

    found = _workbook(form, tmp_path, about)
    (finding,) = [each for each in found.findings if each.code == "F104"]
    assert "约95%左右" in finding.sentence and finding.sources[0].address
    assert found.form is not None
    cell = found.form.rows[0][found.form.column("rate")]
    assert isinstance(cell, Words) and cell.text == "约95%左右"


def test_the_wrong_unit_is_told(tmp_path: Path, form: FormTable) -> None:
    found = _workbook(
        form, tmp_path, lambda page: setattr(_at(page, "单位：万元"), "value", "单位：元")
    )
    assert any(each.code == "F105" and "万元" in each.sentence for each in found.findings)


def test_a_total_typed_over_is_found(tmp_path: Path, form: FormTable) -> None:
    def more(page: Worksheet) -> None:
        head, total = _at(page, "收到金额"), _at(page, "合计")
        page.cell(total.row, head.column).value = 701

    found = _workbook(form, tmp_path, more)
    assert found.form is not None
    (finding,) = [
        each
        for each in check_form(found.form)
        if each.code == "F201" and "收到金额" in each.sentence
    ]
    assert finding.difference == WAN and finding.sources[0].address


def test_what_was_left_blank_or_marked_stays_apart(tmp_path: Path, form: FormTable) -> None:
    marks = {
        "": FigureState.BLANK,
        "无": FigureState.NOTHING,
        "—": FigureState.NOT_APPLICABLE,
        "／": FigureState.NOT_APPLICABLE,
        "**": FigureState.MASKED,
        "0": FigureState.NUMBER,
    }
    path = tmp_path / "表.docx"
    for text, state in marks.items():
        path.write_bytes(form_files(form, "表", formats=[Format.DOCX])[0].data)
        document = docx.Document(str(path))
        document.tables[0].cell(1, form.column("left")).text = text
        document.save(str(path))
        found = read_filled(read_document(path))
        assert found.form is not None
        cell = found.form.rows[0][form.column("left")]
        assert isinstance(cell, Figure) and cell.state is state, text


def test_a_file_without_a_form_gives_none(tmp_path: Path) -> None:
    path = tmp_path / "甲.txt"
    path.write_text("关于下达补助资金的通知\n各县财政局：\n", "utf-8")
    assert read_filled(read_document(path)).form is None


def test_the_sixteen_columns_are_those_of_the_annex() -> None:
    """The form that is due within 30 days of receipt, with the places of its city."""
    columns = shape("feedback").form_columns(head_words("650100"))
    assert [each.header[-1] for each in columns] == [
        "序号", "收到自治区下达资金时间", "市财政局下达资金文号", "市财政局下达资金时间",
        "市财政局下达项目名称", "金额", "资金性质", "资金来源", "收到市财政局下达资金文件时间",
        "各区县财政局下达（拨付）资金文号", "各区县财政局下达（拨付）资金时间",
        "下达（拨付）金额", "截止目前指标执行数", "截止目前实际支出数", "实际支出进度",
        "未支出原因说明",
    ]  # fmt: skip
    assert {each.header[0] for each in columns} == {
        "序号",
        "乌鲁木齐市下达资金情况（市财政局资金管理处室填列）",
        "乌鲁木齐市本级、各区县单位预算执行情况（各单位、各区县财政局填列）",
    }


def test_a_wide_form_of_many_rows_lies_on_a3_with_its_heads_on_each_page(tmp_path: Path) -> None:
    form = form_of(*(line(at * WAN, at * WAN, at=at) for at in range(1, 61)), kind="feedback")
    path = tmp_path / "表.pdf"
    path.write_bytes(form_files(form, "表", formats=[Format.PDF])[0].data)
    pdf = pypdfium2.PdfDocument(path)
    assert len(pdf) > 1
    for page in pdf:
        width, height = page.get_size()
        assert (round(width * 25.4 / 72), round(height * 25.4 / 72)) == (420, 297)
        text = page.get_textpage().get_text_bounded()
        assert "未支出原因说明" in "".join(text.split())
    found = read_filled(read_document(path)).form
    assert found is not None and len(found.rows) == 60
    page = docx.Document(_docx(form, tmp_path)).sections[0]
    assert page.page_width is not None and page.page_height is not None
    assert round(page.page_width.mm) == 420 and round(page.page_height.mm) == 297


def _docx(form: FormTable, folder: Path) -> str:
    path = folder / "表.docx"
    path.write_bytes(form_files(form, "表", formats=[Format.DOCX])[0].data)
    return str(path)
