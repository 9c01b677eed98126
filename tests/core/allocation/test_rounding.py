"""取整: every total holds, every cell within one unit, and no better table exists."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhida.core.allocation import (
    AllocationError,
    ColumnTotal,
    LineTotal,
    Margins,
    fault,
    round_table,
    tie_number,
)

URUMQI = {
    "天山区": (656, 600.53, 47.63, 7.84),
    "沙依巴克区": (469, 429.34, 34.05, 5.61),
    "高新区(新市区)": (464, 424.77, 33.69, 5.55),
    "水磨沟区": (563, 515.40, 40.88, 6.73),
    "经济开发区(头屯河区)": (189, 173.02, 13.72, 2.26),
    "米东区": (571, 522.72, 41.46, 6.82),
    "达坂城区": (108, 98.87, 7.84, 1.29),
    "乌鲁木齐县": (327, 299.35, 23.74, 3.91),
}


@st.composite
def margins_of(draw: st.DrawFn, most: int = 40, lines: int = 6, columns: int = 4) -> Margins:
    """Two-way margins, zeros among them, with equal sums."""
    totals = draw(st.lists(st.integers(0, most), min_size=1, max_size=lines).filter(any))
    total = sum(totals)
    cuts = sorted(draw(st.lists(st.integers(0, total), max_size=columns - 1)))
    parts = [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]
    return Margins(
        tuple(LineTotal(f"县{i}", each) for i, each in enumerate(totals)),
        tuple(ColumnTotal(f"源{j}", each) for j, each in enumerate(parts)),
    )


@st.composite
def nested_margins(draw: st.DrawFn) -> Margins:
    """A province with cities and their counties; some cities have none."""
    cities = draw(st.lists(st.lists(st.integers(0, 30), max_size=4), min_size=1, max_size=4))
    lines: list[LineTotal] = []
    for number, counties in enumerate(cities):
        city = len(lines)
        own = sum(counties) if counties else 7
        lines.append(LineTotal(f"市{number}", own))
        lines += [LineTotal(f"市{number}县{i}", each, city) for i, each in enumerate(counties)]
    total = sum(line.total for line in lines if line.parent is None)
    if total == 0:
        lines.append(LineTotal("省本级", total := 3))
    first = draw(st.integers(0, total))
    return Margins(tuple(lines), (ColumnTotal("中央", first), ColumnTotal("省级", total - first)))


def deviation(margins: Margins, cells: tuple[tuple[int, ...], ...]) -> Fraction:
    """The sum of all cells' distances from their exact shares."""
    return sum(
        (
            abs(cell - Fraction(line.total * column.total, margins.total))
            for line, row in zip(margins.lines, cells, strict=True)
            for column, cell in zip(margins.columns, row, strict=True)
        ),
        Fraction(),
    )


def test_the_urumqi_table_of_2020_balances_by_two_cells() -> None:
    """Published cells were rounded one by one; two of 24 move by 0.01万元 and all totals hold."""
    margins = Margins(
        tuple(LineTotal(name, row[0] * 100) for name, row in URUMQI.items()),
        (ColumnTotal("中央", 306400), ColumnTotal("彩票", 24300), ColumnTotal("自治区", 4000)),
    )
    table = round_table(margins)
    published = [[round(cell * 100) for cell in row[1:]] for row in URUMQI.values()]
    moved = {
        (name, column.code): (before, after)
        for name, was, now in zip(URUMQI, published, table.cells, strict=True)
        for column, before, after in zip(margins.columns, was, now, strict=True)
        if before != after
    }
    assert moved == {
        ("高新区(新市区)", "自治区"): (555, 554),
        ("水磨沟区", "彩票"): (4088, 4087),
    }
    assert [sum(row) for row in table.cells] == [row[0] * 100 for row in URUMQI.values()]
    assert [sum(column) for column in zip(*table.cells, strict=True)] == [306400, 24300, 4000]
    assert {(c.row, c.column, c.before, c.after) for c in table.moved()} == {
        (2, 2, 555, 554),
        (3, 1, 4088, 4087),
    }


