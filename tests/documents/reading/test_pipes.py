"""Pipe tables of every writer: markdown, cells that end with a pipe, drawn grids."""

from __future__ import annotations

from collections.abc import Callable

from zhida.documents.blocks import Document

Read = Callable[..., Document]


def test_markdown_rows_lose_rule_and_marks(read: Read) -> None:
    text = (
        "| 地区 | 资金<br>(万元) |\n|---|:--:|\n| 市 级 | <b>195</b> |\n| **合 计** | 310\\|0 |\n"
    )
    [table] = read("表.md", text).tables
    assert table.texts == [["地区", "资金\n(万元)"], ["市 级", "195"], ["合 计", "310|0"]]
    assert not table.aligned


def test_two_markdown_tables_stay_two(read: Read) -> None:
    text = "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n| 丙 | 丁 |\n|---|---|\n| 3 | 4 |\n"
    assert len(read("表.md", text).tables) == 2


def test_cells_that_end_with_a_pipe_keep_a_blank_that_broke_the_line(read: Read) -> None:
    text = "序号 | 单位 | 金额 |\n1 | 甲县 | 20 |\n合计 |\n| 50 |\n"
    assert read("表.txt", text).tables[0].texts == [
        ["序号", "单位", "金额"],
        ["1", "甲县", "20"],
        ["合计", "", "50"],
    ]


def test_a_row_that_begins_blank_stays_a_row(read: Read) -> None:
    text = "项目 | 年度金额 | 345 |\n | 其中：中央 | 345 |\n | 地方 | |\n"
    assert read("表.txt", text).tables[0].texts == [
        ["项目", "年度金额", "345"],
        ["", "其中：中央", "345"],
        ["", "地方", ""],
    ]


def test_a_cell_of_several_lines_stays_one_cell(read: Read) -> None:
    text = "年度目标 | 目标1：建制度\n目标2：强监管 |\n合计 | 60 |\n单位 | 甲县 |\n"
    assert read("表.txt", text).tables[0].texts[0] == ["年度目标", "目标1：建制度\n目标2：强监管"]


def test_a_drawn_grid_is_read_between_its_rules(read: Read) -> None:
    text = "┌──┬──┐\n│单位│金额│\n├──┼──┤\n│甲县│60│\n│本级│  │\n├──┼──┤\n│乙县│40│\n└──┴──┘\n"
    assert read("表.txt", text).tables[0].texts == [
        ["单位", "金额"],
        ["甲县\n本级", "60"],
        ["乙县", "40"],
    ]


def test_a_path_of_links_is_no_table(read: Read) -> None:
    document = read("页.txt", "首页 | 政务公开 | 通知公告\n关于下达资金的通知\n")
    assert not document.tables
