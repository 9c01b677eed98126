"""Plain text: a paragraph a line, without the marks that converters leave."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from zhida.documents.blocks import Document
from zhida.documents.reading.builder import Builder
from zhida.documents.reading.limits import Limits
from zhida.documents.reading.text import read_text

Read = Callable[..., Document]


def test_each_written_line_is_a_paragraph_with_its_number(read: Read) -> None:
    document = read("通知.txt", "甲县财政局：\r\n\r\n  现下达60万元。\n")
    assert [(one.text, one.source.line) for one in document.paragraphs] == [
        ("甲县财政局：", 1),
        ("现下达60万元。", 3),
    ]


def test_page_numbers_bullets_pictures_and_marks_are_left_out(read: Read) -> None:
    text = "— 1 —\n- 附件：1.分配表\n组织填写[image: image1.png]\n<b>合计</b>&nbsp;60\n"
    assert [one.text for one in read("文.txt", text).paragraphs] == [
        "附件：1.分配表",
        "组织填写",
        "合计 60",
    ]


def test_angle_brackets_around_a_title_stay(read: Read) -> None:
    assert "<管理办法>" in read("文.txt", "印发<管理办法>的通知").paragraphs[0].text


def test_an_html_table_in_a_text_keeps_its_merged_cells(read: Read) -> None:
    text = (
        "附件\n<table><tr><td rowspan=2>甲</td><td>1</td></tr>\n<tr><td>2</td></tr></table>\n完\n"
    )
    document = read("文.txt", text)
    [table] = document.tables
    assert table.aligned
    assert [(c.text, c.row_span, c.source.line) for c in table.cells] == [
        ("甲", 2, 2),
        ("1", 1, 2),
        ("2", 1, 3),
    ]
    assert [one.text for one in document.paragraphs] == ["附件", "完"]


LINES = st.lists(
    st.text(alphabet="甲乙1 0\t|-:：（）附件、.\u3000│<>br/table", max_size=14), max_size=40
)


@given(LINES)
def test_no_line_of_any_shape_is_lost_or_told_twice(lines: list[str]) -> None:
    """Each hanzi and digit of the text stands once in the blocks."""
    builder = Builder("文.txt", Limits())
    kept = [line for line in lines if "<" not in line and ">" not in line and "-" not in line]
    read_text("\n".join(kept), builder)
    told = "".join(
        block.text if not hasattr(block, "cells") else "".join(cell.text for cell in block.cells)
        for block in builder.blocks
    )
    wanted = sorted(mark for mark in "\n".join(kept) if mark in "甲乙10附件")
    assert sorted(mark for mark in told if mark in "甲乙10附件") == wanted
