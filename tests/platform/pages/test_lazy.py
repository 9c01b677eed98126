"""懒取的行: a table's rows come page by page, none twice, none left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhida.platform.pages.lazy import AT_ONCE, LazyRows
from zhida.platform.pages.tables import Cell, Row

ROWS = [Row((Cell(number),)) for number in range(2 * AT_ONCE + 7)]


@given(st.integers(0, len(ROWS)), st.slices(2 * AT_ONCE + 7))
def test_lazy_rows_are_as_a_list_of_them(length: int, wanted: slice) -> None:
    rows = LazyRows(lambda: length, lambda first, number: ROWS[:length][first : first + number])
    plain = ROWS[:length]
    assert len(rows) == length
    assert list(rows) == plain
    if wanted.step in (None, 1):
        assert list(rows[wanted]) == plain[wanted]


def test_what_is_asked_again_is_not_fetched_again() -> None:
    fetched: list[tuple[int, int]] = []

    def part(first: int, number: int) -> list[Row]:
        fetched.append((first, number))
        return ROWS[first : first + number]

    rows = LazyRows(lambda: 5, part)
    assert [list(rows), list(rows), list(rows[0:100])] == [ROWS[:5]] * 3
    assert fetched == [(0, 5)]


def test_rows_beyond_the_most_are_told_of_and_not_shown() -> None:
    rows = LazyRows(lambda: 6, lambda first, number: ROWS[first : first + number], 5)
    assert (len(rows), rows.more, list(rows), list(rows[4:9])) == (5, True, ROWS[:5], ROWS[4:5])
    assert not LazyRows(lambda: 5, lambda first, number: ROWS[first : first + number], 5).more
