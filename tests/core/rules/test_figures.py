"""数值: printed amounts are added to the fen and compared to the digits that were printed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhida.core.findings import Severity
from zhida.core.money import ABSENT, Amount, AmountState
from zhida.core.provenance import Source
from zhida.core.rules.figures import Figure, add, agree, figure, is_shift, merge, sum_holds, weigh

PLACE = Source("表.txt", line=1)
BLANK = Amount(None, AmountState.BLANK)
MASKED = Amount(None, AmountState.MASKED, "**")

amounts = st.integers(-(10**12), 10**12)
steps = st.sampled_from([1, 10, 100, 10_000, 1_000_000])


def number(fen: int, step: int = 1, confirmed: bool = True) -> Amount:
    return Amount(fen, AmountState.NUMBER, str(fen), step, PLACE, confirmed)


def test_only_numbers_are_figures() -> None:
    assert figure(None) is None
    assert figure(ABSENT) is None
    assert figure(BLANK) is None
    assert figure(number(5)) == Figure(5, 1, (PLACE,))


@given(st.lists(st.tuples(amounts, steps), min_size=1))
def test_a_sum_is_exact_and_as_fine_as_its_finest_part(parts: list[tuple[int, int]]) -> None:
    whole = add(number(fen, step) for fen, step in parts)
    assert whole is not None
    assert whole.fen == sum(fen for fen, _ in parts)
    assert whole.step == min(step for _, step in parts)
    assert whole.parts == len(parts)


def test_blank_cells_count_as_none_and_are_told() -> None:
    whole = add([number(5), BLANK, None, number(7)])
    assert whole is not None
    assert (whole.fen, whole.parts, whole.missing) == (12, 2, 2)


def test_nothing_is_said_of_a_sum_with_a_masked_part_or_with_no_number() -> None:
    assert add([number(5), MASKED]) is None
    assert add([BLANK, ABSENT]) is None
    assert merge([]) is None


@given(amounts, steps, amounts, steps)
def test_a_sum_printed_as_finely_as_its_parts_must_hold_to_the_fen(
    one: int, first: int, other: int, second: int
) -> None:
    whole, parts = Figure(one, min(first, second)), Figure(other, max(first, second))
    assert sum_holds(whole, parts) == (one == other)


@given(amounts, st.integers(-499_999, 499_999))
def test_a_sum_printed_to_fewer_digits_has_room_for_rounding(fen: int, off: int) -> None:
    assert sum_holds(Figure(fen, 1_000_000), Figure(fen + off, 10_000))
    assert sum_holds(Figure(fen, 1_000_000), Figure(fen + off, 10_000), exact=True) == (off == 0)


@given(amounts, steps, amounts, steps)
def test_agreement_does_not_ask_who_is_first(one: int, first: int, other: int, second: int) -> None:
    assert agree(Figure(one, first), Figure(other, second)) == agree(
        Figure(other, second), Figure(one, first)
    )


@given(st.integers(1, 10**9), st.integers(1, 6))
def test_a_shift_is_a_power_of_ten_and_nothing_else(fen: int, power: int) -> None:
    shifted = fen * int("1" + "0" * power)
    assert is_shift(fen, shifted)
    assert is_shift(shifted, fen)
    assert not is_shift(fen, shifted + 1)
    assert not is_shift(fen, fen)
    assert not is_shift(fen, 2 * fen)


def test_doubtful_figures_give_a_warning_at_most() -> None:
    sure, read = Figure(1, 1), Figure(1, 1, confirmed=False)
    assert weigh(Severity.ERROR, sure, sure) is Severity.ERROR
    assert weigh(Severity.ERROR, sure, read) is Severity.WARNING
    assert weigh(Severity.ERROR, Figure(1, 1, missing=1)) is Severity.WARNING
    assert weigh(Severity.HINT, read) is Severity.HINT
