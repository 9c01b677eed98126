"""规整: one spelling for the grammars, and always a way back to what was printed."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from zhida.documents.parsing.normalise import clean


@given(st.text())
def test_every_clean_character_has_its_place_in_the_raw_text(raw: str) -> None:
    cleaned = clean(raw)
    assert len(cleaned.text) == len(cleaned.offsets)
    assert list(cleaned.offsets) == sorted(cleaned.offsets)
    assert all(0 <= place < len(raw) for place in cleaned.offsets)


@given(st.text())
def test_a_digit_is_one_of_ten(raw: str) -> None:
    r"""Whatever \d finds, `int` can read: grammars and Python agree on what a digit is."""
    assert all(digit in "0123456789" for digit in regex.findall(r"\d", clean(raw).text))


@given(st.text(alphabet="财政局下达123 \t　０９（）、，。：—-"))
def test_what_is_clean_stays_as_it_is(raw: str) -> None:
    once = clean(raw).text
    assert clean(once).text == once


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("医疗救助 补助资金 ６０ 万元", "医疗救助补助资金60万元"),
        ("２０２４年　１ 月", "2024年1月"),
        ("（一）按３０%安排", "(一)按30%安排"),
        ("－5.5", "-5.5"),
        ("新财社〔2020〕237号", "新财社〔2020〕237号"),
    ],
)
def test_spellings_of_published_notices(raw: str, expected: str) -> None:
    assert clean(raw).text == expected


@pytest.mark.parametrize("raw", ["共 60 万元", "下达６０万元", "  60"])
def test_a_figure_is_found_again_where_it_was_printed(raw: str) -> None:
    cleaned = clean(raw)
    start = cleaned.text.index("60")
    first, last = cleaned.raw_span(start, start + 2)
    assert raw[first:last] in ("60", "６０")
