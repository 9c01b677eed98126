"""映射表: what is read of it, and which tables are refused, with their rows."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.engines.dip.mapping import COLUMNS, FaultyMaps, MapRow, conflicts, read_maps
from zhida.engines.errors import EngineError

FIRST = datetime.date(2020, 1, 1)


def maps(folder: Path, *rows: str, file: str = "diagnoses.csv") -> Path:
    """A folder with a map of these rows."""
    (folder / file).write_text("\n".join([",".join(COLUMNS), *rows, ""]), encoding="utf-8")
    return folder


def test_a_code_means_what_its_row_of_the_day_says(tmp_path: Path) -> None:
    found = read_maps(
        maps(
            tmp_path,
            "1.0,k35.800,K35.801,2020-01-01,2024-06-30,exact,对照表",
            "1.0,K35.800,K35.802,2024-07-01,,broad,对照表",
        )
    ).of["diseinfo"]
    days = [datetime.date(2019, 12, 31), datetime.date(2024, 6, 30), datetime.date(2024, 7, 1)]
    rows = [found.row("K35.800", day) for day in days]
    assert [row and row.dst_code for row in rows] == [None, "K35.801", "K35.802"]
    assert rows[1] and rows[1].place == "“diagnoses.csv”第2行"
    assert [found.edition(day) for day in days] == [0, 1, 2]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            ["1.0,A00.000,A00.100,2020-01-01,,exact,文", "1.0,A00.000,A00.200,2024-01-01,,exact,文"],
            "第3行的A00.000与“diagnoses.csv”第2行在同一时间矛盾：一个是A00.200，一个是A00.100",
        ),
        (
            ["1.0,A00.000,A00.100,2020-01-01,2020-12-31,exact,文",
             "1.0,A00.000,A00.100,2020-12-31,,exact,文"],
            "在同一时间重复",
        ),
        (["1.0,A00.000,A00.100,2020-01-01,,same,文"], "对应关系“same”不是exact、narrow、broad、manual"),
        (["1.0,A00.000,A00.100,2020-01-01,,exact,"], "没有依据"),
        (["1.0,A00.000,,2020-01-01,,exact,文"], "没有编码体系、原代码或目标代码"),
        (["1.0,A00.000,A00.100,2020/1/1,,exact,文"], "“2020/1/1”应写为2025-01-31的形式"),
        (["1.0,A00.000,A00.100,2020-02-01,2020-01-01,exact,文"], "晚于valid_to"),
    ],
)  # fmt: skip
def test_a_faulty_row_is_refused_and_named(tmp_path: Path, rows: list[str], told: str) -> None:
    with pytest.raises(FaultyMaps, match=told):
        read_maps(maps(tmp_path, *rows))


def test_the_system_is_said_where_there_are_several(tmp_path: Path) -> None:
    folder = maps(
        tmp_path,
        "1.0,A00.000,A00.100,2020-01-01,,exact,文",
        "旧,A00.000,A00.2,2020-01-01,,exact,文",
    )
    with pytest.raises(EngineError, match=r"2个编码体系（1[.]0、旧）"):
        read_maps(folder)
    with pytest.raises(EngineError, match=r"没有编码体系“3.0”"):
        read_maps(folder, "3.0")
    assert list(read_maps(folder, "旧").of["diseinfo"].rows) == ["A00.000"]


def test_a_folder_without_maps_and_a_table_without_its_columns_are_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="没有映射表"):
        read_maps(tmp_path)
    (tmp_path / "procedures.csv").write_text("src_code,dst_code\n1,2\n", encoding="utf-8")
    with pytest.raises(EngineError, match=r"“procedures.csv”第1行缺少src_system、valid_from"):
        read_maps(tmp_path)


@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.integers(0, 20) | st.none(), st.sampled_from("PQ")),
        min_size=1,
        max_size=6,
    )
)
def test_conflicts_are_told_where_a_day_has_two_rows_and_nowhere_else(
    spans: list[tuple[int, int | None, str]],
) -> None:
    day = datetime.timedelta(1)
    rows = [
        MapRow("1.0", "A", to, FIRST + low * day, None if long is None else FIRST + (low + long) * day,
               "exact", "文", str(number))
        for number, (low, long, to) in enumerate(spans)
    ]  # fmt: skip
    double = any(sum(row.holds(FIRST + each * day) for row in rows) > 1 for each in range(45))
    assert bool(conflicts(rows)) == double
