"""Columns without lines are a table where figures stand in them."""

from __future__ import annotations

from zhida.documents.reading.page.columns import take_columns
from zhida.documents.reading.page.line import Line

PLACES = (0, 100, 200)


def rows(*texts: tuple[str, ...]) -> list[list[Line]]:
    """Rows whose parts stand in three columns; "" is a blank."""
    return [
        [
            Line(text, x, 20 * number, x + 10 * len(text), 20 * number + 10, 10)
            for text, x in zip(row, PLACES, strict=False)
            if text
        ]
        for number, row in enumerate(texts)
    ]


def test_a_blank_cell_keeps_its_column() -> None:
    taken = take_columns(rows(("单位", "人数", "金额"), ("甲", "", "60"), ("乙", "3", "40")), 0)
    assert taken is not None
    table, end = taken
    assert [cell.text for cell in table.cells][3:6] == ["甲", "", "60"]
    assert (end, table.aligned) == (3, False)


def test_names_beside_names_and_labels_are_no_table() -> None:
    assert take_columns(rows(("甲局", "乙局"), ("丙局", "丁局"), ("戊局", "己局")), 0) is None
    assert take_columns(rows(("单位：", "1"), ("电话：", "2"), ("日期：", "3")), 0) is None
    assert take_columns(rows(("甲", "1"), ("乙", "2")), 0) is None
