"""附表: the tables of an issued notice as a workbook."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import openpyxl
import pytest

import zhida
from zhida.core.notice import AllocationTable, Notice
from zhida.documents.writing.notice import to_xlsx

SAMPLES = Path(__file__).resolve().parents[4] / "samples"


def sample(number: str) -> Notice:
    """The notice that the files of a sample hold."""
    files = [path for path in sorted(SAMPLES.glob(f"{number}-*")) if path.suffix != ".toml"]
    return zhida.read(*files)


def figures(table: AllocationTable) -> list[tuple[str, list[int | None]]]:
    """Recipients with their amounts."""
    return [(row.recipient, [m.amount.fen for m in row.measures if m.amount]) for row in table.rows]


@pytest.mark.parametrize("number", ["01", "06", "07", "08", "09"])
def test_the_tables_are_read_back_equal(number: str, tmp_path: Path) -> None:
    notice = sample(number)
    (tmp_path / "附表.xlsx").write_bytes(to_xlsx(notice))
    again = zhida.read(tmp_path / "附表.xlsx")
    assert [figures(each) for each in again.allocation] == [
        figures(each) for each in notice.allocation
    ]
    goals = [[(i.name, i.target) for i in each.indicators] for each in notice.targets]
    assert [[(i.name, i.target) for i in each.indicators] for each in again.targets] == goals


def test_sums_are_live_formulas_with_their_results(tmp_path: Path) -> None:
    (tmp_path / "附表.xlsx").write_bytes(to_xlsx(sample("08")))
    live = openpyxl.load_workbook(tmp_path / "附表.xlsx").worksheets[0]
    kept = openpyxl.load_workbook(tmp_path / "附表.xlsx", data_only=True).worksheets[0]
    formulas = {
        cell.coordinate: cell.value
        for row in live.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert formulas == {
        "D5": "=SUM(B5,C5)", "D6": "=SUM(B6,C6)", "D7": "=SUM(B7,C7)",
        "B8": "=SUM(B5,B6,B7)", "C8": "=SUM(C5,C6,C7)", "D8": "=SUM(D5,D6,D7)",
    }  # fmt: skip
    assert [kept["B8"].value, kept["C8"].value, kept["D8"].value] == [100, 15, 115]


def test_words_that_look_like_a_formula_stay_words(tmp_path: Path) -> None:
    notice = sample("08")
    table = notice.allocation[0]
    first = dataclasses.replace(table.rows[0], recipient="=1+1")
    changed = dataclasses.replace(table, rows=(first, *table.rows[1:]))
    (tmp_path / "附表.xlsx").write_bytes(
        to_xlsx(dataclasses.replace(notice, allocation=(changed,)))
    )
    cell = openpyxl.load_workbook(tmp_path / "附表.xlsx").worksheets[0]["A5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)
