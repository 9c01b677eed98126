"""工作表: a plan goes to the page and back without losing a word; two people's changes meet."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.documents.allocation.faults import FaultyInput
from zhida.documents.allocation.pasted import Cells, cells_of_file, cells_of_text, text_of
from zhida.documents.allocation.plan_file import allocate_plan
from zhida.documents.allocation.plan_toml import toml_of
from zhida.documents.allocation.sheet import Counted, Pooled, Sheet, Use, guessed, sheet_of
from zhida.documents.allocation.sheet_difference import differences, merged

PLANS = sorted((Path(__file__).parents[2] / "cases" / "allocation_plans").glob("*/*.toml"))
CELLS: Cells = (
    ("名称", "人数", "系数", "已提前下达"),
    ("甲县", "3", "1", "2"),
    ("乙县", "2", "1.1", "0"),
)
SHEET = Sheet(
    "方案",
    2025,
    "财社〔2025〕1号",
    "0.01万元",
    (Pooled("中央", "10"),),
    CELLS,
    {
        "人数": Counted(Use.FACTOR, "70"),
        "系数": Counted(Use.COEFFICIENT),
        "已提前下达": Counted(Use.ADVANCE, of="中央"),
    },
)
WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=8)
VALUES = st.recursive(
    WORDS | st.integers() | st.booleans() | st.dates(),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)
KEYS = st.dictionaries(WORDS.filter(bool), VALUES, max_size=4)


@given(KEYS, KEYS, st.lists(KEYS, min_size=1, max_size=3))
def test_what_is_written_as_toml_reads_back_the_same(
    top: dict[str, object], inner: dict[str, object], several: list[dict[str, object]]
) -> None:
    plan = {**top, "一节": inner, "数节": several}
    assert tomllib.loads(toml_of(plan)) == plan


def _files(plan: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in allocate_plan(plan).files}


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_plan_comes_to_the_same_after_the_page(plan: Path, tmp_path: Path) -> None:
    """Bounds, penalties, projects, advances: what the page doesn't show stays as it was."""
    for name, content in sheet_of(_files(plan)).written().items():
        (tmp_path / name).write_bytes(content)
    before, after = allocate_plan(plan), allocate_plan(tmp_path / "方案.toml")
    assert after.allocation.table.cells == before.allocation.table.cells
    assert after.allocation.issued() == before.allocation.issued()
    names = [each.name for each in before.allocation.steps]
    assert [each.name for each in after.allocation.steps] == names


def test_a_sheet_reads_back_as_it_was_written() -> None:
    assert sheet_of(SHEET.written()) == SHEET


def test_columns_are_guessed_by_their_heads_and_what_was_said_stays() -> None:
    said = {"人数": Counted(Use.NONE)}
    found = guessed(replace(SHEET, counted=said)).counted
    assert [found[head].use for head in CELLS[0][1:]] == [Use.NONE, Use.COEFFICIENT, Use.ADVANCE]
    assert found["已提前下达"].of == "中央"


CELL = st.text(
    st.characters(whitelist_categories=("L", "N"), whitelist_characters='",\t'), max_size=5
)


@given(st.lists(st.tuples(CELL, CELL), max_size=5))
def test_a_table_that_was_pasted_is_pasted_again_the_same(rows: list[tuple[str, str]]) -> None:
    cells = (("名称", "数"), *((a.strip() or "甲", b.strip()) for a, b in rows))
    assert cells_of_text(text_of(cells)) == cells


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "没有内容"), ("名称\t数\n甲\t1\t2", "在表头之外"), ("a\n" * 6000, "最多5000行")],
)
def test_what_is_no_table_is_told(text: str, said: str) -> None:
    with pytest.raises(FaultyInput, match=said):
        cells_of_text(text)


def test_a_damaged_workbook_is_told() -> None:
    with pytest.raises(FaultyInput, match="工作簿打不开"):
        cells_of_file("表.xlsx", b"PK broken")


def _changed(sheet: Sheet, at: tuple[int, int], text: str) -> Sheet:
    rows = [list(row) for row in sheet.cells]
    rows[at[0]][at[1]] = text
    return replace(sheet, cells=tuple(map(tuple, rows)))


@given(st.integers(1, 2), st.integers(1, 3), st.integers(1, 2), st.integers(1, 3), st.booleans())
def test_both_changes_are_kept_and_a_clash_goes_as_chosen(
    i: int, j: int, k: int, m: int, mine: bool
) -> None:
    stored, sent = _changed(SHEET, (i, j), "8"), _changed(SHEET, (k, m), "9")
    items = differences(SHEET, stored, sent)
    clashes = [each for each in items if each.clash]
    assert bool(clashes) == ((i, j) == (k, m))
    found = merged(SHEET, stored, sent, {each.key: mine for each in clashes})
    if clashes:
        assert found == (sent if mine else stored)
    else:
        assert found == _changed(stored, (k, m), "9")


def test_a_row_that_one_took_out_and_one_put_in() -> None:
    stored = replace(SHEET, cells=SHEET.cells[:2])
    sent = replace(SHEET, cells=(*SHEET.cells, ("丙县", "1", "1", "0")))
    found = merged(SHEET, stored, sent, {})
    assert [row[0] for row in found.cells] == ["名称", "甲县", "丙县"]
