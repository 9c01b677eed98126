"""Beyond the published calendar nothing is guessed."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from zhida.core.findings import Finding
from zhida.core.notice import Deadline, DeadlineKind, Notice, Obligation

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Duty = Callable[..., Obligation]


@pytest.mark.parametrize(("year", "count"), [(2099, 1), (2023, 0)])
def test_only_unknown_years_are_told(
    year: int, count: int, notice: Make, found: Found, duty: Duty
) -> None:
    due = Deadline(DeadlineKind.ABSOLUTE, "前", datetime.date(year, 3, 31))
    assert len(found("N604", notice(obligations=(duty("报送材料", due),)))) == count
