"""The pages in a browser: under our policy of content, nothing is fetched from elsewhere or complained of."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests_browser.addresses import every_page
from tests_browser.conftest import Open

MENU = (
    "/desk/",
    "/notices/",
    "/ledger/",
    "/allocation/",
    "/execution/",
    "/performance/",
    "/dip/",
    "/due/",
    "/reports/",
    "/system/",
)
DISEASE = (
    "/dip/",
    "/dip/institutions/",
    "/dip/uploads/",
    "/dip/monitoring/",
    "/dip/simulation/",
    "/dip/settlements/",
    "/dip/catalogue/",
    "/dip/explain/",
)
CHARTED = {"/dip/", "/dip/uploads/", "/dip/monitoring/", "/dip/simulation/"}


@pytest.mark.parametrize("name", ["省审核", "市经办"])
def test_every_page_stands_with_a_quiet_console_and_asks_nothing_elsewhere(
    opened: Open, name: str, pictures: Path | None
) -> None:
    watched = opened(name)
    addresses = every_page(name)
    paths = {each.split("?")[0] for each in addresses}
    assert paths.issuperset(MENU) and len(paths) > 40, sorted(paths)
    for address in addresses:
        page = watched.look(address)
        assert page.locator("h1").count() == 1, address
        assert page.locator(".who summary").inner_text().startswith(name), address
        if pictures:
            watched.draw(pictures / name)
    watched.calm()


def test_the_pages_of_disease_payment_have_their_figures(opened: Open) -> None:
    """A city's year: every section has a table with rows, and its charts are drawn."""
    watched = opened("市经办")
    for address in DISEASE:
        page = watched.look(address)
        assert page.locator(".tabs a[aria-current]").count() == 1, address
        if address != "/dip/explain/":
            assert page.locator("main table.data tbody tr").count() > 1, address
        assert (page.locator(".drawing svg").count() > 0) == (address in CHARTED), address


NARROW = (
    "/desk/",
    "/ledger/vouchers/",
    "/journal/",
    "/notices/1/",
    "/dip/results/1/",
    "/system/catalogues/alert_rules/",
    "/system/catalogues/standing_duties/",
)
SIDEWAYS = """() => [document.documentElement, ...document.querySelectorAll(".wide")]
  .filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.id || each.tagName)"""


def test_what_has_many_columns_fits_a_small_screen(opened: Open) -> None:
    """Nothing scrolls sideways at 1366, and filters stand in one row."""
    watched = opened("市经办")
    for address in NARROW:
        page = watched.look(address)
        assert watched.ask(SIDEWAYS) == [], address
        row = page.locator(".filters button")
        if row.count():
            first, last = page.locator(".filters label").first.bounding_box(), row.bounding_box()
            assert first and last and abs(first["y"] - last["y"]) < 12, address


def test_the_way_in_stands_so_too(opened: Open) -> None:
    page = opened().look("/account/login/")
    assert page.locator("input[name=password]").count() == 1


def test_a_flow_is_drawn_and_its_table_says_the_same(opened: Open) -> None:
    watched = opened("省审核")
    page = watched.look("/ledger/flow/")
    assert page.locator(".drawing svg .sankey-node").count() > 5
    assert page.locator("main table.data tbody tr").count() > 5


def test_the_description_of_the_api_is_shown_without_a_network(opened: Open) -> None:
    """Swagger's own files, under our policy of content: every route is drawn."""
    page = opened("市经办").look("/api/v1/docs")
    page.get_by_text("/api/v1/payments/imports").first.wait_for(timeout=120_000)
    assert page.locator(".opblock-summary-path").count() > 50
