"""每个数字都有来历: every figure on every page opens a page with the same value, whose items sum to it."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from tests.platform.accounts.people import enter, signed_in
from tests.platform.execution.treasury import (
    DRAFTER,
    FINANCE,
    OTHER,
    file_of,
    open_county,
    payment,
    refund,
)
from tests.platform.ledger.nation import Nation
from tests.platform.pages.crawling import crawl

from zhida.platform.access.policy import Role
from zhida.platform.execution import actions
from zhida.platform.execution.raising import raise_alerts
from zhida.platform.scope import scope

DAY = datetime.date(2025, 6, 30)


@pytest.mark.parametrize("agency", ["100000-finance", "650000-finance", "650102-finance"])
def test_every_figure_opens_what_it_is_made_of(database: str, agency: str) -> None:
    """A nation's year: money received, passed down, in transit, spent, returned, carried over."""
    with scope("100000"):
        Nation().play()
    enter("王芳", agency, Role.DRAFTER)
    client = signed_in("王芳")
    client.get("/may/", {"year": "2025"})
    found = crawl(client)
    assert not found.faults, "\n".join(found.faults)
    assert found.figures > 100, found
    assert found.origins > 40, found
    above = any(re.search(r"/trace/\d+/", page) for page in found.pages)
    assert above or agency == "100000-finance", "what came down to a line opens, too"


def test_every_figure_of_payments_and_alerts(database: str, tmp_path: Path) -> None:
    """A county that pays: files booked, kept and faulty, a queue, a refund, alerts."""
    open_county(100)
    actions.confirm(
        DRAFTER,
        [
            file_of(
                tmp_path,
                payment("A1", 3),
                payment("A2", 500),
                payment("A3", 2, quota="查无此文"),
                refund("A4", "A1", 1),
            )
        ],
    )
    actions.keep(
        DRAFTER, [file_of(tmp_path, payment("B1", 1, quota=OTHER.document), name="留.xlsx")]
    )
    raise_alerts(DRAFTER, DAY, years=(2025,))
    enter("王芳", FINANCE, Role.DRAFTER)
    client = signed_in("王芳")
    client.get("/may/", {"year": "2025"})
    found = crawl(client)
    assert not found.faults, "\n".join(found.faults)
    assert found.figures > 60, found
    assert any(page.startswith("/execution/payments/1/origin/") for page in found.pages)
    assert any("/execution/alerts/1/origin/" in page for page in found.pages)
