"""Columns held apart by blanks are a table; letters and signatures are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.documents.blocks import Document

Read = Callable[..., Document]


def test_equal_rows_are_cut_at_their_gaps(read: Read) -> None:
    text = "县（区）   救助人数   金额\n甲县   20   30.5\n乙县   5   20\n"
    [table] = read("表.txt", text).tables
    assert table.texts == [
        ["县（区）", "救助人数", "金额"],
        ["甲县", "20", "30.5"],
        ["乙县", "5", "20"],
    ]
    assert not table.aligned


def test_a_blank_cell_is_found_by_the_places_that_are_blank_in_all_rows(read: Read) -> None:
    text = (
        "县(区)      救助人数    金额\n"
        "甲县        20          30.5\n"
        "乙县                    20\n"
        "合计        20          50.5\n"
    )
    assert read("表.txt", text).tables[0].texts[2] == ["乙县", "", "20"]


@pytest.mark.parametrize(
    "text",
    [
        "单位：      经办人：\n日期：      电话：\n签章：      备注：\n",
        "甲县财政局   60\n乙县财政局   40\n",
        "　　一、收入列某科目。\n　　二、支出列某科目。\n　　三、按时报送。\n",
    ],
)
def test_what_is_no_table_stays_text(read: Read, text: str) -> None:
    assert not read("文.txt", text).tables
