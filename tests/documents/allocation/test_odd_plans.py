"""A plan spoilt in any one place is told as faulty or carried out exactly: it never breaks."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from zhida.documents.allocation.faults import FaultyInput
from zhida.documents.allocation.plan_file import allocate_plan

ODD = ("0", "-1", "1.5", "true", '""', '"x"', "[]", "[1]", "{}", "1979-05-27", '"99999999999"')
ODD_CELLS = ("", "-1", "x", "0", "1e9", "∞", "99999999999999999999", '"')


def survives(plan: Path) -> None:
    """Faults with mends, or a table that holds."""
    try:
        planned = allocate_plan(plan)
    except FaultyInput as error:
        assert error.faults
        assert all(fault.reason and fault.mend for fault in error.faults)
    else:
        assert planned.allocation.table.fault() is None
        planned.questions()


@pytest.mark.parametrize("name", ["medical_aid", "province", "pilot", "projects", "three_way"])
def test_any_value_of_a_plan_may_be_odd(root: Path, tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(root / "tests/cases/allocation_plans" / name, tmp_path / "plan"))
    lines = (folder / "plan.toml").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        key, equals, _ = line.partition(" = ")
        changes = [f"{key} = {value}" for value in ODD] if equals else ["", "[method]", "x = 1"]
        for changed in changes:
            spoilt = [*lines[:number], changed, *lines[number + 1 :]]
            (folder / "plan.toml").write_text("\n".join(spoilt), encoding="utf-8")
            survives(folder / "plan.toml")


@pytest.mark.parametrize("name", ["medical_aid", "province", "pilot", "projects", "three_way"])
def test_any_cell_of_its_tables_may_be_odd(root: Path, tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(root / "tests/cases/allocation_plans" / name, tmp_path / "plan"))
    for path in sorted(folder.glob("*.csv")):
        text = path.read_text(encoding="utf-8")
        for number, place in enumerate(re.finditer(r"[^,\n]*", text)):
            odd = ODD_CELLS[number % len(ODD_CELLS)]
            path.write_text(text[: place.start()] + odd + text[place.end() :], encoding="utf-8")
            survives(folder / "plan.toml")
        path.write_text(text, encoding="utf-8")
