"""The pages that are looked at: every one that a province's people reach from the menu, one of a shape."""

from __future__ import annotations

import re

from django.http.response import HttpResponseBase
from tests.platform.accounts.people import signed_in
from tests.platform.pages.crawling import crawl

ACCOUNT = (
    "/account/password/",
    "/account/sessions/",
    "/account/factor/",
    "/account/reauthenticate/",
)
APART = re.compile(r"/origin/|/origin\?|\.png|/(files|feed)/|/language|/cell/|/total/")
"""Origins of figures are one template, which is looked at once."""


def every_page(name: str) -> list[str]:
    """The addresses of the pages that somebody reaches and is not refused, the same in every run."""
    client = signed_in(name)
    client.get("/may/", {"year": "2025"})
    found = crawl(client, each=1)
    assert not found.faults, found.faults
    shapes: dict[str, str] = {}
    for address in found.pages:
        if APART.search(address) is None:
            shapes.setdefault(re.sub(r"\d+", "#", address.split("?")[0]), address)
    origin = next(each for each in found.pages if "/ledger/origin/" in each)
    shown = [each for each in shapes.values() if _is_page(client.get(each))]
    return [*shown, origin, *ACCOUNT]


def _is_page(answer: HttpResponseBase) -> bool:
    """Shown, and no file to be saved."""
    return answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
