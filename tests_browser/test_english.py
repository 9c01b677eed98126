"""英文页面: of every Chinese word on an English page it is said that it is Chinese; no label is left so."""

from __future__ import annotations

import re

from django.conf import settings
from lxml import html
from tests.platform.accounts.people import signed_in
from tests.platform.pages.crawling import xpath
from tests_browser.addresses import every_page

import messages

HAN = re.compile(r"[\u3400-\u9fff]")
GIVEN = re.compile(r"/catalogues/|/paper/|/letter/|/notices/\d+/\?|/notices/\d+/$")
"""What shows the tables of data, and documents in their own words."""


def chinese(page: html.HtmlElement) -> list[tuple[str, str]]:
    """What holds words with Chinese in them, with the language that they are said to be."""
    found = []
    for words in xpath(page, "//text()[not(parent::script) and not(parent::style)]"):
        if HAN.search(words):
            node = words.getparent().getparent() if words.is_tail else words.getparent()
            said = xpath(node, "ancestor-or-self::*/@lang")[-1]
            whole = node.getparent() if node.tag == "span" else node
            found.append((said, "".join(xpath(whole, ".//text()")).strip()))
    return found


def test_an_english_page_leaves_nothing_chinese_but_what_has_no_english(site: str) -> None:
    client = signed_in("省审核")
    addresses = every_page("省审核")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    labels = {words for _, words, _ in messages.labels()}
    left = []
    for address in addresses:
        found = chinese(html.fromstring(client.get(address).content))
        left += [f"{address}: {words}" for said, words in found if said != "zh-Hans"]
        if not GIVEN.search(address):
            left += [f"{address}: {words}" for _, words in found if words in labels]
    assert not left, "\n".join(left)
