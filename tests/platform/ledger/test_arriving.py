"""在途待签收: whoever is sent money sees it on the way, and no longer once it is taken."""

from __future__ import annotations

import pytest
from tests.platform.ledger.desk import CITY_LINE, LINE, NOTICE, accepted, book, issued, receipt

from zhida.platform.ledger.arriving import arriving
from zhida.platform.scope import scope

pytestmark = pytest.mark.usefixtures("database")


def test_what_was_sent_waits_until_it_is_taken() -> None:
    with scope("100000"):
        book(receipt(100), issued(60))
    city = CITY_LINE.holder
    with scope("650100"):
        (one,) = arriving(city)
        assert (one.fen, one.document) == (60_00, NOTICE)
        assert one.sender
    with scope("100000"):
        book(accepted(60))
    with scope("650100"):
        assert arriving(city) == ()


def test_nobody_sees_what_is_on_the_way_to_another() -> None:
    with scope("100000"):
        book(receipt(100), issued(60))
    with scope("650200"):
        assert arriving(CITY_LINE.holder) == ()
    assert LINE.holder != CITY_LINE.holder
