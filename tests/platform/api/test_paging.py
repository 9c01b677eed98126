"""分页: nothing twice, nothing left out, whatever is added meanwhile; a cursor can't be made up."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from tests.platform.api.calling import System, system
from tests.platform.api.things import Things
from tests.platform.ledger.nation import Nation

from zhida.platform.api.paging import Page, Paged, page_of
from zhida.platform.api.refusing import Refused
from zhida.platform.scope import scope


def pages(rows: set[int], limit: int, added: set[int]) -> list[int]:
    """All rows, page after page; `added` come in after the first page."""
    cursor, found, there = "", [], rows
    while True:
        page: Page[int] = page_of(
            there, Paged(limit=limit, cursor=cursor), "x", lambda each: (each,), lambda each: each
        )
        found += page.items
        there, cursor = there | added, page.next
        if not cursor:
            return found


@given(st.sets(st.integers(0, 200), min_size=1), st.sets(st.integers(0, 200)), st.integers(1, 7))
def test_every_row_once_in_order(rows: set[int], added: set[int], limit: int) -> None:
    found = pages(rows, limit, added)
    assert found == sorted(set(found))
    assert rows <= set(found) <= rows | added


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "eyJhIjoxfQ:1abcde:xxxx",
        signing.dumps([0], salt="another"),
        signing.dumps([0], salt="zhida api cursor lines"),
    ],
    ids=["noise", "another's signature", "another salt", "another list's"],
)
def test_a_made_up_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(Refused, match="不是本列表给出的游标"):
        page_of([1, 2], Paged(cursor=cursor), "duties", lambda each: (each,), lambda each: each)


def test_a_cursor_of_one_region_shows_nothing_to_another(database: str) -> None:
    with scope("100000"):
        Nation().play()
        for region in ("650000", "650100", "652900"):
            Things.of(region)
    above = system("省系统", "650000-finance")
    status, page = above.get("/duties", limit=1)
    assert (status, bool(page["next"])) == (200, True)
    beside = system("地区系统", "652900-finance")
    status, told = beside.get("/duties", cursor=page["next"])
    assert status == 200
    assert {each["owner"] for each in told["items"]} <= {"652900-finance"}
    assert beside.get("/notices", cursor=page["next"])[0] == 422
    assert beside.get("/duties", cursor=page["next"] + "x")[0] == 422


def test_a_page_is_as_long_as_asked_and_no_longer_than_allowed(database: str) -> None:
    with scope("100000"):
        Nation().play()
    caller = system("省系统", "650000-finance")
    whole = caller.get("/ledger/lines", limit=500)[1]["items"]
    first = caller.get("/ledger/lines", limit=3)[1]
    assert first["items"] == whole[:3]
    second = caller.get("/ledger/lines", limit=3, cursor=first["next"])[1]
    assert second["items"] == whole[3:6]
    assert part_by_part(caller, "/ledger/lines", limit=2) == whole
    status, told = caller.get("/ledger/lines", limit=501)
    assert (status, told["field"]) == (422, "limit")


def part_by_part(caller: System, path: str, **asked: Any) -> list[Any]:
    """All rows of a list, page after page."""
    found: list[Any] = []
    cursor = ""
    while True:
        page = caller.get(path, cursor=cursor, **asked)[1]
        found += page["items"]
        cursor = page["next"]
        if not cursor:
            return found


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/ledger/balances", {"region": "650000"}),
        ("/ledger/balances", {"region": "650000", "as_of_document": "2025-03-31"}),
        ("/ledger/vouchers", {"subject": "650100-finance"}),
    ],
    ids=["now", "on a day", "vouchers"],
)
def test_the_database_cuts_what_stands_on_many_rows(
    database: str, path: str, asked: dict[str, str]
) -> None:
    """Nothing twice, nothing left out; and no more is fetched than the page and one row."""
    with scope("100000"):
        Nation().play()
    caller = system("省系统", "650000-finance")
    whole = caller.get(path, limit=500, **asked)[1]["items"]
    assert len(whole) > 3
    with CaptureQueriesContext(connection) as queries:
        assert part_by_part(caller, path, limit=3, **asked) == whole
    assert sum("LIMIT 4" in each["sql"] for each in queries) == -(-len(whole) // 3)
