"""The flattened tables of real notices are found whole: rows counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhida.documents.reading import read_document

ROWS = {
    "000": [5, 25, 29, 24, 25],
    "001": [29],
    "002": [33, 17, 21],
    "003": [3, 18, 18, 18, 18, 18, 18, 18, 18, 12],
    "004": [15, 25],
}
COLUMNS = {"000": [5, 5, 5, 5, 6], "002": [6, 5, 5], "004": [6, 5]}


@pytest.mark.parametrize("number", ROWS)
def test_every_row_of_every_table(real_notices: tuple[Path, ...], number: str) -> None:
    [path] = (path for path in real_notices if path.name.startswith(number))
    tables = read_document(path).tables
    assert [len(table.rows) for table in tables] == ROWS[number]
    for table, columns in zip(tables, COLUMNS.get(number, []), strict=False):
        assert {len(row) for row in table.rows} == {columns}
