"""Transfers are published, not handed out on request."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.core.findings import Finding
from zhida.core.notice import Notice

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Says = Callable[..., object]


@pytest.mark.parametrize("said", ["此件依申请公开", "不予公开"])
def test_closed_notices(said: str, notice: Make, found: Found, stated: Says) -> None:
    (finding,) = found("N417", notice(disclosure=stated(said)))
    assert finding.expected == "主动公开"


def test_open_and_silent_notices_give_nothing(notice: Make, found: Found, stated: Says) -> None:
    assert not found("N417", notice(disclosure=stated("公开方式：主动公开")))
    assert not found("N417", notice())
