"""无障碍: what axe-core says of every page, in both languages of the frame."""

from __future__ import annotations

import pytest
from tests_browser.addresses import every_page
from tests_browser.axe import fetched, grave
from tests_browser.conftest import Open

MAIN = ("/desk/", "/ledger/", "/allocation/", "/execution/", "/due/", "/reports/", "/system/")


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script, once for all tests."""
    return fetched(tmp_path_factory.mktemp("axe"))


def test_no_page_has_a_serious_fault(opened: Open, axe: str) -> None:
    watched = opened("省审核")
    faults = []
    for address in every_page("省审核"):
        watched.look(address)
        faults += [f"{address} {each}" for each in grave(watched, axe)]
    assert not faults, "\n".join(faults)


def test_nor_has_a_page_of_forms_before_and_after_it_was_refused(opened: Open, axe: str) -> None:
    """The workbench of who may draft, a duty of who may file, the way in with a wrong password."""
    watched = opened("州经办")
    faults = []
    for address in ("/allocation/new/", "/allocation/1/", "/allocation/1/edit/", "/notices/"):
        watched.look(address)
        faults += [f"{address} {each}" for each in grave(watched, axe)]
    way_in = opened()
    page = way_in.look("/account/login/")
    faults += grave(way_in, axe)
    page.fill("input[name=login]", "州经办")
    page.fill("input[name=password]", "不对的口令")
    page.keyboard.press("Enter")
    page.wait_for_selector(".errors, .errorlist")
    faults += grave(way_in, axe)
    assert not faults, "\n".join(faults)


def test_in_english_the_pages_have_none_either(opened: Open, axe: str) -> None:
    watched = opened("市经办")
    page = watched.look("/desk/")
    page.locator(".who summary").click()
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("html[lang=en]")
    faults = []
    for address in MAIN:
        watched.look(address)
        faults += [f"{address} {each}" for each in grave(watched, axe)]
    assert not faults, "\n".join(faults)
