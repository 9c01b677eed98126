"""凭证: the proof holds for the table it was made for, and for no other."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from zhida.core.allocation import ColumnTotal, LineTotal, Margins, fault, round_table, tie_number

URUMQI = Margins(
    tuple(
        LineTotal(name, total)
        for name, total in zip(
            "天山 沙依巴克 新市 水磨沟 头屯河 米东 达坂城 乌鲁木齐县".split(),
            (65600, 46900, 46400, 56300, 18900, 57100, 10800, 32700),
            strict=True,
        )
    ),
    (ColumnTotal("中央", 306400), ColumnTotal("彩票", 24300), ColumnTotal("自治区", 4000)),
)
TABLE = round_table(URUMQI)
lines = st.integers(0, len(URUMQI.lines) - 1)
columns = st.integers(0, len(URUMQI.columns) - 1)


def test_the_certificate_of_a_table_verifies() -> None:
    assert fault(URUMQI, TABLE.cells, TABLE.certificate) is None


@given(lines, columns, st.integers(-3, 3).filter(bool))
def test_a_changed_cell_is_found(line: int, column: int, by: int) -> None:
    cells = [list(row) for row in TABLE.cells]
    cells[line][column] += by
    assert fault(URUMQI, tuple(map(tuple, cells)), TABLE.certificate) is not None


@given(lines, lines, columns, columns)
def test_another_table_with_the_same_totals_is_no_better(
    one: int, other: int, left: int, right: int
) -> None:
    """A unit sent round a rectangle keeps all sums; it is found all the same."""
    assume(one != other and left != right)
    cells = [list(row) for row in TABLE.cells]
    for line, column, by in (
        (one, left, 1),
        (one, right, -1),
        (other, right, 1),
        (other, left, -1),
    ):
        cells[line][column] += by
    assert fault(URUMQI, tuple(map(tuple, cells)), TABLE.certificate) is not None


@given(columns, st.sampled_from([-URUMQI.total, URUMQI.total]))
def test_a_forged_price_is_found(column: int, by: int) -> None:
    prices = list(TABLE.certificate.columns)
    prices[column] = (prices[column][0] + by, prices[column][1])
    forged = replace(TABLE.certificate, columns=tuple(prices))
    assert fault(URUMQI, TABLE.cells, forged) is not None


def test_a_table_of_another_shape_is_refused() -> None:
    short = replace(TABLE.certificate, lines=TABLE.certificate.lines[1:])
    assert fault(URUMQI, TABLE.cells, short) is not None
    assert fault(URUMQI, TABLE.cells[1:], TABLE.certificate) is not None
    narrow = tuple(row[:-1] for row in TABLE.cells)
    assert fault(URUMQI, narrow, TABLE.certificate) is not None


def test_the_tie_number_is_the_published_one() -> None:
    """40 bits of SHA-256 over recipient, line feed, source: the same on every machine."""
    assert tie_number("甲县", "中央") == 847_124_666_948
    assert tie_number("甲县", "中央") != tie_number("乙县", "中央")


def test_checking_needs_no_solver() -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, zhida.core.allocation; print({'ortools', 'numpy'} & set(sys.modules))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "set()"
