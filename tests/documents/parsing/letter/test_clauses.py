"""分句: sentences and clauses, quotations hidden."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from zhida.documents.parsing.letter.clauses import Span, clauses, hidden, sentences


@given(st.text(alphabet="甲乙《》“”,。;()", max_size=40))
def test_hiding_keeps_the_length_and_clauses_lose_nothing(text: str) -> None:
    plain = hidden(text)
    assert len(plain) == len(text)
    found = [c for s in sentences(plain) for c in clauses(plain, s)]
    assert all(a.end <= b.start for a, b in pairwise(found))
    kept = "".join(clause.of(plain) for clause in found)
    assert kept.replace(",", "") == "".join(
        plain[s.start : s.end] for s in sentences(plain)
    ).replace(",", "")


def test_commas_in_brackets_part_nothing() -> None:
    text = "各县(市,区),报送"
    assert [c.of(text) for c in clauses(text, Span(0, len(text)))] == ["各县(市,区),", "报送"]
