"""数据表: what an office saves as csv is read; what can't be used is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhida.documents.allocation.csv_table import AMOUNT, read_csv
from zhida.documents.allocation.faults import FaultyInput


def written(folder: Path, content: str | bytes) -> Path:
    """A file of that content."""
    path = folder / "rows.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@pytest.mark.parametrize(
    "content",
    [
        "name,amount\n甲县,1\n",
        "名称,金额（万元）\r\n甲县,1\r\n",
        "Name\tAmount\n甲县\t1\n\t\n",
        "\ufeffname, amount \n 甲县 , 1 \n\n",
        'name,amount,备注\n甲县,1,"一,二"\n',
    ],
)
def test_the_forms_of_a_table_of_amounts(tmp_path: Path, content: str) -> None:
    table = read_csv(written(tmp_path, content), AMOUNT)
    assert [(each.name, each.cells[AMOUNT]) for each in table.records] == [("甲县", "1")]
    assert table.faults == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "文件是空的"),
        (" \n\n", "文件是空的"),
        ("甲县,1\n乙县,2\n", "表头缺少名称、金额列，现为“甲县,1”"),
        ("name\n甲县\n", "表头缺少金额列"),
        ("name,amount,amount\n甲县,1,2\n", "“amount”出现了两次"),
        ('name,amount\n甲县,"1\n', "csv格式有误"),
        (b"name,amount\n\xff\xfe\x00\x81,1\n" * 40, "编码无法识别"),
        (b"PK\x03\x04\x00\x00\x00\x08" * 40, "编码无法识别"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: str | bytes, words: str) -> None:
    with pytest.raises(FaultyInput, match=words) as refused:
        read_csv(written(tmp_path, content), AMOUNT)
    assert all(fault.mend for fault in refused.value.faults)


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput, match="没有这个文件"):
        read_csv(tmp_path / "none.csv", AMOUNT)
    with pytest.raises(FaultyInput, match="这是一个文件夹"):
        read_csv(tmp_path, AMOUNT)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("甲县,2", "“甲县”与第2行重复"),
        ("甲 县,2", "“甲 县”与第2行重复"),
        (",2", "名称为空"),
        ("合 计,2", "是合计行"),
        ("乙县", "只有1格，表头有2格"),
    ],
)
def test_a_line_that_can_not_be_used_is_told_and_left_out(
    tmp_path: Path, line: str, words: str
) -> None:
    table = read_csv(written(tmp_path, f"name,amount\n甲县,1\n{line}\n丙县,3\n"), AMOUNT)
    assert [each.name for each in table.records] == ["甲县", "丙县"]
    (fault,) = table.faults
    assert words in fault.reason
    assert fault.line == 3


def test_a_table_without_records_is_told(tmp_path: Path) -> None:
    (fault,) = read_csv(written(tmp_path, "name,amount\n"), AMOUNT).faults
    assert fault.reason == "表头下面没有数据"
