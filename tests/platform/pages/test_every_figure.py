"""每个数字都有来历: every figure on every page opens a page with the same value, whose items sum to it."""

from __future__ import annotations

import pytest
from tests.platform.accounts.people import enter, signed_in
from tests.platform.ledger.nation import Nation
from tests.platform.pages.crawling import crawl

from zhida.platform.access.policy import Role
from zhida.platform.scope import scope


@pytest.mark.parametrize("agency", ["650000-finance", "650102-finance"])
def test_every_figure_opens_what_it_is_made_of(database: str, agency: str) -> None:
    with scope("100000"):
        Nation().play()
    enter("王芳", agency, Role.DRAFTER)
    client = signed_in("王芳")
    client.get("/desk/", {"year": "2025"})
    found = crawl(client)
    assert found.faults == []
    assert found.figures > 50 and found.origins > 30, found
