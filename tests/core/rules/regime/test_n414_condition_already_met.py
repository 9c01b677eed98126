"""A condition that has come true is a copied one."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from zhida.core.findings import Finding
from zhida.core.notice import Notice

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Says = Callable[..., object]


SAID = "待2023年预算年度开始后，按程序使用"


def test_the_year_has_begun(notice: Make, found: Found, stated: Says) -> None:
    (finding,) = found("N414", notice(availability=stated(SAID)))
    assert finding.found == "2023-03-01"


def test_the_year_is_still_to_come(notice: Make, found: Found, stated: Says) -> None:
    made = notice(availability=stated(SAID), date=stated(datetime.date(2022, 12, 7)))
    assert not found("N414", made)


def test_another_condition_is_not_judged(notice: Make, found: Found, stated: Says) -> None:
    assert not found("N414", notice(availability=stated("待人大批准后使用")))
