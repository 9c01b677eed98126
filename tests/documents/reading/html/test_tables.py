"""Tables of pages: colspan, rowspan, heads and feet, and tables inside tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.documents.blocks import Document, Table
from zhida.documents.errors import HarmfulFile

Read = Callable[..., Document]


def table_of(read: Read, rows: str) -> Table:
    """The table of a page with these rows."""
    [table] = read("页.html", f"<html><body><table>{rows}</table></body></html>").tables
    return table


def test_spans_push_the_cells_beside_and_below(read: Read) -> None:
    table = table_of(
        read,
        "<tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁<tr><td>1<td>2<td>3",
    )
    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in table.cells] == [
        ("甲", 1, 1, 2, 1),
        ("乙", 1, 2, 1, 2),
        ("丙", 2, 2, 1, 1),
        ("丁", 2, 3, 1, 1),
        ("1", 3, 1, 1, 1),
        ("2", 3, 2, 1, 1),
        ("3", 3, 3, 1, 1),
    ]


@pytest.mark.parametrize("span", ["0", "9", "99999999999", "x", "-3"])
def test_spans_go_no_further_than_the_table(read: Read, span: str) -> None:
    table = table_of(read, f"<tr><td rowspan={span}>甲<td>1<tr><td>2<tr><td>3")
    assert table.cells[0].row_span == (3 if span in ("0", "9") else 1)


def test_the_foot_comes_last_wherever_it_is_written(read: Read) -> None:
    table = table_of(
        read,
        "<thead><tr><th>甲<th>乙</thead><tfoot><tr><td>合计<td>3</tfoot><tbody><tr><td>1<td>2</tbody>",
    )
    assert [row[0] for row in table.texts] == ["甲", "1", "合计"]


def test_lines_in_a_cell_are_lines_of_its_text(read: Read) -> None:
    table = table_of(read, "<tr><td>甲<br>乙<p>丙</p><td><p>1</p>\n<p>2</p><tr><td>x<td>y")
    assert table.texts[0] == ["甲\n乙\n丙", "1\n2"]


def test_a_table_of_data_in_a_cell_of_data_is_nested(read: Read) -> None:
    inner = "<table><tr><td>内<td>1<tr><td>乙<td>2</table>"
    rows = "".join(f"<tr><td>{name}<td>1<td>2<td>3" for name in "甲乙丙")
    table = table_of(read, f"{rows}<tr><td>丁<td>{inner}<td>2<td>3")
    cell = table.rows[3][1]
    assert cell.nested[0].texts == [["内", "1"], ["乙", "2"]]
    assert "内" in cell.text


def test_the_caption_stands_before_the_table(read: Read) -> None:
    page = "<html><body><p>甲</p><table><caption>分配表</caption><tr><td>1<td>2<tr><td>3<td>4</table></body></html>"
    document = read("页.html", page)
    assert [one.text for one in document.paragraphs] == ["甲", "分配表"]


def test_tables_without_end_are_refused(read: Read) -> None:
    page = "<html><body>" + "<table><tr><td>甲<td>乙<tr><td>1<td>" * 40 + "</body></html>"
    with pytest.raises(HarmfulFile, match="嵌套"):
        read("页.html", page)
