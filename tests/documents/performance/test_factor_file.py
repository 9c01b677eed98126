"""因素表: what every part has of each factor, read from a csv, or named by line and column."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from zhida.documents.allocation.faults import FaultyInput
from zhida.documents.performance.factor_file import read_factors


def table(folder: Path, text: str) -> Path:
    path = folder / "因素.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_quantities_in_the_order_of_the_parts(tmp_path: Path) -> None:
    found = read_factors(table(tmp_path, "名称,参保人数,救助人数\n沙雅县,30,1.5\n温宿县,0,2\n"))
    assert found.parts == ("沙雅县", "温宿县")
    assert [(each.name, each.values) for each in found.factors] == [
        ("参保人数", (Fraction(30), Fraction(0))),
        ("救助人数", (Fraction(3, 2), Fraction(2))),
    ]
    assert found.amounts is None


@pytest.mark.parametrize("head", ["资金", "分配额", "资金（万元）"])
def test_money_is_read_in_wan_to_the_fen_and_is_no_factor(tmp_path: Path, head: str) -> None:
    found = read_factors(table(tmp_path, f"名称,{head},人数\n沙雅县,12.345678,1\n温宿县,0,1\n"))
    assert found.amounts == (12_345_678, 0)
    assert [each.name for each in found.factors] == ["人数"]


@pytest.mark.parametrize(
    ("cell", "why"),
    [("", "沙雅县的人数为空"), ("三十", "“三十”不是不小于零的数"), ("-3", "“-3”不是不小于零的数")],
)
def test_what_cannot_be_read_is_named_by_line_and_column(
    tmp_path: Path, cell: str, why: str
) -> None:
    with pytest.raises(FaultyInput) as told:
        read_factors(table(tmp_path, f"名称,人数\n温宿县,1\n沙雅县,{cell}\n"))
    assert why in str(told.value) and "第3行" in str(told.value)


def test_money_finer_than_a_fen_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput, match="细于一分"):
        read_factors(table(tmp_path, "名称,资金\n沙雅县,1.2345678\n"))


def test_a_table_of_names_alone_splits_nothing(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput, match="除名称外没有任何一列"):
        read_factors(table(tmp_path, "名称\n沙雅县\n"))
