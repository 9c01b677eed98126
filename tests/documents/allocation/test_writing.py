"""输出: what a spreadsheet opens is text where it is text."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from zhida.core.allocation import ColumnTotal, LineTotal, Margins, RoundingUnit, round_table
from zhida.documents.allocation.certificate_file import read_certificate
from zhida.documents.allocation.margins import NamedMargins
from zhida.documents.allocation.plan_file import allocate_plan
from zhida.documents.allocation.writing import write_matrix, write_plan
from zhida.documents.writing.replacing import UnwritableReport


@pytest.mark.parametrize("name", ["=cmd", "+1", "-1", "@a"])
def test_a_name_can_not_become_a_formula(name: str) -> None:
    margins = Margins((LineTotal(name, 5),), (ColumnTotal("中央", 5),))
    target = io.StringIO()
    named = NamedMargins(margins, (name,), ("中央",))
    write_matrix(target, named, round_table(margins), RoundingUnit.WAN_YUAN)
    assert target.getvalue() == f"name,中央\n'{name},5\n"


def test_a_plan_is_written_with_explanation_and_certificate(root: Path, tmp_path: Path) -> None:
    planned = allocate_plan(root / "tests/cases/allocation_plans/medical_aid/plan.toml")
    written = write_plan(tmp_path / "out", planned)
    assert {path.name for path in written} == {
        *("allocation.csv", "explanation.csv", "waterfall.csv", "advance.csv", "issue.csv"),
        *("questions.csv", "certificate.json", "allocation.json", "explanation.txt"),
        *("waterfall.svg", "allocation.xlsx"),
    }
    _, *explained = read(tmp_path / "out/explanation.csv")
    _, *divided, last = read(tmp_path / "out/allocation.csv")
    for parts, row in zip(explained, divided, strict=True):
        figures = [Decimal(cell) for cell in parts[1:-1]]
        assert sum(figures[:-1]) == figures[-1] == Decimal(row[-1]), parts[0]
        assert parts[-1].startswith("factors.csv 第")
    assert [Decimal(cell) for cell in last[1:]] == [
        sum(Decimal(row[column]) for row in divided) for column in range(1, len(last))
    ]


def test_the_certificate_file_proves_its_table_and_no_other(root: Path, tmp_path: Path) -> None:
    planned = allocate_plan(root / "tests/cases/allocation_plans/medical_aid/plan.toml")
    write_plan(tmp_path, planned)
    found = read_certificate(tmp_path / "certificate.json")
    assert found == planned.allocation.table
    assert found.fault() is None
    (block,) = found.blocks
    cells = block.table.cells
    swapped = replace(block.table, cells=(cells[1], cells[0], *cells[2:]))
    assert replace(found, blocks=(replace(block, table=swapped),)).fault() is not None


def test_results_are_not_written_over_a_file(root: Path, tmp_path: Path) -> None:
    planned = allocate_plan(root / "tests/cases/allocation_plans/medical_aid/plan.toml")
    (tmp_path / "out").write_text("something else", encoding="utf-8")
    with pytest.raises(UnwritableReport, match="这是一个文件"):
        write_plan(tmp_path / "out", planned)


def read(path: Path) -> list[list[str]]:
    """The cells of a csv file."""
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
