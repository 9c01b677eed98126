"""xls of Excel 97–2003: `merged.xls` holds a title, a table with merged cells, and a hidden sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from zhida.documents.blocks import Document
from zhida.documents.errors import UnreadableFile

Read = Callable[..., Document]
MERGED = Path(__file__).with_name("merged.xls").read_bytes()


def test_an_old_workbook_is_read_like_a_new_one(read: Read) -> None:
    document = read("表.xls", MERGED)
    assert document.format == "xls"
    assert [one.text for one in document.paragraphs] == ["资金分配表"]
    [table] = document.tables
    assert table.texts == [
        ["地区", "资金（万元）"],
        ["中央", "省级"],
        ["甲县", "40.88", "7"],
        ["合计", "40.88", "7"],
    ]
    assert [(c.row_span, c.column_span) for c in table.rows[0]] == [(2, 1), (1, 2)]
    assert table.cells[-1].source.address == "C5"
    assert document.remarks == ("工作表“旧稿”是隐藏的，未读取",)


def test_an_old_workbook_under_the_name_of_a_new_one_is_read_with_a_remark(read: Read) -> None:
    assert "扩展名是.xlsx" in read("表.xlsx", MERGED).remarks[-1]


@pytest.mark.parametrize("length", [600, 2000, 4000])
def test_an_old_workbook_cut_short_is_refused(read: Read, length: int) -> None:
    with pytest.raises(UnreadableFile, match=r"表\.xls"):
        read("表.xls", MERGED[:length] + "Workbook".encode("utf-16-le"))
