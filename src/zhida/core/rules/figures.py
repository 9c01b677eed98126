"""数值 figures: printed amounts, added and compared to the digits that were printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhida.core.findings import Severity
from zhida.core.money import Amount, AmountState
from zhida.core.provenance import Source


@dataclass(frozen=True, slots=True)
class Figure:
    """数值: fen, the worth of the last printed digit, and the places it comes from.

    `parts` counts the printed figures that were added, `missing` the blank or
    absent cells among them that were taken for none. `confirmed` is false
    where one of them was read optically and nothing has proved it.
    """

    fen: int
    step: int
    sources: tuple[Source, ...] = ()
    parts: int = 1
    missing: int = 0
    confirmed: bool = True


def figure(amount: Amount | None) -> Figure | None:
    """The figure that an amount prints, None where it prints no number."""
    if amount is None or amount.fen is None:
        return None
    return Figure(
        amount.fen,
        amount.step_fen or 1,
        (amount.source,) if amount.source else (),
        confirmed=amount.confirmed,
    )


def add(amounts: Iterable[Amount | None]) -> Figure | None:
    """The exact sum of what is printed.

    A blank or absent amount counts as none and is told in `missing`. The
    answer is None where no number is printed at all, or where one is covered
    up or left to another place: then nothing can be said of the sum.
    """
    figures: list[Figure] = []
    missing = 0
    for amount in amounts:
        one = figure(amount)
        if one is not None:
            figures.append(one)
        elif amount is None or amount.state in (AmountState.ABSENT, AmountState.BLANK):
            missing += 1
        else:
            return None
    return merge(figures, missing)


def merge(figures: Iterable[Figure], missing: int = 0) -> Figure | None:
    """The sum of figures; its step is the finest among them, None of none."""
    items = tuple(figures)
    if not items:
        return None
    return Figure(
        sum(one.fen for one in items),
        min(one.step for one in items),
        tuple(source for one in items for source in one.sources),
        sum(one.parts for one in items),
        missing + sum(one.missing for one in items),
        all(one.confirmed for one in items),
    )


def sum_holds(whole: Figure, parts: Figure, *, exact: bool = False) -> bool:
    """Whether a printed sum agrees with its printed parts.

    It must do so to the fen, unless the sum is printed to fewer digits than
    its parts: then half of its last digit is room for rounding. `exact` takes
    that room away, for a sum that another statement proves to be exact.

    >>> sum_holds(Figure(100, 100), Figure(101, 1)), sum_holds(Figure(100, 1), Figure(101, 1))
    (True, False)
    """
    difference = abs(whole.fen - parts.fen)
    if difference == 0:
        return True
    return not exact and whole.step > parts.step and 2 * difference <= whole.step


def agree(one: Figure, other: Figure) -> bool:
    """Whether two statements of one amount agree to the coarser of their last digits.

    >>> agree(Figure(1_000_000, 1_000_000), Figure(1_400_000, 1))
    True
    """
    difference = abs(one.fen - other.fen)
    return difference == 0 or (
        one.step != other.step and 2 * difference <= max(one.step, other.step)
    )


def is_shift(one: int, other: int) -> bool:
    """Whether two amounts have the same digits but stand powers of ten apart.

    >>> is_shift(3347, 33470000), is_shift(3347, 3348), is_shift(100, 100)
    (True, False, False)
    """
    small, large = sorted((abs(one), abs(other)))
    if small == 0 or small == large or large % small:
        return False
    return str(large // small).strip("0") == "1"


def weigh(severity: Severity, *figures: Figure) -> Severity:
    """The severity for a finding on these figures: doubtful ones give a warning at most."""
    sure = all(one.confirmed and not one.missing for one in figures)
    return severity if sure or severity.rank > Severity.WARNING.rank else Severity.WARNING
