"""段: a passage and the way back to the raw characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from zhida.core.provenance import Source
from zhida.documents.parsing.letter.passages import Passage, joined, passage_of, simplified

WORDS = st.text(alphabet="财政 局　（）２０23年，。abc\t醫療㈠½资金", min_size=1, max_size=30)


def one(raw: str, line: int = 1) -> Passage:
    return passage_of(raw, Source("x", line=line))


@given(WORDS)
def test_text_and_printed_run_side_by_side(raw: str) -> None:
    passage = one(raw)
    assert len(passage.text) == len(passage.printed)


@given(st.lists(WORDS, min_size=1, max_size=5), st.data())
def test_every_place_leads_back_to_its_line_and_characters(
    lines: list[str], data: st.DataObject
) -> None:
    passage = joined(one(raw, number) for number, raw in enumerate(lines))
    if not passage.text:
        return
    at = data.draw(st.integers(0, len(passage.text) - 1))
    place = passage.place(at, at + 1)
    assert place.line is not None and place.span is not None
    raw = lines[place.line][slice(*place.span)]
    assert one(raw).text.strip() in ("", passage.text[at]) or passage.text[at] in one(raw).text


@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_a_slice_keeps_text_and_places(lines: list[str], data: st.DataObject) -> None:
    passage = joined(one(raw, number) for number, raw in enumerate(lines))
    start = data.draw(st.integers(0, len(passage.text)))
    end = data.draw(st.integers(start, len(passage.text)))
    part = passage.slice(start, end)
    assert part.text == passage.text[start:end]
    if part.text:
        assert part.place(0, 1) == passage.place(start, start + 1)


def test_a_gap_is_a_blank_of_the_raw_text() -> None:
    passage = one("资金 万元")
    assert [passage.gap_before(at) for at in (1, 2, 3)] == [False, True, False]


def test_traditional_characters_keep_their_printed_form() -> None:
    passage = one("醫療救助補助資金")
    assert (passage.text, passage.printed) == ("医疗救助补助资金", "醫療救助補助資金")
    assert simplified("龍") == "龙"
