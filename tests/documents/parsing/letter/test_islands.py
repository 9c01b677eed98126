"""语法岛: the longest phrase that a grammar accepts, wherever it stands."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from lark import Token, Transformer

from zhida.documents.parsing.letter.islands import Islands


class _Days(Transformer[Token, list[str]]):
    def full(self, found: list[object]) -> list[str]:
        return ["day"]

    def month_of_year(self, found: list[object]) -> list[str]:
        return ["month"]

    def dotted(self, found: list[object]) -> list[str]:
        return ["dotted"]

    compact = dotted


DAYS = Islands("dates", _Days(), r"\d{4}年")


def test_a_phrase_cut_short_falls_back_to_the_part_that_is_whole() -> None:
    (found,) = DAYS.find("于2020年3月x日")
    assert (found.value, found.start, found.end) == (["month"], 1, 8)


def test_nothing_where_no_part_is_whole() -> None:
    assert list(DAYS.find("2020年度资金")) == [] and DAYS.at("2020年度", 0) is None


@given(st.text(alphabet="甲乙2020年3月5日 ,", max_size=30))
def test_phrases_never_overlap_and_never_fail(text: str) -> None:
    found = list(DAYS.find(text))
    assert all(a.end <= b.start for a, b in pairwise(found))
