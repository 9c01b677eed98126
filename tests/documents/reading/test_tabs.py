"""Tables flattened to lines with TABs keep every cell, empty ones too, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.documents.blocks import Document

Read = Callable[..., Document]


def test_a_row_a_line_keeps_its_empty_cells(read: Read) -> None:
    document = read("表.txt", "分配表\n\n序号\t单位\t金额\n\t合计\t60\n1\t甲县\t\n\n备注：无\n")
    assert document.tables[0].texts == [
        ["序号", "单位", "金额"],
        ["", "合计", "60"],
        ["1", "甲县", ""],
    ]
    assert [block.text for block in document.paragraphs] == ["分配表", "备注：无"]
    assert not document.tables[0].aligned


def test_each_cell_knows_its_line(read: Read) -> None:
    document = read("表.txt", "分配表\n\n单位\t金额\n甲县\t60\n")
    [table] = document.tables
    place = table.rows[1][1].source
    assert (place.block, place.table, place.row, place.column, place.line) == (2, 1, 2, 2, 4)
    assert place.describe() == "表.txt 表1 第2行 第2列"


def test_a_cell_a_line_begins_a_row_after_a_blank_line(read: Read) -> None:
    text = (
        "\t地区\n\t金额\n\n\t甲县\n\t60\n\n\t乙县\n\t\n\n"
        "\t目标\n\t目标1：扩大覆盖\n目标2：按时拨付\n\n"
        "\t资金\n\n（万元）\n\t100\n\n"
        "附件2：另一张表\n"
    )
    document = read("表.txt", text)
    assert document.tables[0].texts == [
        ["地区", "金额"],
        ["甲县", "60"],
        ["乙县", ""],
        ["目标", "目标1：扩大覆盖\n目标2：按时拨付"],
        ["资金\n（万元）", "100"],
    ]
    assert [block.text for block in document.paragraphs] == ["附件2：另一张表"]


def test_a_list_that_goes_on_after_a_blank_line_stays_in_its_cell(read: Read) -> None:
    text = "\t项目\n\t内容\n\n\t目标\n\t1.建制度\n\n2.强监管\n\n\t合计\n\t60\n"
    assert read("表.txt", text).tables[0].texts[1] == ["目标", "1.建制度\n2.强监管"]


def test_a_line_break_inside_a_cell_does_not_tear_its_row(read: Read) -> None:
    text = (
        "项目\t一季度\t二季度\t合计\n甲县\t10\t20\t30\n"
        "目标\t扩大\n覆盖面\t\t完\n乙县\t1\t2\t3\n丙县\t1\t2\t3\n"
    )
    document = read("表.txt", text)
    assert document.tables[0].texts[2] == ["目标", "扩大\n覆盖面", "", "完"]


def test_short_rows_of_figures_are_not_put_together(read: Read) -> None:
    text = "单位\t甲\t乙\t丙\n合计\t9798\n甲县\t1\t2\n乙县\t1\t2\t3\n丙县\t1\t2\t3\n"
    assert read("表.txt", text).tables[0].texts[1:3] == [["合计", "9798"], ["甲县", "1", "2"]]


def test_notes_after_a_whole_row_are_no_part_of_it(read: Read) -> None:
    text = "单位\t金额\n甲县\t60\n乙县\t40\n说明：按月报送\n附件2\n单位\t金额\n丙县\t5\n"
    document = read("表.txt", text)
    assert len(document.tables) == 2
    assert [block.text for block in document.paragraphs] == ["说明：按月报送", "附件2"]


def test_a_text_in_between_parts_two_tables_of_equal_width(read: Read) -> None:
    text = "单位\t金额\n甲县\t60\n\n附件2：绩效目标表\n\n指标\t值\n覆盖率\t90%\n"
    assert len(read("表.txt", text).tables) == 2


def test_lines_with_a_blank_line_after_each_make_one_table(read: Read) -> None:
    rows = ["分配表", "单位\t金额\t备注", "合计\t100", "甲县\t60\t", "乙县\t40\t", "完"]
    [table] = read("表.txt", "\n\n".join(rows)).tables
    assert [row[0] for row in table.texts] == ["单位", "合计", "甲县", "乙县"]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (
            "\t一、收入列某科目。\n\t二、支出列某科目。\n",
            ["一、收入列某科目。", "二、支出列某科目。"],
        ),
        ("附件：\t1.分配表\n\t2.绩效表\n", ["附件：\t1.分配表", "2.绩效表"]),
        ("单位盖章：\t经办人：\t日期：\n", ["单位盖章：\t经办人：\t日期："]),
    ],
)
def test_tabs_that_indent_or_sign_make_no_table(
    read: Read, text: str, paragraphs: list[str]
) -> None:
    document = read("文.txt", text)
    assert not document.tables
    assert [block.text for block in document.paragraphs] == paragraphs
