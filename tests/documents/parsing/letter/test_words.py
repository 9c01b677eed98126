"""词表: the vocabulary beside the code."""

from __future__ import annotations

from importlib.resources import files

import pytest
import regex

from zhida.core.notice import Scheme, Status
from zhida.documents.parsing.letter.words import any_of, lines, pairs, words

LISTS = sorted(
    path.name.removesuffix(".txt")
    for path in (files("zhida.documents.parsing.letter") / "words").iterdir()
)


@pytest.mark.parametrize("name", LISTS)
def test_every_list_holds_something(name: str) -> None:
    assert lines(name)


def test_the_longest_word_matches_first() -> None:
    ordered = words("events")
    assert [len(word) for word in ordered] == sorted(map(len, ordered), reverse=True)
    assert regex.fullmatch(any_of("title_ends"), "通知")


def test_values_of_pairs_are_those_the_types_know() -> None:
    assert {value for _, value in pairs("acts")} <= {status.value for status in Status}
    schemes = {scheme.value for scheme in Scheme} | {"spending", "any"}
    assert {value for _, value in pairs("scheme_cues")} <= schemes


def test_traditional_characters_become_one_simplified_each() -> None:
    table = lines("traditional")
    assert all(len(pair) == 2 and pair[0] != pair[1] for pair in table)
    assert len({pair[0] for pair in table}) == len(table)


@pytest.mark.parametrize("name", ["consequences", "availability"])
def test_patterns_compile(name: str) -> None:
    assert all(regex.compile(line) for line in lines(name))
