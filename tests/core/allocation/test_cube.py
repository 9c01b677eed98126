"""三维表: two margins always hold; a third one holds where it can, or is told by name."""

from __future__ import annotations

import time
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhida.core.allocation import AllocationError, fault
from zhida.core.allocation.cube import Axes, Cube, Miss, solve_cube, split_below

THREE = Axes(("甲县", "乙县", "丙县"), ("中央", "省级", "市级"), ("经办", "监管", "宣传"))
# The classic 3 × 3 × 3: halves in 16 cells meet all three margins, no whole numbers do.
BY_SOURCE = ((1, 1, 1), (1, 1, 1), (1, 1, 0))
BY_PURPOSE = ((1, 1, 1), (1, 1, 1), (0, 1, 1))
SOURCES_BY_PURPOSE = ((1, 1, 1), (1, 1, 1), (0, 1, 1))
OPEN = {
    *[(0, 0, 0), (0, 0, 2), (0, 1, 0), (0, 1, 1), (0, 2, 1), (0, 2, 2), (1, 0, 0), (1, 0, 1)],
    *[(1, 1, 0), (1, 1, 2), (1, 2, 1), (1, 2, 2), (2, 0, 1), (2, 0, 2), (2, 1, 1), (2, 1, 2)],
}
CLOSED = frozenset((i, j, k) for i, j, k in product(range(3), repeat=3) if (i, j, k) not in OPEN)


def margins_of(cells: list[list[list[int]]]) -> tuple[Axes, Cube]:
    """The cube of these cells, under made-up names."""
    axes = Axes(
        tuple(f"县{i}" for i in range(len(cells))),
        tuple(f"源{j}" for j in range(len(cells[0]))),
        tuple(f"用途{k}" for k in range(len(cells[0][0]))),
    )
    return axes, Cube(axes, tuple(tuple(tuple(row) for row in line) for line in cells))


def by_source(cube: Cube) -> tuple[tuple[int, ...], ...]:
    """Lines × sources."""
    return tuple(tuple(map(sum, line)) for line in cube.cells)


def sources_by_purpose(cube: Cube) -> tuple[tuple[int, ...], ...]:
    """Sources × purposes."""
    width = range(len(cube.axes.sources))
    return tuple(
        tuple(sum(line[j][k] for line in cube.cells) for k in range(len(cube.axes.purposes)))
        for j in width
    )


cubes = st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(1, 3)).flatmap(
    lambda size: st.lists(
        st.lists(
            st.lists(st.integers(0, 6), min_size=size[2], max_size=size[2]),
            min_size=size[1],
            max_size=size[1],
        ),
        min_size=size[0],
        max_size=size[0],
    )
)


@given(cubes)
def test_split_below_two_ways_every_total_holds_with_a_certificate(
    cells: list[list[list[int]]],
) -> None:
    axes, drawn = margins_of(cells)
    cube = split_below(axes, by_source(drawn), sources_by_purpose(drawn))
    assert by_source(cube) == by_source(drawn)
    assert sources_by_purpose(cube) == sources_by_purpose(drawn)
    for each in cube.slices:
        assert each is None or fault(each.margins, each.cells, each.certificate) is None


@settings(max_examples=40, deadline=None)
@given(cubes)
def test_three_margins_that_some_cube_meets_are_met(cells: list[list[list[int]]]) -> None:
    axes, drawn = margins_of(cells)
    cube = solve_cube(axes, by_source(drawn), sources_by_purpose(drawn), drawn.by_purpose())
    assert cube.misses == ()
    assert not cube.impossible
    assert by_source(cube) == by_source(drawn)
    assert cube.by_purpose() == drawn.by_purpose()


def test_the_classic_counterexample_is_answered_quickly_and_honestly() -> None:
    start = time.process_time()
    cube = solve_cube(THREE, BY_SOURCE, SOURCES_BY_PURPOSE, BY_PURPOSE, CLOSED)
    assert time.process_time() - start < 10
    assert cube.impossible, "proved, not given up"
    assert cube.proved, "and nothing lies nearer"
    assert cube.misses, "each total that can't hold is named"
    assert all(isinstance(each, Miss) and each.wanted != each.found for each in cube.misses)
    assert by_source(cube) == BY_SOURCE, "sources are never mixed"
    assert sources_by_purpose(cube) == SOURCES_BY_PURPOSE
    assert all(not cube.cells[i][j][k] for i, j, k in CLOSED)
    again = solve_cube(THREE, BY_SOURCE, SOURCES_BY_PURPOSE, BY_PURPOSE, CLOSED)
    assert again == cube


def test_without_its_closed_cells_the_counterexample_has_a_table() -> None:
    cube = solve_cube(THREE, BY_SOURCE, SOURCES_BY_PURPOSE, BY_PURPOSE)
    assert cube.misses == ()
    assert cube.by_purpose() == BY_PURPOSE


def test_the_order_of_recipients_changes_only_their_order() -> None:
    axes = Axes(("甲县", "乙县"), ("中央", "省级"), ("经办", "监管"))
    turned = Axes(("乙县", "甲县"), ("中央", "省级"), ("经办", "监管"))
    table, purposes = ((3, 2), (2, 3)), ((2, 3), (3, 2))
    here = solve_cube(axes, table, purposes, ((2, 3), (3, 2)))
    there = solve_cube(turned, table[::-1], purposes, ((3, 2), (2, 3)))
    assert here.proved
    assert here.cells == there.cells[::-1]


def test_subtotals_are_the_sums_of_their_members() -> None:
    axes = Axes(("甲市", "甲县", "乙县"), ("中央",), ("经办", "监管"), (None, 0, 0))
    for cube in (
        split_below(axes, ((7,), (3,), (4,)), ((2, 5),)),
        solve_cube(axes, ((7,), (3,), (4,)), ((2, 5),), ((0, 0), (1, 2), (1, 3))),
    ):
        city, *counties = cube.cells
        assert city == (tuple(a + b for a, b in zip(counties[0][0], counties[1][0], strict=True)),)


def test_without_work_allowed_two_margins_are_given_and_nothing_is_claimed() -> None:
    table = ((1, 2), (2, 1))
    cube = solve_cube(
        Axes(("甲县", "乙县"), ("中央", "省级"), ("经办", "监管")),
        table,
        ((2, 1), (1, 2)),
        ((0, 3), (3, 0)),
        effort=0.0,
    )
    assert by_source(cube) == table
    assert not cube.impossible or cube.misses


@pytest.mark.parametrize(
    ("purposes", "wanted", "words"),
    [
        (((2, 2),), ((1, 2), (1, 1)), "“中央”共5个单位，各用途合计4个单位"),
        (((2, 3),), ((1, 1), (1, 1)), "“甲县”各用途合计2个单位，各来源合计3个单位"),
        (((2, 3),), ((2, 1), (1, 1)), "用途“经办”各地合计3个单位，各来源合计2个单位"),
    ],
)
def test_totals_that_contradict_each_other_are_named(
    purposes: tuple[tuple[int, ...], ...], wanted: tuple[tuple[int, ...], ...], words: str
) -> None:
    axes = Axes(("甲县", "乙县"), ("中央",), ("经办", "监管"))
    with pytest.raises(AllocationError, match=words):
        solve_cube(axes, ((3,), (2,)), purposes, wanted)
