"""精确 exact: whole-number arithmetic that every engine carries out alike.

`/` on whole numbers is a float on DuckDB and Spark alike, and `//` is written as its floor, which
goes wrong above 2⁵³. Here its answer is put right by its own remainder, which is whole.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

LARGEST = 2**62
"""A numerator is below this, so that its remainder can't leave 64 bits."""

LARGEST_QUOTIENT = 2**50
"""A quotient is below this, so that the float it is first guessed by is at most one off."""


def divide(numerator: ir.IntegerValue, denominator: ir.IntegerValue | int) -> ir.IntegerValue:
    """整除: the floor of a quotient; numerators in 0…2⁶², quotients below 2⁵⁰, divisors ≥ 1.

    >>> import ibis
    >>> divide(ibis.literal(9007199254740993 * 7 - 1), 7 * 1024).to_pyarrow().as_py()
    8796093022208
    """
    guess = numerator // denominator
    rest = numerator - guess * denominator
    return guess + ibis.ifelse(rest < 0, -1, ibis.ifelse(rest >= denominator, 1, 0))


def half_up(numerator: ir.IntegerValue, denominator: ir.IntegerValue | int) -> ir.IntegerValue:
    """四舍五入: the quotient rounded to a whole number, a half upwards; bounds as for `divide`.

    >>> import ibis
    >>> [half_up(ibis.literal(n), 2).to_pyarrow().as_py() for n in (0, 1, 2, 3)]
    [0, 1, 1, 2]
    """
    return divide(numerator * 2 + denominator, denominator * 2)


def total(column: ir.IntegerColumn) -> ir.IntegerScalar:
    """合计: a sum that is refused when it leaves 64 bits, instead of wrapping."""
    return column.sum().cast("decimal(38, 0)").cast("int64")


def round_half_up(numerator: int, denominator: int) -> int:
    """四舍五入: as `half_up`, of plain numbers of any size.

    >>> round_half_up(5, 2), round_half_up(4, 3)
    (3, 1)
    """
    return (2 * numerator + denominator) // (2 * denominator)
