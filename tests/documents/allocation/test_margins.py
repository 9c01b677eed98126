"""合计表: amounts are taken exactly, or told why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhida.core.allocation import RoundingUnit
from zhida.documents.allocation.faults import FaultyInput
from zhida.documents.allocation.margins import NamedMargins, read_margins


def read(folder: Path, rows: str, columns: str, unit: str = "0.01万元") -> NamedMargins:
    """Margins from the text of two files, without their headers."""
    paths = [folder / "rows.csv", folder / "columns.csv"]
    for path, text in zip(paths, (rows, columns), strict=True):
        path.write_text(f"name,amount\n{text}\n", encoding="utf-8")
    return read_margins(paths[0], paths[1], RoundingUnit(unit))


def test_amounts_become_units_and_names_stay_as_printed(tmp_path: Path) -> None:
    named = read(tmp_path, '甲县（新区）,"1,234.50"\n乙县,０.5', "中央,1235")
    assert [line.total for line in named.margins.lines] == [123450, 50]
    assert named.lines == ("甲县（新区）", "乙县")


@pytest.mark.parametrize(
    ("cell", "unit", "words"),
    [
        ("1.005", "0.01万元", "细于取整单位0.01万元"),
        ("1.5", "万元", "细于取整单位万元"),
        ("0.00005", "元", "细于取整单位元"),
        ("0.0000005", "元", "细于1分"),
        ("-3", "元", "为负数"),
        ("1e3", "元", "不是数"),
        ("NaN", "元", "不是数"),
        ("3万元", "元", "不是数"),
        ("**", "元", "不是数"),
    ],
)
def test_an_amount_that_can_not_be_used_is_told(
    tmp_path: Path, cell: str, unit: str, words: str
) -> None:
    with pytest.raises(FaultyInput, match=words) as refused:
        read(tmp_path, f"甲县,{cell}", "中央,1", unit)
    (fault,) = refused.value.faults
    assert (fault.file.name, fault.line, fault.column) == ("rows.csv", 2, "amount")


def test_nothing_to_divide_is_told(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput, match="合计为零"):
        read(tmp_path, "甲县,0", "中央,0")


def nested(folder: Path, rows: str) -> NamedMargins:
    """Margins of rows with parents, from one source of 10万元."""
    (folder / "rows.csv").write_text(f"名称,金额,上级\n{rows}\n", encoding="utf-8")
    (folder / "columns.csv").write_text("name,amount\n中央,10\n", encoding="utf-8")
    return read_margins(folder / "rows.csv", folder / "columns.csv", RoundingUnit.WAN_YUAN)


def test_a_city_is_the_subtotal_of_its_counties(tmp_path: Path) -> None:
    margins = nested(tmp_path, "甲市,7,\n甲县,3,甲市\n乙县,4,甲市\n丙市,3,").margins
    assert [line.parent for line in margins.lines] == [None, 0, 0, None]
    assert margins.total == 10


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("甲市,10,\n甲县,3,甲市\n乙县,4,甲市", "“甲市”小计10万元，所属各行之和7万元"),
        ("甲市,10,\n甲县,10,乙市", "上级“乙市”不在这一行之上"),
        ("甲市,10,甲市", "上级“甲市”不在这一行之上"),
    ],
)
def test_subtotals_that_can_not_hold_are_told(tmp_path: Path, rows: str, words: str) -> None:
    with pytest.raises(FaultyInput, match=words):
        nested(tmp_path, rows)
