"""三级各办一件: in the demonstration's year a county answers, its prefecture books, the province opines."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from unittest.mock import patch

import pytest
from django.db import connections
from tests.platform.accounts.people import enter
from tests.postgresql import fresh_database
from tests_browser.conftest import Open

DAY = datetime.date(2025, 11, 20)

# The days of the demonstration are those of the day when it is read.
with patch("django.utils.timezone.localdate", return_value=DAY):
    from demo import people, places, seeding, stories

COUNTIES = {people.COUNTY, stories.LATE}
"""The smallest part of the region that tells the same stories to these three."""
THREE = ("阿克苏市经办", "阿克苏审核", "新疆审核")
YEAR = f"?year={DAY.year}"


@pytest.fixture(scope="module")
def year(server: str, site: str) -> Iterator[None]:
    """The demonstration's year behind the server that stands, which goes back to its own after."""
    before = {alias: dict(connections[alias].settings_dict) for alias in ("default", "owner")}
    with fresh_database(server):
        part = []
        for each in places.prefectures():
            below = tuple(one for one in each.below if one.code in COUNTIES)
            if below:
                part.append(replace(each, below=below))
        seeding.seed(tuple(part))
        for account in people.ACCOUNTS:
            if account.name in THREE:
                enter(account.name, account.agency, account.role)
        yield
    connections.close_all()
    for alias, settings in before.items():
        connections[alias].settings_dict.update(settings)


def test_each_of_three_levels_does_its_part(year: None, opened: Open) -> None:
    """From their desks, by what stands there; each sees what the one before has done."""
    county = opened("阿克苏市经办")
    page = county.look(f"/desk/{YEAR}")
    with page.expect_navigation(wait_until="load"):
        page.locator("main").get_by_role("link", name="是用款单位自己的账户").first.click()
    address = page.url.removeprefix(county.site)
    assert "请说明为什么付给本单位" in county.words()
    page.fill("form:has(button:text-is('答复')) [name=reason]", "零余额账户未启用，已改正。")
    county.press("答复")
    assert "零余额账户未启用" in page.locator(".thread").inner_text()

    prefecture = opened("阿克苏审核")
    page = prefecture.look(f"/desk/{YEAR}")
    with page.expect_navigation(wait_until="load"):
        page.locator("main").get_by_role("link", name="第二批分配方案（地区）").first.click()
    prefecture.press("审定")
    assert page.locator("h1 .state").inner_text() == "审定"
    page = prefecture.look(f"/notices/{YEAR}")
    with page.expect_navigation(wait_until="load"):
        page.locator("main tbody").get_by_role("link", name="〕102号").first.click()
    prefecture.press("入账")
    prefecture.press("入账")
    assert "已入账：凭证" in prefecture.words()

    province = opened("新疆审核")
    page = province.look(f"/execution/{YEAR}&region={people.PREFECTURE}")
    assert page.locator("main table tbody tr").count() > 0
    page = province.look(address)
    assert "零余额账户未启用" in page.locator(".thread").inner_text()
    page.fill("form:has(button:text-is('出具意见')) [name=reason]", "情况属实，限月底前退回。")
    province.press("出具意见")
    assert "限月底前退回" in page.locator(".thread").inner_text()
    assert "限月底前退回" in county.look(address).locator(".thread").inner_text()
