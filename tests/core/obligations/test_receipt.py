"""收文日期: what the receiver tells counts, then what is registered, then what is printed."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from zhida.core.obligations import receipt_day

days = st.none() | st.dates()


@given(told=days, registered=days, paper=days)
def test_the_first_that_is_known_counts(
    told: datetime.date | None, registered: datetime.date | None, paper: datetime.date | None
) -> None:
    known = [each for each in (told, registered, paper) if each is not None]
    assert receipt_day(told, registered, paper) == (known[0] if known else None)
