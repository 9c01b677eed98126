"""A sheet: titles are paragraphs, the table under them keeps rows, columns and addresses."""

from __future__ import annotations

import pytest

from zhida.documents.blocks import Paragraph, Table
from zhida.documents.errors import OversizeFile
from zhida.documents.reading.builder import Builder
from zhida.documents.reading.limits import Limits
from zhida.documents.reading.workbook.sheet import Grid, Range, add_sheet, column_letters


def sheet(rows: dict[int, dict[str, str]], *merged: Range) -> Builder:
    """The blocks of a sheet with texts by row and column letter."""
    grid = Grid("附件1", merged=list(merged))
    for row, cells in rows.items():
        for letter, text in cells.items():
            grid.texts[row, ord(letter) - 64] = text
    builder = Builder("附件.xlsx", Limits())
    add_sheet(grid, builder)
    return builder


def paragraphs(builder: Builder) -> list[str]:
    """The texts of the paragraphs."""
    return [block.text for block in builder.blocks if isinstance(block, Paragraph)]


def tables(builder: Builder) -> list[Table]:
    """The tables."""
    return [block for block in builder.blocks if isinstance(block, Table)]


HEAD = {"B": "单位", "C": "金额", "D": "备注"}


def test_titles_then_a_table_with_its_empty_cells() -> None:
    builder = sheet(
        {
            1: {"A": "附件1"},
            2: {"A": "分配表"},
            3: {"D": "单位：万元"},
            4: HEAD,
            5: {"B": "甲县", "C": "60"},
        },
        (2, 1, 2, 4),
    )
    assert paragraphs(builder) == ["附件1", "分配表", "单位：万元"]
    [table] = tables(builder)
    assert table.texts == [["单位", "金额", "备注"], ["甲县", "60", ""]]
    assert table.aligned


def test_a_cell_is_found_by_its_address() -> None:
    [table] = tables(sheet({4: HEAD, 5: {"B": "甲县", "C": "60"}}))
    place = table.rows[1][1].source
    assert (place.row, place.column, place.address) == (2, 2, "C5")
    assert place.describe() == "附件.xlsx 工作表“附件1” C5"


def test_merged_cells_have_spans() -> None:
    [table] = tables(
        sheet(
            {1: {"A": "地区", "B": "资金"}, 2: {"B": "中央", "C": "省级"}},
            (1, 1, 2, 1),
            (1, 2, 1, 3),
        )
    )
    assert [(c.text, c.row_span, c.column_span) for c in table.cells] == [
        ("地区", 2, 1),
        ("资金", 1, 2),
        ("中央", 1, 1),
        ("省级", 1, 1),
    ]


def test_an_empty_row_inside_a_form_parts_nothing() -> None:
    [table] = tables(sheet({1: HEAD, 2: {"B": "甲", "C": "1"}, 4: {"B": "乙", "C": "2"}}))
    assert [row[0] for row in table.texts] == ["单位", "甲", "", "乙"]


def test_a_title_after_an_empty_row_begins_another_table() -> None:
    builder = sheet(
        {1: HEAD, 2: {"B": "甲", "C": "1"}, 4: {"A": "附件2"}, 5: HEAD, 6: {"B": "乙", "C": "2"}}
    )
    assert len(tables(builder)) == 2
    assert paragraphs(builder) == ["附件2"]


def test_a_line_of_labels_above_the_table_is_a_paragraph() -> None:
    builder = sheet(
        {1: {"A": "填报单位：某局", "D": "单位：万元"}, 2: HEAD, 3: {"B": "甲", "C": "1"}}
    )
    assert paragraphs(builder) == ["填报单位：某局  单位：万元"]
    assert tables(builder)[0].texts[0] == ["单位", "金额", "备注"]


def test_a_sheet_of_single_cells_is_text() -> None:
    builder = sheet({1: {"A": "说明"}, 3: {"A": "按月报送"}})
    assert (paragraphs(builder), tables(builder)) == (["说明", "按月报送"], [])


def test_an_empty_sheet_gives_nothing() -> None:
    assert sheet({1: {"A": " "}}).blocks == []


def test_a_range_without_end_is_refused() -> None:
    grid = Grid(
        "表", {(1, 1): "甲", (1, 2): "乙", (900_000, 16_000): "丙", (900_000, 16_001): "丁"}
    )
    with pytest.raises(OversizeFile, match="范围过大"):
        add_sheet(grid, Builder("表.xlsx", Limits()))


def test_letters_of_columns() -> None:
    assert [column_letters(number) for number in (1, 27, 703)] == ["A", "AA", "AAA"]
