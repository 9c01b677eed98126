"""读表: a table says exactly which row its editor got wrong."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.data import DataError, load
from zhida.data.loader import STATUSES, read_table

TABLES = sorted(
    path.name.removesuffix(".csv")
    for path in files("zhida.data").iterdir()
    if path.name.endswith(".csv")
)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_reads_and_every_row_has_its_source(name: str) -> None:
    rows = load(name)
    assert rows
    for row in rows:
        assert row["source"].strip()
        assert row.get("status", "attested") in STATUSES


@pytest.mark.parametrize("name", TABLES)
def test_no_row_stands_twice(name: str) -> None:
    rows = [tuple(row.values()) for row in load(name)]
    assert [row for row in set(rows) if rows.count(row) > 1] == []


def test_a_table_is_read_once() -> None:
    assert load("flags") is load("flags")


def test_a_row_can_not_be_changed_by_its_reader() -> None:
    with pytest.raises(TypeError):
        load("flags")[0]["name"] = "别的"  # type: ignore[index]


def test_a_missing_table_is_named() -> None:
    with pytest.raises(DataError, match=r"数据表 没有这张表\.csv 不存在"):
        load("没有这张表")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code,source\n01\n", "x.csv 第 2 行：应有 2 格，实有 1 格"),
        ("code,source\n01,甲,乙\n", "x.csv 第 2 行：应有 2 格，实有 3 格"),
        ("code,source\n01,甲\n02, \n", "x.csv 第 3 行 source 列：不能为空"),
        ("code,status\n01,sure\n", "x.csv 第 2 行 status 列：“sure”不是"),
        ("code,from_year\n01,19年\n", "x.csv 第 2 行 from_year 列：“19年”不是四位年份"),
        ("code,to_year\n01,20199\n", "x.csv 第 2 行 to_year 列：“20199”不是四位年份"),
        ("code,from_date\n01,2020-2-30\n", "x.csv 第 2 行 from_date 列：“2020-2-30”不是"),
        ("code,code\n01,02\n", "x.csv 第 1 行：列名为空或重复"),
        ("", "x.csv 第 1 行：列名为空或重复"),
        ('code,source\n"01,甲\n', "x.csv 第 2 行"),
    ],
)
def test_a_malformed_row_is_told_by_file_line_and_column(text: str, message: str) -> None:
    with pytest.raises(DataError) as error:
        read_table(text, "x.csv")
    assert str(error.value).startswith(message)


def test_a_line_break_inside_a_cell_does_not_shift_the_line_number() -> None:
    with pytest.raises(DataError, match="第 4 行 source 列"):
        read_table('code,source\n"0\n1",甲\n02,\n', "x.csv")


@given(st.lists(st.lists(st.text(alphabet="甲乙01,\"'", min_size=0, max_size=5), min_size=2)))
def test_whatever_is_in_the_cells_a_table_reads_or_names_a_line(rows: list[list[str]]) -> None:
    text = "a,b\n" + "\n".join(",".join(row) for row in rows)
    try:
        table = read_table(text, "x.csv")
    except DataError as error:
        assert "x.csv 第" in str(error)
    else:
        assert all(set(row) == {"a", "b"} for row in table)
