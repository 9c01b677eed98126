"""词表: one pattern for many words prefers the longest."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from zhida.core.words import any_of

words = st.lists(st.text(alphabet="补助资金(.*)", min_size=1, max_size=5), min_size=1, max_size=8)


@given(words, st.text(alphabet="补助资金(.*)", max_size=12))
def test_it_finds_what_a_plain_list_longest_first_finds(words: list[str], text: str) -> None:
    plain = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    assert re.findall(any_of(words), text) == re.findall(plain, text)


@given(words)
def test_every_word_matches_itself(words: list[str]) -> None:
    assert all(re.fullmatch(any_of(words), word) for word in words)


def test_no_words_match_nothing() -> None:
    assert re.search(any_of([]), "任何文字") is None
    assert re.search(any_of([""]), "任何文字") is None
