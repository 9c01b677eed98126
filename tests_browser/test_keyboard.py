"""只用键盘: from the first Tab to the page that one wanted; and what one sees at twice the size."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from tests_browser.conftest import Open
from tests_browser.test_pages import MENU

TWICE = (683, 384)
"""1366 × 768 at 200 %, in CSS pixels."""
OUTLINED = """() => {
  const style = getComputedStyle(document.activeElement);
  const box = document.activeElement.getBoundingClientRect();
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
    && box.width > 0 && box.right > 0 && box.bottom > 0 && box.top < innerHeight;
}"""
BEYOND = """() => {
  const scrolls = (each) => {
    for (let at = each.parentElement; at; at = at.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(at).overflowX)) return true;
    }
    return false;
  };
  return Array.from(document.querySelectorAll("body *")).filter((each) => {
    const box = each.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && (box.right > innerWidth + 1 || box.left < -1)
      && !each.closest(".skip, svg") && !scrolls(each)
      && getComputedStyle(each).visibility === "visible";
  }).map((each) => `${each.tagName}.${each.className} ${each.textContent.trim().slice(0, 30)}`);
}"""


def active(page: Page) -> str:
    """The words, label or name of what has the focus."""
    return str(
        page.evaluate(
            "(() => { const at = document.activeElement;"
            " return at.getAttribute('aria-label') ?? (at.textContent.trim() || at.name); })()"
        )
    )


def tab_to(page: Page, words: str, most: int = 40) -> None:
    """Presses Tab until what says this has the focus, which must be seen on the way there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert page.evaluate(OUTLINED), f"no focus is seen on “{active(page)}”"
        if active(page) == words:
            return
    pytest.fail(f"{most} times Tab did not lead to “{words}”")


def test_the_first_tab_leads_past_the_menu_into_the_page(opened: Open) -> None:
    page = opened("市经办").look("/desk/")
    page.keyboard.press("Tab")
    assert active(page) == "跳到正文" and page.evaluate(OUTLINED)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_menu_is_reached_and_followed_by_keys(opened: Open) -> None:
    page = opened("市经办").look("/desk/")
    tab_to(page, "时限")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.split("?")[0].endswith("/due/")
    assert page.locator(".menu a[aria-current=page]").inner_text() == "时限"


def test_a_region_is_found_by_the_first_letters_of_its_sounds(opened: Open) -> None:
    page = opened("市经办").look("/ledger/")
    page.keyboard.press("Control+k")
    assert active(page) == "搜索"
    page.keyboard.type("tsq")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "天山区" in page.locator("main").inner_text()
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if "天山区" in active(page):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "650102" in page.url


def test_a_duty_is_done_by_keys_alone(opened: Open) -> None:
    """There is nothing to report, and that is said with Tab, the space bar and Enter."""
    page = opened("市经办").look("/due/2/")
    tab_to(page, "nothing", most=60)
    page.keyboard.press("Space")
    tab_to(page, "报送")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "已报送" in page.locator("main").inner_text()
    assert "无可报" in page.locator(".thread").inner_text()


def test_at_twice_the_size_no_page_scrolls_sideways_and_nothing_is_cut_off(opened: Open) -> None:
    watched = opened("市经办", TWICE)
    for path in (*MENU, "/may/", "/search/?q=tsq", "/ledger/flow/", "/ledger/vouchers/"):
        page = watched.look(path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= TWICE[0], f"{path} is {wide} wide: {page.evaluate(BEYOND)}"
        assert page.evaluate(BEYOND) == [], path


def test_at_twice_the_size_the_menu_leads_on_and_leaves_room_to_read(opened: Open) -> None:
    page = opened("市经办", TWICE).look("/desk/")
    box = page.locator("main h1").bounding_box()
    assert box is not None and box["y"] < TWICE[1], "the page begins below what is seen"
    page.locator(".menu").get_by_role("link", name="指标账").click()
    page.wait_for_url("**/ledger/**")
