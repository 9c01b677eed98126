"""A crawler: opens every page that the menu leads to, and every figure on them.

Only same-origin links are followed, by GET, each shape of address a bounded number of times.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, cast
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.test import Client
from lxml import html

EACH = 6
"""Addresses of one shape (numbers apart, names of parameters alike) that are opened."""
MOST = 1200


def xpath(page: html.HtmlElement, path: str) -> list[Any]:
    """What a path finds on a page: elements, or words where it asks for words."""
    return list(cast("list[Any]", page.xpath(path)))


@dataclass
class Crawl:
    """What a crawl saw: pages by address, figures by theirs, and what was wrong, in words."""

    pages: list[str] = field(default_factory=list)
    figures: int = 0
    origins: int = 0
    faults: list[str] = field(default_factory=list)


def crawl(client: Client, start: str = "/may/", each: int = EACH) -> Crawl:
    """All that can be reached; a page that is neither shown nor refused is a fault."""
    client.raise_request_exception = False
    found = Crawl()
    waiting, seen = [start], {start}
    shapes: Counter[str] = Counter()
    values: dict[str, str] = {}
    while waiting and len(found.pages) < MOST:
        address = waiting.pop(0)
        answer = client.get(address)
        if answer.status_code in (301, 302):
            _queue(answer.headers["Location"], address, waiting, seen, shapes, each)
            continue
        found.pages.append(address)
        if answer.status_code == 403:  # a page that says why not
            continue
        if answer.status_code != 200:
            found.faults.append(f"{address}: {answer.status_code}")
            continue
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        page = html.fromstring(answer.content)
        if address in values:
            found.origins += 1
            found.faults += origin_faults(address, page, values[address])
        for link in xpath(page, "//main//a[@href] | //nav//a[@href]"):
            target = urljoin(address, link.get("href"))
            if "fig" in (link.get("class") or "").split():
                found.figures += 1
                before = values.setdefault(target, link.get("data-value"))
                if before != link.get("data-value"):
                    found.faults.append(
                        f"{address}: {target} is {link.get('data-value')} here, {before} elsewhere"
                    )
            _queue(target, address, waiting, seen, shapes, each)
    return found


def _queue(
    target: str, here: str, waiting: list[str], seen: set[str], shapes: Counter[str], each: int
) -> None:
    target = urljoin(here, target).split("#")[0]
    parts = urlsplit(target)
    asked = dict(parse_qsl(parts.query))
    if parts.netloc or not target.startswith("/") or target in seen or "export" in asked:
        return
    if parts.path.startswith(("/account/", "/static/", "/api/", "/metrics", "/language")):
        return
    names = ",".join(sorted(set(asked) - {"year", "region", "unit"}))
    shape = re.sub(r"\d+", "#", parts.path) + "?" + names + asked.get("steps", "")
    if shapes[shape] >= each:
        return
    shapes[shape] += 1
    seen.add(target)
    waiting.append(target)


def origin_faults(address: str, page: html.HtmlElement, value: str) -> list[str]:
    """What the page of a figure's origin says otherwise than the figure."""
    whole = xpath(page, "//data[@id='whole']")
    if not whole:
        return [f"{address}: no origin of the figure {value}"]
    told = whole[0].get("value")
    faults = [f"{address}: {told}, the figure is {value}"] if told != value else []
    items = xpath(page, "//*[@data-item]")
    if whole[0].get("data-adds") == "yes":
        total = sum((Fraction(each.get("data-item")) for each in items), Fraction(0))
        if total != Fraction(told):
            faults.append(f"{address}: the items sum to {total}, the figure is {told}")
    return faults
