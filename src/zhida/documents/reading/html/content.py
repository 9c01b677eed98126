"""正文 content: the element of a page that holds the document, and the furniture in it."""

from __future__ import annotations

import re

from lxml import html

from zhida.documents.reading.html.elements import is_silent
from zhida.documents.reading.html.tables import table_rows

_SHARE = 0.88
_FURNITURE = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|menu|menus|crumb|crumbs|breadcrumb|breadcrumbs|location|"
    r"position|footer|foot|copyright|sidebar|share|sharing|toolbar|tools|relate|related|recommend|"
    r"search|login|banner|qrcode|weixin|pagination|pager|friendlink|links|topbar|comment)"
    r"(?:$|[-_\s\d])",
    re.I,
)
_LANDMARKS = {"footer", "aside", "header"}
_MANY_LINKS = 6


def main_element(root: html.HtmlElement) -> html.HtmlElement:
    """The smallest element that holds nearly all running text and every table of data."""
    body = root.find("body")
    current = body if body is not None else root
    weights: dict[html.HtmlElement, int] = {}
    tables: dict[html.HtmlElement, int] = {}
    _weigh(current, weights, tables, False)
    while True:
        best = max(
            (child for child in current if isinstance(child.tag, str)),
            key=lambda child: weights.get(child, 0),
            default=None,
        )
        if best is None or best.tag in ("p", "pre", "table", "tr", "td", "span", "tbody", "a"):
            return current
        if best not in weights:  # only parts that are never shown: a head, a script
            return current
        if weights.get(best, 0) < _SHARE * weights[current] or tables[best] < tables[current]:
            return current
        current = best


def is_furniture(element: html.HtmlElement) -> bool:
    """Whether an element is a menu, a path, a foot: named so, or made of links; never with data."""
    named = " ".join(filter(None, (element.get("class"), element.get("id"), element.get("role"))))
    landmark = element.tag in _LANDMARKS
    suspect = landmark or (bool(named) and _FURNITURE.search(named) is not None)
    if not suspect and element.tag not in ("ul", "div", "table", "section"):
        return False
    links = element.findall(".//a")
    text = len("".join(element.text_content().split()))
    linked = sum(len("".join(link.text_content().split())) for link in links)
    if not suspect:
        return len(links) >= _MANY_LINKS and linked > 0.8 * text
    if any(is_data(table) for table in element.iter("table")):
        return False
    if element.tag == "header" or landmark is False:
        return linked > 0.4 * text or (text < 60 and element.find(".//h1") is None)
    return True


def is_data(table: html.HtmlElement) -> bool:
    """Whether a table holds data: two rows and more with two written cells, not of links."""
    rows = [
        [cell for cell in row if cell.text_content().strip() and cell.find(".//a") is None]
        for row in table_rows(table)
    ]
    return sum(len(row) > 1 for row in rows) > 1


def _weigh(
    element: html.HtmlElement,
    weights: dict[html.HtmlElement, int],
    tables: dict[html.HtmlElement, int],
    linked: bool,
) -> None:
    """Counts the characters outside links, and the tables of data, under each element."""
    weight = 0 if linked else len((element.text or "").strip())
    count = 0
    for child in element:
        if isinstance(child.tag, str) and not is_silent(child):
            _weigh(child, weights, tables, linked or child.tag == "a")
            weight += weights[child]
            count += tables[child]
        weight += 0 if linked else len((child.tail or "").strip())
    if element.tag == "table" and is_data(element):
        count += 1
    weights[element], tables[element] = weight, count
