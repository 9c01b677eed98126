"""Doubtful repairs ask for a person."""

from __future__ import annotations

from collections.abc import Callable

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Repair

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]


def test_a_doubtful_repair_is_a_warning(notice: Make, found: Found) -> None:
    (finding,) = found("N702", notice(repairs=(Repair("两种归位都成立。", (), doubtful=True),)))
    assert finding.severity is Severity.WARNING


def test_sure_repairs_give_nothing(notice: Make, found: Found) -> None:
    assert not found("N702", notice(repairs=(Repair("已移到指标值一列。", ()),)))
