"""金额: exact to the fen, whatever the unit and the printing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.money import ABSENT, Amount, AmountState, Unit, fen_of, format_fen, step_of

fens = st.integers(-(10**17), 10**17)
units = st.sampled_from(list(Unit))


@given(fens, units)
def test_what_is_written_reads_back_to_the_fen(fen: int, unit: Unit) -> None:
    assert fen_of(format_fen(fen, unit).removesuffix(unit.label), unit) == fen


@given(fens, units, st.integers(0, 6))
def test_padding_with_zeros_changes_no_amount(fen: int, unit: Unit, places: int) -> None:
    printed = format_fen(fen, unit, places=places).removesuffix(unit.label)
    assert fen_of(printed, unit) == fen
    assert len(printed.partition(".")[2]) >= places or unit is Unit.YUAN


@given(fens, units)
def test_what_is_written_is_the_exact_decimal(fen: int, unit: Unit) -> None:
    printed = format_fen(fen, unit).removesuffix(unit.label)
    assert Decimal(printed) * unit.value == fen


@given(st.integers(0, 10**13), units)
def test_thousands_separators_change_nothing(whole: int, unit: Unit) -> None:
    assert fen_of(f"{whole:,}", unit) == fen_of(str(whole), unit) == whole * unit.value
    assert fen_of(f"{whole:,}".replace(",", "，"), unit) == whole * unit.value


@given(st.integers(0, 10**8), st.integers(0, 6), units)
def test_an_amount_is_a_whole_number_of_its_steps(number: int, places: int, unit: Unit) -> None:
    digits = f"{number / 1:.0f}"
    printed = digits if not places else f"{digits}.{'0' * places}"
    assert fen_of(printed, unit) % step_of(printed, unit) == 0


@pytest.mark.parametrize(
    ("printed", "unit", "fen"),
    [
        ("9798", Unit.WAN_YUAN, 9_798_000_000),
        ("3,064", Unit.WAN_YUAN, 3_064_000_000),
        ("600.53", Unit.WAN_YUAN, 600_530_000),
        ("99.9600", Unit.WAN_YUAN, 99_960_000),
        ("33,470,000.00", Unit.YUAN, 3_347_000_000),
        ("1.2345", Unit.YI_YUAN, 12_345_000_000),
        ("-5", Unit.YUAN, -500),
        ("△5", Unit.YUAN, -500),
        ("−5", Unit.YUAN, -500),
        ("+5", Unit.YUAN, 500),
        (" 60 ", Unit.WAN_YUAN, 60_000_000),
        ("0.000001", Unit.WAN_YUAN, 1),
    ],
)
def test_figures_as_printed(printed: str, unit: Unit, fen: int) -> None:
    assert fen_of(printed, unit) == fen


@pytest.mark.parametrize("printed", ["", "-", "1.2.3", "1e5", "六十", "60万", "12 34", "**", ".5"])
def test_what_is_no_plain_figure_is_refused(printed: str) -> None:
    with pytest.raises(ValueError, match="is not a plain decimal figure"):
        fen_of(printed, Unit.YUAN)


def test_a_figure_finer_than_a_fen_is_refused() -> None:
    with pytest.raises(ValueError, match="finer than one fen"):
        fen_of("0.0000001", Unit.WAN_YUAN)


@pytest.mark.parametrize(
    ("printed", "unit", "step"),
    [
        ("40", Unit.WAN_YUAN, 1_000_000),
        ("243.0", Unit.WAN_YUAN, 100_000),
        ("600.53", Unit.WAN_YUAN, 10_000),
        ("33,470,000.00", Unit.YUAN, 1),
        ("1.000", Unit.YUAN, 1),
    ],
)
def test_the_worth_of_the_last_digit(printed: str, unit: Unit, step: int) -> None:
    assert step_of(printed, unit) == step


def test_an_amount_that_nothing_speaks_of_is_not_zero() -> None:
    assert ABSENT.fen is None
    assert ABSENT.state is AmountState.ABSENT
    assert Amount(0, AmountState.NUMBER) != ABSENT


def test_every_unit_has_its_word() -> None:
    assert [unit.label for unit in Unit] == ["元", "千元", "万元", "百万元", "亿元"]
