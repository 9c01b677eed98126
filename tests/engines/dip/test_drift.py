"""版本差异: what became of each code of a version, by the tables of both and the map between."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from tests.engines.dip.test_mapping import maps

from zhida.engines.dip.drift import drift, read_code_names
from zhida.engines.dip.mapping import read_maps
from zhida.engines.errors import EngineError

DAY = datetime.date(2024, 7, 1)


def codes(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "diagnoses.csv").write_text("code,name\n" + text, encoding="utf-8")
    return folder


def test_every_code_of_both_versions_has_one_fate(tmp_path: Path) -> None:
    old = read_code_names(
        codes(tmp_path / "1.0", "A00.0,甲\nB00.0,乙\nC00.0,丙\nD00.0,丁\nE00.0,戊\nF00.0,己\n")
    )["diseinfo"]
    new = read_code_names(
        codes(tmp_path / "2.0", "A00.0,甲\nB00.0,新乙\nC00.1,丙\nD00.1,丁戊\nG00.0,庚\n")
    )["diseinfo"]
    rows = ("C00.0,C00.1", "D00.0,D00.1", "E00.0,D00.1", "F00.0,F99.9")
    known = read_maps(maps(tmp_path, *(f"1.0,{row},2024-01-01,,exact,文" for row in rows)))
    found = drift("diseinfo", old, new, known.of["diseinfo"], DAY)
    assert {(each.old, each.new): each.fate for each in found} == {
        ("A00.0", "A00.0"): "kept",
        ("B00.0", "B00.0"): "renamed",
        ("C00.0", "C00.1"): "moved",
        ("D00.0", "D00.1"): "merged",
        ("E00.0", "D00.1"): "merged",
        ("F00.0", ""): "lost",  # its target is no code of the new version
        ("", "G00.0"): "added",
    }


def test_a_code_table_that_can_not_be_used_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"“diagnoses.csv”第3行的代码A00.0与前面的行重复"):
        read_code_names(codes(tmp_path / "twice", "A00.0,甲\na00.0,乙\n"))
    (tmp_path / "none").mkdir()
    with pytest.raises(EngineError, match="没有代码表"):
        read_code_names(tmp_path / "none")
