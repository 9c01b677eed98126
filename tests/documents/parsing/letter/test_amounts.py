"""金额: figures, words, masks and empty places, each with its state."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.money import AmountState, Unit
from zhida.core.provenance import Source
from zhida.documents.parsing.letter.amounts import AmountIn, amounts_in
from zhida.documents.parsing.letter.passages import passage_of


def read(text: str) -> tuple[AmountIn, ...]:
    return amounts_in(passage_of(text, Source("x")))


def fens(text: str) -> list[int | None]:
    return [found.amount.fen for found in read(text)]


@given(
    st.decimals(0, 10**9, places=4, allow_nan=False),
    st.sampled_from([Unit.WAN_YUAN, Unit.YI_YUAN]),
    st.booleans(),
)
def test_figures_are_exact(value: Decimal, unit: Unit, separators: bool) -> None:
    digits = f"{value:,.4f}" if separators else f"{value:.4f}"
    assert fens(f"现下达资金 {digits} {unit.label}。") == [int(value * unit.value)]


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("共3,347.5万元", 3347_500000),
        ("￥33,470,000.00", 33_470_000_00),
        ("人民币3456700.50元", 3_456_700_50),
        ("叁仟叁佰肆拾柒万元整", 3347_000000),
        ("壹佰贰拾万零伍佰元", 1_200_500_00),
        ("拾贰亿叁仟万元", 123_000_000000),
        ("３２．５ 万 元", 32_500000),
        ("12,345千元", 12_345_000_00),
        ("4.35亿元", 435_000_000_00),
        ("12元5角3分", 12_53),
        ("资金500万，其中", 500_000000),
        ("5百万元", 5_000_000_00),
    ],
)
def test_forms_of_a_figure(text: str, fen: int) -> None:
    assert fens(text) == [fen]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("补助资金**万元", AmountState.MASKED),
        ("补助资金××万元", AmountState.MASKED),
        ("补助资金XX.X万元", AmountState.MASKED),
        ("补助资金    万元", AmountState.BLANK),
        ("补助资金____万元", AmountState.BLANK),
        ("补助资金（  ）万元", AmountState.BLANK),
        ("补助资金 万元\n（见附件）", AmountState.BLANK),
    ],
)
def test_amounts_that_are_no_number(text: str, state: AmountState) -> None:
    (found,) = read(text)
    assert (found.amount.state, found.amount.fen) == (state, None)


@pytest.mark.parametrize(
    "text", ["单位：万元", "以万元为单位", "2023年度", "金额单位：元", "三百人"]
)
def test_units_and_figures_alone_are_no_amounts(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize("text", ["每人每年610元", "按610元/人", "补助标准1.5万元"])
def test_rates_are_no_terms_of_a_sum(text: str) -> None:
    (found,) = read(text)
    assert found.rate and not found.summable


@pytest.mark.parametrize("text", ["追回≥600万元", "不低于600万元", "600万元以上"])
def test_bounds_are_no_terms_of_a_sum(text: str) -> None:
    (found,) = read(text)
    assert found.bound and not found.summable


def test_the_place_is_that_of_the_raw_text() -> None:
    raw = "共 60 万元"
    (found,) = amounts_in(passage_of(raw, Source("x", line=4)))
    assert found.amount.source and found.amount.source.span is not None
    start, end = found.amount.source.span
    assert raw[start:end] == "60 万元" and found.amount.step_fen == Unit.WAN_YUAN.value
