"""How the notice is to be disclosed."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Notice

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Says = Callable[..., object]


def test_nothing_is_said(notice: Make, found: Found) -> None:
    assert len(found("N416", notice())) == 1


def test_it_is_said_somewhere(notice: Make, found: Found, stated: Says) -> None:
    assert not found("N416", notice(disclosure=stated("主动公开")))
    assert not found("N416", notice(paragraphs=(stated("（此件主动公开）"),)))
