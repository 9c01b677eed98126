"""决定存取: answers come back from the database as they were given; newer ones win."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from zhida.core.booking import Answers, Mend
from zhida.core.notice import FundingSource
from zhida.platform.notices.answering import from_json, joined, to_json

WORDS = st.text(max_size=8)
ANSWERS = st.builds(
    Answers,
    number=WORDS,
    waived=st.dictionaries(WORDS, WORDS, max_size=3),
    mends=st.lists(st.builds(Mend, WORDS, WORDS, st.integers()), max_size=3).map(tuple),
    payees=st.dictionaries(WORDS, WORDS, max_size=3),
    from_outside=WORDS,
    upstream=WORDS,
    year=st.none() | st.integers(2000, 2100),
    source=st.none() | st.sampled_from(FundingSource),
    fund=WORDS,
    date=st.none() | st.dates(),
)


@given(ANSWERS)
def test_what_is_stored_is_what_was_answered(answers: Answers) -> None:
    assert to_json(from_json(to_json(answers))) == to_json(answers)
    assert from_json(to_json(answers)) == answers


def test_the_newer_of_two_answers_to_one_thing_holds() -> None:
    before = Answers(waived={"N102": "旧"}, mends=(Mend("甲县", "", 1),), year=2024)
    now = Answers(
        waived={"N215": "新"},
        mends=(Mend("甲县", "", 2), Mend("乙县", "", 3)),
        date=datetime.date(2025, 1, 2),
    )
    both = joined(before, now)
    assert both.waived == {"N102": "旧", "N215": "新"}
    assert {(each.row, each.fen) for each in both.mends} == {("甲县", 2), ("乙县", 3)}
    assert (both.year, both.date) == (2024, datetime.date(2025, 1, 2))
