"""The least change balances every row and column, and nothing smaller does."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from zhida.core.balance import Change, least_change, rounded_share

Margins = tuple[list[int], list[int]]


@st.composite
def margins(draw: st.DrawFn) -> Margins:
    """Row and column totals of one sum, up to eight rows by five columns."""
    rows = draw(st.lists(st.integers(0, 10**6), min_size=1, max_size=8))
    total = sum(rows)
    cuts = sorted(draw(st.lists(st.integers(0, total), max_size=4)))
    columns = [end - start for start, end in zip([0, *cuts], [*cuts, total], strict=True)]
    return rows, columns


def rounded(rows: list[int], columns: list[int]) -> list[list[int]]:
    total = sum(rows)
    return [[rounded_share(r, c, total) for c in columns] for r in rows]


def changed(cells: list[list[int]], changes: tuple[Change, ...]) -> list[list[int]]:
    after = [list(row) for row in cells]
    for change in changes:
        assert after[change.row][change.column] == change.before
        after[change.row][change.column] = change.after
    return after


def sums(cells: list[list[int]]) -> Margins:
    return [sum(row) for row in cells], [sum(column) for column in zip(*cells, strict=True)]


@given(margins())
def test_rounded_shares_are_always_brought_to_balance(both: Margins) -> None:
    rows, columns = both
    if sum(rows) == 0:
        return
    cells = rounded(rows, columns)
    changes = least_change(cells, rows, columns)
    assert changes is not None
    after = changed(cells, changes)
    assert sums(after) == (rows, columns)
    assert all(cell >= 0 for row in after for cell in row)


@given(margins())
def test_no_cell_moves_a_whole_unit_past_its_share(both: Margins) -> None:
    rows, columns = both
    total = sum(rows)
    if total == 0:
        return
    for change in least_change(rounded(rows, columns), rows, columns) or ():
        assert abs(change.after * total - rows[change.row] * columns[change.column]) < 2 * total


@given(margins(), st.integers(0, 10**6))
def test_any_table_of_the_same_total_can_be_balanced(both: Margins, seed: int) -> None:
    rows, columns = both
    if sum(rows) == 0:
        return
    cells = [[(seed + 7 * i + 3 * j) % 5 for j in range(len(columns))] for i in range(len(rows))]
    small = [min(r, 40) for r in rows]
    short = sums([[s] for s in small])[1][0]
    wide = [short // len(columns)] * len(columns)
    wide[0] += short - sum(wide)
    if short == 0:
        return
    changes = least_change(cells, small, wide)
    assert changes is not None
    assert sums(changed(cells, changes)) == (small, wide)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=2, max_size=2),
    st.lists(st.integers(-1, 1), min_size=6, max_size=6),
)
def test_no_smaller_change_exists(cells: list[list[int]], moves: list[int]) -> None:
    wanted = [[max(0, cells[i][j] + moves[3 * i + j]) for j in range(3)] for i in range(2)]
    rows, columns = sums(wanted)
    if sum(rows) == 0:
        return
    changes = least_change(cells, rows, columns)
    assert changes is not None
    found = sum(abs(change.after - change.before) for change in changes)
    smallest = min(
        sum(abs(step) for step in steps)
        for steps in product((-2, -1, 0, 1, 2), repeat=6)
        if all(cells[k // 3][k % 3] + step >= 0 for k, step in enumerate(steps))
        and sums([[cells[i][j] + steps[3 * i + j] for j in range(3)] for i in range(2)])
        == (rows, columns)
    )
    assert found == smallest


def test_the_nearest_of_equal_changes_is_taken() -> None:
    """Two districts and two sources are one unit off each; the exact shares decide."""
    rows = [46400, 56300, 232000]
    columns = [24300, 4000, 306400]
    cells = rounded(rows, columns)
    changes = least_change(cells, rows, columns)
    assert changes is not None
    after = changed(cells, changes)
    assert sums(after) == (rows, columns)


def test_margins_of_different_sums_have_no_answer() -> None:
    assert least_change([[1, 1]], [2], [1, 2]) is None
    assert least_change([[0, 0]], [0], [0, 0]) is None


def test_a_balanced_table_needs_no_change() -> None:
    assert least_change([[1, 2], [3, 4]], [3, 7], [4, 6]) == ()
