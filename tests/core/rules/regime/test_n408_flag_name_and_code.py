"""Code and name go together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from zhida.core.findings import Finding
from zhida.core.notice import Flag, Notice

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
MakeFlag = Callable[..., Flag]


def test_the_name_of_another_code(notice: Make, found: Found, flag: MakeFlag) -> None:
    (finding,) = found("N408", notice(flags=(flag("01", "中央参照直达资金"),)))
    assert finding.expected == "01 中央直达资金"
    assert "代码是02" in finding.sentence


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("01", "中央直达资金"),
        ("01", "直达资金"),
        ("02", "参照直达资金"),
        ("09", "其他资金"),
        ("01", ""),
        ("01", "专项资金"),
        ("07", "中央直达资金"),
    ],
)
def test_pairs_that_fit_or_cannot_be_judged(
    code: str, label: str, notice: Make, found: Found, flag: MakeFlag
) -> None:
    assert not found("N408", notice(flags=(flag(code, label),)))
