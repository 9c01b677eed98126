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
        "D5": "=SUM(B5:C5)", "D6": "=SUM(B6:C6)", "D7": "=SUM(B7:C7)",
        "B8": "=SUM(B5:B7)", "C8": "=SUM(C5:C7)", "D8": "=SUM(D5:D7)",
    }  # fmt: skip
    assert [kept["B8"].value, kept["C8"].value, kept["D8"].value] == [100, 15, 115]


def test_a_sheet_says_what_its_figures_mean(tmp_path: Path) -> None:
    (tmp_path / "附表.xlsx").write_bytes(to_xlsx(sample("08")))
    book = openpyxl.load_workbook(tmp_path / "附表.xlsx")
    meanings = {row[0].value: row[1].value for row in book["口径说明"].iter_rows()}
    assert "公式" in str(meanings["合计、小计"])
    assert "单位：万元" in [cell.value for cell in book.worksheets[0]["A"]]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1甲县", "@甲县", "\t=1", "\r=1"])
def test_words_that_look_like_a_formula_stay_words(words: str, tmp_path: Path) -> None:
    notice = sample("08")
    table = notice.allocation[0]
    first = dataclasses.replace(table.rows[0], recipient=words)
    changed = dataclasses.replace(table, rows=(first, *table.rows[1:]))
    (tmp_path / "附表.xlsx").write_bytes(
        to_xlsx(dataclasses.replace(notice, allocation=(changed,)))
    )
    cell = openpyxl.load_workbook(tmp_path / "附表.xlsx").worksheets[0]["A5"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert str(cell.value).endswith(words.strip())


def test_a_sum_of_three_hundred_rows_is_a_formula_that_programs_take(tmp_path: Path) -> None:
    """A function takes 255 arguments at most."""
    notice = sample("08")
    table = notice.allocation[0]
    *leaves, total = table.rows
    many = [dataclasses.replace(leaves[0], parent=300) for _ in range(300)]
    fens = [m.amount.fen * 300 for m in leaves[0].measures if m.amount and m.amount.fen]
    cells = tuple(
        dataclasses.replace(m, amount=dataclasses.replace(m.amount, fen=fen))
        for m, fen in zip(total.measures, fens, strict=True)
        if m.amount
    )
    rows = (*many, dataclasses.replace(total, measures=cells))
    changed = dataclasses.replace(table, rows=rows)
    path = tmp_path / "附表.xlsx"
    path.write_bytes(to_xlsx(dataclasses.replace(notice, allocation=(changed,))))
    assert openpyxl.load_workbook(path).worksheets[0]["B305"].value == "=SUM(B5:B304)"
