"""Findings by code: severity, law and mend come from the table, a better mend goes first."""

from __future__ import annotations

import pytest

from zhida.core.finding_tables import difference_of, finding_of
from zhida.core.findings import Severity


def test_severity_law_and_mend_are_the_tables() -> None:
    found = finding_of("booking_findings", "B101", "该格金额不能识读。", sources=())
    assert found.severity is Severity.FATAL
    assert found.mend and found.basis
    assert finding_of("booking_findings", "B101", "同上。", mend="补填金额").mend == "补填金额"


def test_a_table_without_law_gives_none_and_an_unknown_code_is_no_finding() -> None:
    assert finding_of("payment_findings", "P101", "缺少金额列").basis == ""
    with pytest.raises(KeyError):
        finding_of("booking_findings", "B999", "没有这一条")


def test_a_difference_is_told_of_numbers_alone() -> None:
    assert difference_of(100, 97) == -3
    assert difference_of("100", 97) is None
    assert difference_of(None, 97) is None
