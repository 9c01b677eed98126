"""合成: money that is open to some only, or earmarked, and still every total holds."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhida.core.allocation import AllocationError, ColumnTotal, LineTotal, Margins
from zhida.core.allocation.composition import compose

Case = tuple[Margins, dict[int, frozenset[int]], tuple[tuple[int, ...], ...]]


@st.composite
def possible(draw: st.DrawFn) -> Case:
    """Totals, closed cells and earmarks that some table meets, for it was drawn first."""
    count, width = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    open_to = {
        j: frozenset(draw(st.sets(st.integers(0, count - 1), min_size=1))) for j in range(width)
    }
    cells = [
        [draw(st.integers(0, 9)) if i in open_to[j] else 0 for j in range(width)]
        for i in range(count)
    ]
    if not any(map(sum, cells)):
        cells[min(open_to[0])][0] = 1
    earmarked = tuple(tuple(draw(st.integers(0, cell)) for cell in row) for row in cells)
    lines = tuple(LineTotal(f"县{i}", sum(row)) for i, row in enumerate(cells))
    down = zip(*cells, strict=True)
    columns = tuple(ColumnTotal(f"源{j}", sum(column)) for j, column in enumerate(down))
    return Margins(lines, columns), open_to, earmarked


@settings(max_examples=150)
@given(possible())
def test_what_can_hold_holds_with_closed_cells_and_earmarks(case: Case) -> None:
    margins, open_to, earmarked = case
    table = compose(margins, open_to, earmarked)
    assert table.fault() is None
    assert [sum(row) for row in table.cells] == [line.total for line in margins.lines]
    assert [sum(down) for down in zip(*table.cells, strict=True)] == [
        column.total for column in margins.columns
    ]
    for i, row in enumerate(table.cells):
        for j, cell in enumerate(row):
            assert cell >= earmarked[i][j]
            assert i in open_to[j] or not cell


@settings(max_examples=60, deadline=None)
@given(possible(), st.randoms(use_true_random=False))
def test_the_order_of_lines_and_columns_changes_nothing(case: Case, chance: random.Random) -> None:
    margins, open_to, earmarked = case
    lines = list(range(len(margins.lines)))
    columns = list(range(len(margins.columns)))
    chance.shuffle(lines)
    chance.shuffle(columns)
    turned = compose(
        Margins(tuple(margins.lines[i] for i in lines), tuple(margins.columns[j] for j in columns)),
        {at: frozenset(lines.index(i) for i in open_to[j]) for at, j in enumerate(columns)},
        tuple(tuple(earmarked[i][j] for j in columns) for i in lines),
    )
    cells = compose(margins, open_to, earmarked).cells
    assert turned.cells == tuple(tuple(cells[i][j] for j in columns) for i in lines)


def test_money_of_one_project_goes_to_two_counties_in_proportion() -> None:
    lines = tuple(LineTotal(name, total) for name, total in (("甲", 300), ("乙", 150), ("丙", 150)))
    margins = Margins(lines, (ColumnTotal("中央", 510), ColumnTotal("试点", 90)))
    table = compose(margins, {1: frozenset({0, 1})})
    assert table.cells == ((240, 60), (120, 30), (150, 0))


def test_money_that_its_counties_can_not_take_is_named_with_the_shortfall() -> None:
    lines = (LineTotal("甲县", 3), LineTotal("乙县", 4), LineTotal("丙县", 13))
    margins = Margins(lines, (ColumnTotal("中央", 10), ColumnTotal("试点", 10)))
    told = "“试点”共10个单位，只能分给甲县、乙县，其应得合计7个单位，差3个单位"
    with pytest.raises(AllocationError, match=told):
        compose(margins, {1: frozenset({0, 1})})


def test_a_county_that_may_have_too_little_is_named_by_what_the_others_must_take() -> None:
    """All money but 2 is closed to 甲: it can't be given 5."""
    lines = (LineTotal("甲县", 5), LineTotal("乙县", 5))
    margins = Margins(lines, (ColumnTotal("中央", 2), ColumnTotal("省级", 8)))
    with pytest.raises(AllocationError, match="“省级”共8个单位，只能分给乙县，其应得合计5个单位"):
        compose(margins, {1: frozenset({1})})


def test_earmarks_above_a_total_are_refused() -> None:
    margins = Margins((LineTotal("甲县", 3), LineTotal("乙县", 7)), (ColumnTotal("中央", 10),))
    with pytest.raises(AllocationError, match="“甲县”的项目金额比应得合计多1个单位"):
        compose(margins, earmarked=((4,), (0,)))


def test_subtotals_hold_in_every_block() -> None:
    lines = (LineTotal("甲市", 7), LineTotal("甲县", 3, 0), LineTotal("乙县", 4, 0))
    margins = Margins(
        (*lines, LineTotal("丙县", 5)), (ColumnTotal("中央", 9), ColumnTotal("试点", 3))
    )
    table = compose(margins, {1: frozenset({2, 3})}, ((0, 0), (1, 0), (0, 1), (0, 0)))
    assert table.fault() is None
    city, *counties = table.cells[:3]
    assert city == tuple(map(sum, zip(*counties, strict=True)))


def test_a_changed_earmark_is_found() -> None:
    margins = Margins((LineTotal("甲县", 3), LineTotal("乙县", 7)), (ColumnTotal("中央", 10),))
    table = compose(margins, earmarked=((1,), (0,)))
    assert table.fault() is None
    assert replace(table, earmarked=((2,), (0,))).fault() is not None
