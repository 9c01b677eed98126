"""监管方式 model: which flag the money of a fund carries in a year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from zhida.core.notice import Appropriation, BudgetKind, FundingSource, Notice, Regime
from zhida.data import load


@dataclass(frozen=True, slots=True)
class Supervision:
    """监管规定: the regime of a fund in a range of budget years (None = open).

    `fund` is "" where the row speaks of every fund. `certain` is false where
    the row was not read in a published source: it grounds a hint, no more.
    """

    fund: str
    since: int | None
    until: int | None
    regime: Regime
    certain: bool
    source: str

    def holds_in(self, year: int) -> bool:
        """Whether the row speaks of a budget year."""
        return (self.since is None or year >= self.since) and (
            self.until is None or year <= self.until
        )


def of_fund(fund: str | None, year: int) -> Supervision | None:
    """The row for a fund in a year: its own, else the one for every fund, else None.

    >>> of_fund("医疗服务与保障能力提升补助资金", 2022).regime.value
    'direct'
    >>> of_fund(None, 2018).regime.value, of_fund(None, 2021)
    ('none', None)
    """
    rows = [each for each in _rows() if each.holds_in(year)]
    own = [each for each in rows if fund and each.fund == fund]
    return next(iter(own + [each for each in rows if not each.fund]), None)


@cache
def flag_names() -> dict[str, str]:
    """The codes of direct funds and their names.

    >>> flag_names()["02"]
    '中央参照直达资金'
    """
    return {row["code"]: row["name"] for row in load("flags") if row["list"] == "direct"}


def is_central(appropriation: Appropriation) -> bool:
    """Whether this is central money of the general budget, as the flags are made for."""
    return (
        appropriation.source is FundingSource.CENTRAL
        and appropriation.kind is not BudgetKind.GOVERNMENT_FUND
    )


def is_local(appropriation: Appropriation) -> bool:
    """Whether this is money of a province or below."""
    return appropriation.source in (
        FundingSource.PROVINCE,
        FundingSource.PREFECTURE,
        FundingSource.COUNTY,
        FundingSource.LOCAL,
    )


def year_of(notice: Notice) -> int | None:
    """The budget year, None where none is stated."""
    return notice.budget_year.value if notice.budget_year is not None else None


def fund_of(notice: Notice) -> str | None:
    """The canonical name of the fund, None where it is unknown."""
    return notice.fund.value if notice.fund is not None else None


@cache
def _rows() -> tuple[Supervision, ...]:
    return tuple(
        Supervision(
            row["fund"],
            int(row["from_year"]) if row["from_year"] else None,
            int(row["to_year"]) if row["to_year"] else None,
            Regime(row["regime"]),
            row["status"] == "attested",
            row["source"],
        )
        for row in load("fund_regimes")
    )
