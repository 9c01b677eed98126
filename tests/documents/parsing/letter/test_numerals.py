"""数字: integers in figures of either kind."""

from __future__ import annotations

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.documents.parsing.letter.numerals import integer_of, year_of


@given(st.integers(0, 10**8))
def test_hanzi_and_arabic_figures_agree(value: int) -> None:
    assert integer_of(str(value)) == value
    assert integer_of(cn2an.an2cn(str(value))) == value
    assert integer_of(cn2an.an2cn(str(value), "up")) == value


@pytest.mark.parametrize("text", ["", "若干", "第", "万", "3千", "甲"])
def test_words_are_no_figures(text: str) -> None:
    assert integer_of(text) is None


@pytest.mark.parametrize("text", ["二〇二〇", "二○二○", "二零二零", "二O二O", "2020"])
def test_a_year_in_any_figures(text: str) -> None:
    assert year_of(text) == 2020


@pytest.mark.parametrize("text", ["3347", "1100", "0237", "202", "二〇二"])
def test_other_figures_are_no_years(text: str) -> None:
    assert year_of(text) is None
