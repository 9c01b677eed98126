"""英文页面: of every Chinese word on an English page it is said that it is Chinese; no label is left so.

What is data stays Chinese: names of places, agencies, papers and funds, rows of catalogues, and
what a paper says. The page says so of itself (`lang`). What the house says has English.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from django.conf import settings
from lxml import html
from tests.platform.accounts.people import signed_in
from tests.platform.pages.crawling import xpath
from tests_browser.addresses import every_page
from tests_browser.conftest import Open

import messages

HAN = re.compile(r"[\u3400-\u9fff]")
GIVEN = re.compile(r"/catalogues/|/paper/|/letter/|/notices/\d+/\?|/notices/\d+/$")
"""What shows the tables of data, and documents in their own words."""
DRAFTED = ("/allocation/new/", "/allocation/1/", "/allocation/1/edit/", "/notices/")
"""Pages with forms that a drafter sees alone."""
POINTS = " 　：，；。（）“”—·"

ATTRIBUTES = """() => {
  const names = ["title", "aria-label", "aria-description", "alt", "placeholder"];
  const found = [];
  for (const each of document.querySelectorAll(names.map((name) => `[${name}]`).join())) {
    if (each.closest("[lang]").lang.startsWith("zh")) continue;
    for (const name of names) {
      const said = each.getAttribute(name) ?? "";
      if (/\\p{Script=Han}/u.test(said)) found.push(`${each.localName} ${name}: ${said}`);
    }
  }
  return found;
}"""
"""What is read out or shown beside an element in Chinese, where the element isn't said to be."""
LABELS = """() => {
  const named = "button, label, legend, summary, caption, figcaption, th, dt, h1, h2, h3, h4, nav a";
  const found = [];
  for (const each of document.querySelectorAll(`${named}, svg text`)) {
    if (each.localName !== "text" && each.lang.startsWith("zh")) continue;
    const walker = document.createTreeWalker(each, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const said = walker.currentNode.data;
      if (/\\p{Script=Han}/u.test(said)) found.push([each.localName, said]);
    }
  }
  return found;
}"""
"""The Chinese words of what names things, in charts too, with the name of the element.

But where the element itself is said to hold what is Chinese: the switch of the language, data.
"""


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


@pytest.fixture(scope="module")
def addresses(site: str) -> list[str]:
    """The pages of a reviewer, found once."""
    return every_page("省审核")


def test_an_english_page_leaves_nothing_chinese_but_what_has_no_english(
    addresses: list[str],
) -> None:
    client = signed_in("省审核")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    labels = {words for _, words, _ in messages.labels()}
    left = []
    for address in addresses:
        found = chinese(html.fromstring(client.get(address).content))
        left += [f"{address}: {words}" for said, words in found if said != "zh-Hans"]
        if not GIVEN.search(address):
            left += [f"{address}: {words}" for _, words in found if words in labels]
    assert not left, "\n".join(left)


def test_in_the_browser_no_name_of_a_thing_is_left_in_chinese(
    opened: Open, addresses: list[str]
) -> None:
    """Attributes, labels, heads and charts, as scripts left them: no word that the house itself says.

    The tables of data are one template: two of them are looked at.
    """
    own = set(said_by_the_house())
    tables = [each for each in addresses if "/system/catalogues/" in each]
    left = []
    for name, pages in (("省审核", set(addresses) - set(tables[2:])), ("州经办", DRAFTED)):
        watched = opened(name)
        watched.page.context.add_cookies(
            [{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": watched.site}]
        )
        for address in pages:
            watched.look(address)
            assert watched.ask("document.documentElement.lang") == "en", address
            left += [f"{address} {each}" for each in watched.ask(ATTRIBUTES)]
            if not GIVEN.search(address):
                found = cast("list[tuple[str, str]]", watched.ask(LABELS))
                left += [
                    f"{address} {of}: {said}" for of, said in found if said.strip(POINTS) in own
                ]
    assert not left, "\n".join(left)


def said_by_the_house() -> Iterator[str]:
    """The Chinese words of the platform's modules and templates, as they stand between points."""
    yield from (words for _, words, _ in messages.labels())
    for path in sorted(messages.PLATFORM.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from (each.strip(POINTS) for each in _strings(path) if HAN.search(each))
    for path in sorted(messages.PLATFORM.rglob("*.html")):
        pieces = re.split(r"\{[%{#].*?[%}#]\}|<[^>]*>", path.read_text("utf-8"))
        yield from (each.strip(POINTS) for each in pieces if HAN.search(each))


def _strings(path: Path) -> Iterator[str]:
    """The texts of a module that aren't its documentation."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    for each in ast.walk(tree):
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in told:
            yield each.value
