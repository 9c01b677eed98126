"""Thirty days, counted kindly."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from zhida.core.findings import Finding
from zhida.core.notice import Appropriation, Basis, FundingSource, Notice, Status

Found = Callable[[str, Notice], list[Finding]]
Make = Callable[..., Notice]
Money = Callable[..., Appropriation]
Upstream = Callable[..., Basis]
Says = Callable[..., object]


def test_more_than_thirty_days_even_from_the_last_day_of_the_year(
    notice: Make, found: Found, stated: Says, upstream: Upstream
) -> None:
    made = notice(
        date=stated(datetime.date(2020, 3, 27)),
        status=stated(Status.DISBURSEMENT),
        basis=(upstream(2019),),
    )
    (finding,) = found("N411", made)
    assert (finding.expected, finding.found, finding.difference) == (30, 87, 57)


@pytest.mark.parametrize(("year", "day"), [(2022, (2023, 1, 30)), (2023, (2023, 8, 1))])
def test_what_may_still_be_in_time_gives_nothing(
    year: int,
    day: tuple[int, int, int],
    notice: Make,
    found: Found,
    stated: Says,
    upstream: Upstream,
) -> None:
    made = notice(
        date=stated(datetime.date(*day)), status=stated(Status.FORMAL), basis=(upstream(year),)
    )
    assert not found("N411", made)


def test_methods_and_settlements_start_no_clock(
    notice: Make, found: Found, stated: Says, upstream: Upstream
) -> None:
    method = notice(status=stated(Status.FORMAL), basis=(upstream(2019, is_upstream=False),))
    settled = notice(status=stated(Status.SETTLEMENT), basis=(upstream(2019),))
    assert not found("N411", method)
    assert not found("N411", settled)


def test_local_money_has_another_clock(
    notice: Make, found: Found, stated: Says, upstream: Upstream, money: Money
) -> None:
    made = notice(
        status=stated(Status.FORMAL),
        basis=(upstream(2021),),
        appropriations=(money(FundingSource.PROVINCE),),
    )
    assert not found("N411", made)