@given(margins_of())
def test_both_margins_hold_and_cells_stay_within_a_unit(margins: Margins) -> None:
    table = round_table(margins)
    assert [sum(row) for row in table.cells] == [line.total for line in margins.lines]
    assert [sum(column) for column in zip(*table.cells, strict=True)] == [
        column.total for column in margins.columns
    ]
    for i, row in enumerate(table.cells):
        for j, cell in enumerate(row):
            whole, rest = margins.share(i, j)
            assert cell in ((whole, whole + 1) if rest else (whole,))


@given(nested_margins())
def test_subtotals_hold_in_every_column(margins: Margins) -> None:
    """A city's line is the sum of its counties', source by source."""
    table = round_table(margins)
    for group in margins.groups:
        members = [row for row, line in zip(table.cells, margins.lines, strict=True)
                   if line.parent == group]  # fmt: skip
        assert tuple(map(sum, zip(*members, strict=True))) == table.cells[group]
    assert [sum(row) for row in table.cells] == [line.total for line in margins.lines]
    assert fault(margins, table.cells, table.certificate) is None


@settings(max_examples=60)
@given(margins_of(most=9, lines=3, columns=3))
def test_no_table_is_better_and_ties_go_by_the_published_rule(margins: Margins) -> None:
    """Against all tables of floors and ceilings, tried one by one."""
    width = len(margins.columns)
    choices = [
        (whole, whole + 1) if rest else (whole,)
        for i in range(len(margins.lines))
        for j in range(width)
        for whole, rest in [margins.share(i, j)]
    ]
    ranked = []
    for flat in product(*choices):
        cells = tuple(flat[at : at + width] for at in range(0, len(flat), width))
        if [sum(row) for row in cells] == [line.total for line in margins.lines] and [
            sum(column) for column in zip(*cells, strict=True)
        ] == [column.total for column in margins.columns]:
            ties = sum(
                tie_number(line.code, column.code)
                for i, line in enumerate(margins.lines)
                for j, column in enumerate(margins.columns)
                if cells[i][j] > margins.share(i, j)[0]
            )
            ranked.append((deviation(margins, cells), ties, cells))
    assert round_table(margins).cells == min(ranked)[2]


@given(margins_of(most=6), st.randoms(use_true_random=False))
def test_the_order_of_recipients_and_sources_changes_nothing(
    margins: Margins, random_: random.Random
) -> None:
    """Equal totals make many ties: names decide them, not places."""
    lines, columns = list(margins.lines), list(margins.columns)
    random_.shuffle(lines)
    random_.shuffle(columns)
    shuffled = Margins(tuple(lines), tuple(columns))
    here, there = round_table(margins), round_table(shuffled)
    assert {
        (line.code, column.code): here.cells[i][j]
        for i, line in enumerate(margins.lines)
        for j, column in enumerate(margins.columns)
    } == {
        (line.code, column.code): there.cells[i][j]
        for i, line in enumerate(lines)
        for j, column in enumerate(columns)
    }


def test_many_equal_recipients_are_served_alike_in_any_order() -> None:
    """Nothing but ties: 600 counties of 7 units from 20 sources."""
    lines = [LineTotal(f"县{i}", 7) for i in range(600)]
    columns = tuple(ColumnTotal(f"源{j}", 210) for j in range(20))
    first = round_table(Margins(tuple(lines), columns))
    again = round_table(Margins(tuple(reversed(lines)), columns))
    assert first.cells == tuple(reversed(again.cells))
    assert fault(first.margins, first.cells, first.certificate) is None


def test_products_beyond_64_bits_are_exact() -> None:
    """9 万亿元 in 元 against one large source: r·c is about 10²⁵."""
    big = 9_000_000_000_000
    margins = Margins(
        (LineTotal("甲省", big), LineTotal("乙省", 1)),
        (ColumnTotal("中央", big - 2), ColumnTotal("专项", 3)),
    )
    table = round_table(margins)
    assert fault(margins, table.cells, table.certificate) is None
    assert [sum(row) for row in table.cells] == [big, 1]


def test_totals_beyond_the_solver_are_refused_with_a_way_out() -> None:
    huge = 2**61
    margins = Margins(
        (LineTotal("甲", huge), LineTotal("乙", huge)),
        (ColumnTotal("a", huge), ColumnTotal("b", huge)),
    )
    with pytest.raises(AllocationError, match="请改用更大的单位"):
        round_table(margins)
