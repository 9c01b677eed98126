"""到期日历: an agency's address gives its calendar; any other gives nothing."""

from __future__ import annotations

import icalendar
import pytest
from django.test import Client
from tests.platform.obligations.desk import DISTRICT, OTHER, owed

from zhida.platform.obligations.feed import path_of, token_of

pytestmark = pytest.mark.usefixtures("database")


def test_the_feed_holds_what_the_agency_owes_and_nothing_else() -> None:
    owed()
    owed(OTHER, "报送月报")
    answer = Client(headers={"host": "localhost"}).get(path_of(DISTRICT))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = icalendar.Calendar.from_ical(answer.content)
    assert isinstance(found, icalendar.Calendar)
    (event,) = found.walk("VEVENT")
    assert "报送季报" in str(event["summary"])


def test_a_wrong_token_is_as_no_such_agency() -> None:
    owed()
    client = Client(headers={"host": "localhost"})
    for token in ("x", "0" * 40, token_of(OTHER), token_of(DISTRICT)[:-1]):
        assert client.get(f"/due/{DISTRICT}/{token}.ics").status_code == 404
    assert client.get(path_of("999999-finance")).status_code == 404
