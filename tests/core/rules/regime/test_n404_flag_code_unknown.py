"""Codes of direct funds come from a published list."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.core.findings import Finding
from zhida.core.notice import Flag, Notice

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
MakeFlag = Callable[..., Flag]


def test_a_code_that_does_not_exist(notice: Make, found: Found, flag: MakeFlag) -> None:
    (finding,) = found("N404", notice(flags=(flag("07"),)))
    assert finding.found == "07"
    assert "01、02" in finding.sentence


@pytest.mark.parametrize("code", ["01", "02", "09", None])
def test_known_codes_and_bare_words_give_nothing(
    code: str | None, notice: Make, found: Found, flag: MakeFlag
) -> None:
    assert not found("N404", notice(flags=(flag(code),)))
