"""Ruling lines make the cells that a person sees between them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhida.documents.reading.page.grid import Grid, Rule, find_grids

Lines = tuple[list[Rule], list[Rule]]


def ruled(rows: int, columns: int) -> Lines:
    """A full grid of cells 20 wide and 10 high."""
    across = [Rule(10 * row, 0, 20 * columns) for row in range(rows + 1)]
    down = [Rule(20 * column, 0, 10 * rows) for column in range(columns + 1)]
    return across, down


def places(grid: Grid) -> list[tuple[int, int, int, int]]:
    """Row, column and spans of each cell."""
    return [(c.row, c.column, c.row_span, c.column_span) for c in grid.cells]


def test_a_missing_piece_of_line_merges_two_cells() -> None:
    across, down = ruled(2, 2)
    down[1] = Rule(20, 10, 20)
    [grid] = find_grids(across, down, slack=1)
    assert places(grid) == [(1, 1, 1, 2), (2, 1, 1, 1), (2, 2, 1, 1)]
    across[1] = Rule(10, 20, 40)
    down[1] = Rule(20, 0, 20)
    [grid] = find_grids(across, down, slack=1)
    assert places(grid) == [(1, 1, 2, 1), (1, 2, 1, 1), (2, 2, 1, 1)]


def test_sides_that_are_not_ruled_are_as_far_as_the_lines_go() -> None:
    across, down = ruled(2, 3)
    [grid] = find_grids(across, down[1:-1], slack=1)
    assert len(grid.cells) == 6
    assert grid.box == (0, 0, 60, 20)


def test_double_and_broken_lines_are_one_line() -> None:
    across, down = ruled(2, 2)
    across += [Rule(rule.place + 0.8, rule.start, rule.end) for rule in across]
    down[1:2] = [Rule(20, 0, 9.5), Rule(20.4, 10.1, 20)]
    [grid] = find_grids(across, down, slack=1)
    assert len(grid.cells) == 4


def test_a_stroke_inside_a_cell_makes_no_column() -> None:
    across, down = ruled(2, 2)
    [grid] = find_grids(across, [*down, Rule(30, 10, 13)], slack=1)
    assert len(grid.xs) == 3


def test_two_tables_on_a_page_are_two_from_top_to_bottom() -> None:
    across, down = ruled(2, 2)
    lower = [Rule(rule.place + 100, rule.start, rule.end) for rule in across]
    beside = [Rule(rule.place, rule.start + 100, rule.end + 100) for rule in down]
    grids = find_grids(lower + across, beside + down, slack=1)
    assert [grid.ys[0] for grid in grids] == [0, 100]


def test_frames_and_single_lines_are_no_tables() -> None:
    across, down = ruled(1, 1)
    assert find_grids(across, down, slack=1) == []
    assert find_grids([Rule(0, 0, 100)], [], slack=1) == []
    assert find_grids([], [], slack=1) == []


def test_a_grid_inside_a_cell_belongs_to_the_cell() -> None:
    across, down = ruled(2, 2)
    inner = [Rule(y, 2, 18) for y in (2, 5, 8)], [Rule(x, 2, 8) for x in (2, 10, 18)]
    [grid] = find_grids(across + inner[0], down + inner[1], slack=0.5)
    assert len(grid.cells) == 4


def test_drawings_of_thousands_of_lines_are_no_tables() -> None:
    across = [Rule(y, 0, 9000) for y in range(0, 9000, 3)]
    down = [Rule(x, 0, 9000) for x in range(0, 9000, 3)]
    assert find_grids(across, down, slack=0.1) == []


RULES = st.lists(
    st.builds(
        lambda place, start, length: Rule(place, start, start + length),
        st.floats(0, 500),
        st.floats(0, 500),
        st.floats(0, 300),
    ),
    max_size=25,
)


@given(RULES, RULES)
def test_cells_of_any_lines_never_overlap_and_leave_no_place_out(
    across: list[Rule], down: list[Rule]
) -> None:
    for grid in find_grids(across, down, slack=2):
        covered = [
            (row, column)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
        assert sorted(covered) == [
            (r, c) for r in range(1, rows + 1) for c in range(1, columns + 1)
        ]
        for cell in grid.cells:
            middle = (cell.box[0] + cell.box[2]) / 2, (cell.box[1] + cell.box[3]) / 2
            assert grid.cell_at(*middle) is not None
