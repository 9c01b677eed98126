"""Tables of Word files: each cell once, with the spans that merging gave it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from zhida.documents.blocks import Document, Table

Read = Callable[..., Document]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def cell(text: str, properties: str = "", inside: str = "") -> str:
    """A cell with a paragraph."""
    return (
        f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p>{inside}</w:tc>"
    )


def row(*cells: str, properties: str = "") -> str:
    """A row of cells."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def read_table(read: Read, *rows: str) -> Table:
    """The one table of a docx with these rows."""
    body = f"<w:tbl>{''.join(rows)}</w:tbl>"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
    [table] = read("表.docx", written.getvalue()).tables
    return table


def places(table: Table) -> list[tuple[str, int, int, int, int]]:
    """Text, row, column and spans of each cell."""
    return [(c.text, c.row, c.column, c.row_span, c.column_span) for c in table.cells]


def test_cells_merged_across_and_down_stand_once(read: Read) -> None:
    table = read_table(
        read,
        row(cell("地区", '<w:vMerge w:val="restart"/>'), cell("资金", '<w:gridSpan w:val="2"/>')),
        row(cell("", "<w:vMerge/>"), cell("中央"), cell("省级")),
        row(cell("甲"), cell("60"), cell("40")),
    )
    assert places(table) == [
        ("地区", 1, 1, 2, 1),
        ("资金", 1, 2, 1, 2),
        ("中央", 2, 2, 1, 1),
        ("省级", 2, 3, 1, 1),
        ("甲", 3, 1, 1, 1),
        ("60", 3, 2, 1, 1),
        ("40", 3, 3, 1, 1),
    ]
    assert table.aligned
    assert table.rows[2][1].source.describe() == "表.docx 表1 第3行 第2列"


def test_the_old_way_of_merging_across(read: Read) -> None:
    table = read_table(
        read,
        row(cell("合计", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), cell("60")),
        row(cell("甲"), cell("乙"), cell("丙")),
    )
    assert places(table)[:2] == [("合计", 1, 1, 1, 2), ("60", 1, 3, 1, 1)]


def test_rows_that_begin_further_right_keep_their_columns(read: Read) -> None:
    table = read_table(
        read,
        row(cell("甲"), cell("60")),
        row(cell("40"), properties='<w:gridBefore w:val="1"/>'),
    )
    assert places(table)[-1] == ("40", 2, 2, 1, 1)


def test_deleted_rows_are_gone_and_inserted_ones_stay(read: Read) -> None:
    table = read_table(
        read,
        row(cell("甲"), cell("1")),
        row(cell("删"), cell("2"), properties="<w:del/>"),
        row(cell("乙"), cell("3"), properties="<w:ins/>"),
    )
    assert table.texts == [["甲", "1"], ["乙", "3"]]


def test_a_continued_cell_with_nothing_above_it_is_a_cell(read: Read) -> None:
    table = read_table(
        read, row(cell("甲", "<w:vMerge/>"), cell("1")), row(cell("", "<w:vMerge/>"), cell("2"))
    )
    assert places(table)[0] == ("甲", 1, 1, 2, 1)


def test_paragraphs_of_a_cell_are_lines_of_its_text(read: Read) -> None:
    table = read_table(
        read,
        row(cell("目标1", inside="<w:p/><w:p><w:r><w:t>目标2</w:t></w:r></w:p>"), cell("x")),
    )
    assert table.cells[0].text == "目标1\n目标2"


def test_a_table_in_a_cell_is_nested_and_its_text_is_the_cells_too(read: Read) -> None:
    inner = f"<w:tbl>{row(cell('内甲'), cell('1'))}{row(cell('内乙'), cell('2'))}</w:tbl>"
    table = read_table(read, row(cell("外", inside=inner), cell("x")), row(cell("y"), cell("z")))
    outer = table.cells[0]
    assert outer.text == "外\n内甲\t1\n内乙\t2"
    [nested] = outer.nested
    assert nested.texts == [["内甲", "1"], ["内乙", "2"]]
    assert {one.source for one in nested.cells} == {outer.source}


def test_a_frame_of_one_cell_is_no_table(read: Read) -> None:
    inner = f"<w:tbl>{row(cell('甲'), cell('60'))}{row(cell('乙'), cell('40'))}</w:tbl>"
    table = read_table(read, row(cell("标题", inside=inner)))
    assert table.texts == [["甲", "60"], ["乙", "40"]]
