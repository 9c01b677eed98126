"""页面的数: a system reads what people see: the same tables, and of each figure what it is made of."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from tests.platform.api.calling import System, system
from tests.platform.api.things import Things
from tests.platform.ledger.nation import Nation

from zhida.platform.jobs.models import Job
from zhida.platform.journal.models import Deed
from zhida.platform.scope import scope

PROGRESS = "/execution/?year=2025&region=650000"


@pytest.fixture
def province(database: str) -> System:
    with scope("100000"):
        Nation().play()
    return system(agency="650000-finance")


def rows(caller: System, key: str, address: str, limit: int = 500) -> list[dict[str, Any]]:
    found, cursor = [], ""
    while True:
        asked = {"address": address, "limit": limit, "cursor": cursor}
        status, page = caller.get(f"/tables/{key}", **{k: v for k, v in asked.items() if v})
        assert status == 200, page
        found += page["items"]
        cursor = page["next"]
        if not cursor:
            return found


def test_a_table_has_the_total_of_its_rows_and_every_figure_its_origin(province: System) -> None:
    status, (table,) = province.get("/tables", address=PROGRESS)
    assert status == 200
    money = [at for at, each in enumerate(table["columns"]) if each["kind"] == "money"]
    found = rows(province, table["key"], PROGRESS)
    assert len(found) == table["rows"] > 1
    for at in money:
        shown = [each["cells"][at]["value"] or 0 for each in found if not each["subtotal"]]
        assert sum(shown) == (table["total"]["cells"][at]["value"] or 0)
    opened = 0
    for cell in (each["cells"][at] for each in found for at in money):
        if cell["href"]:
            status, origin = province.get("/origins", address=cell["href"])
            assert (status, origin["value"]) == (200, cell["value"]), origin
            assert origin["missing"] is None
            if origin["adds"]:
                parts = [Fraction(each["value"]) for each in origin["items"]]
                assert sum(parts) == origin["value"]
            opened += 1
    assert opened > 4


def test_rows_come_page_by_page_and_all_of_them_once(province: System) -> None:
    whole = rows(province, "lines", "/ledger/?year=2025")
    assert len(whole) > 3
    assert rows(province, "lines", "/ledger/?year=2025", limit=2) == whole


def test_the_workbook_of_a_table_is_an_export_and_stands_in_the_journal(province: System) -> None:
    status, content = province.get("/tables/progress/workbook", address=PROGRESS)
    assert (status, content[:2]) == (200, b"PK")
    with scope("650000"):
        assert Deed.objects.get(verb="export").after["file"].endswith(".xlsx")  # type: ignore[index]
    looks = system("只看", "650000-finance", scopes=["see"])
    assert looks.get("/tables/progress/workbook", address=PROGRESS)[1]["code"] == "scope"


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("https://evil.example/ledger/", 422, "不写网站"),
        ("//evil.example/ledger/", 422, "不写网站"),
        ("ledger/", 422, "不写网站"),
        ("/nowhere/", 404, "没有这个页面"),
        ("/account/password/", 404, "没有这个页面"),
        ("/api/v1/me", 404, "没有这个页面"),
        ("/ledger/lines/999999/", 404, "没有这个页面或数字"),
        ("/system/", 422, "没有可取的数"),
        ("/ledger/origin/?steps=paid", 422, "没有表"),
        ("/execution/?region=100000", 403, "限于"),
        ("/execution/?region=620000", 403, "限于"),
        ("/reports/preview/?kind=quarterly&period=x", 409, "报告期"),
    ],
)
def test_what_is_no_page_of_tables_is_told_so(
    province: System, address: str, status: int, words: str
) -> None:
    found, told = province.get("/tables", address=address)
    assert found == status, told
    assert words in told["message"] + told["hint"]


def test_no_deed_is_done_by_asking_for_the_page_of_it(province: System) -> None:
    with scope("650000"):
        things = Things.of("650000")
        before = Deed.objects.count()
    for path in (
        f"/jobs/{things.job}/cancel/",
        f"/notices/{things.notice}/book/",
        f"/notices/{things.notice}/files/1/",
        f"/allocation/{things.plan}/copy/",
        f"/execution/alerts/{things.alert}/inquire/",
    ):
        assert province.get("/tables", address=path)[0] in (404, 422), path
    with scope("650000"):
        assert Job.objects.get(pk=things.job).cancel_asked_by == ""
        assert Deed.objects.count() == before


def test_a_page_of_some_roles_is_not_read_by_the_others(province: System) -> None:
    status, told = province.get("/tables", address="/system/users/")
    assert (status, told["code"]) == (403, "forbidden")
    assert "查看用户" in told["message"]


def test_a_search_finds_what_lies_within_reach_and_nothing_beyond(province: System) -> None:
    found = province.get("/search", text="wlmq")[1]
    assert "乌鲁木齐" in next(each["name"] for each in found if each["note"] == "650100")
    assert not [
        each for each in province.get("/search", text="兰州")[1] if each["note"] == "620100"
    ]
    assert province.get("/search", text="")[1] == []
