"""闲置超时: the time is up in the middle of a form, and the form stands as typed after signing in."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from tests_browser.conftest import Open
from tests_browser.test_days import come_in

WORDS = "一季度支出一百五十万元\n余下的四月支付"
SEEN = "zhida seen"
"""Where a session keeps when it was last used, in seconds."""


def test_a_form_that_was_sent_after_the_time_was_up_stands_as_typed(opened: Open) -> None:
    """Kept while typing, refused when sent too late, given back after signing in; then it arrives."""
    county = opened()
    page = come_in(county, "县经办")
    page = county.look("/due/")
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("link", name="报送年报").first.click()
    address = page.url.removeprefix(county.site)
    with page.expect_response("**/draft/"):
        page.fill("#words", WORDS)
    (key,) = (each["value"] for each in page.context.cookies() if each["name"] == "sessionid")
    session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    session[SEEN] -= settings.IDLE_SECONDS + 60
    session.save()

    county.press("报送")
    assert "/account/login/" in page.url
    assert "没有操作，为安全起见已退出" in county.words()
    come_in(county, "县经办")
    assert "您的草稿还在" in county.words()
    county.look(address)
    page.get_by_role("button", name="接着填").click()
    assert page.input_value("#words") == WORDS
    page.get_by_role("link", name="接着办").first.click()
    page.wait_for_url("**/draft/*/")
    assert "余下的四月支付" in county.words()
    county.press("不要了")
    assert "您的草稿还在" not in county.words()
