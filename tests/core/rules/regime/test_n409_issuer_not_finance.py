"""Only finance departments issue transfers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.core.findings import Finding
from zhida.core.notice import DocumentNumber, Notice

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Says = Callable[..., object]


def test_a_department_on_its_own(notice: Make, found: Found, stated: Says) -> None:
    (finding,) = found("N409", notice(issuers=(stated("某市医疗保障局"),)))
    assert finding.found == "某市医疗保障局"


@pytest.mark.parametrize("name", ["某市财政局", "某区财政与国资管理局", "财政部", "某县财金局"])
def test_a_finance_body_among_the_issuers(
    name: str, notice: Make, found: Found, stated: Says
) -> None:
    assert not found("N409", notice(issuers=(stated("某市医疗保障局"), stated(name))))


def test_a_finance_number_shows_that_an_issuer_was_not_read(
    notice: Make, found: Found, stated: Says
) -> None:
    made = notice(
        issuers=(stated("某市医疗保障局"),), doc_number=stated(DocumentNumber("某财社", 2023, 1))
    )
    assert not found("N409", made)


def test_unknown_issuers_prove_nothing(notice: Make, found: Found) -> None:
    assert not found("N409", notice())
