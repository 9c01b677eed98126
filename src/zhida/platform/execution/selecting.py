"""范围 selecting: whose money a question about progress is about, as rows of the database.

Whatever is asked, row-level security shows what the scope may see, and nothing else.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import connection

from zhida.core.ledger.chart import Book
from zhida.core.notice.appropriations import FundingSource
from zhida.platform.ledger.balances import moved_by_holder, standing_kinds
from zhida.platform.ledger.figures import Asked
from zhida.platform.regions.fiscal_tree import COUNTRY, parents_of, subtree

__all__ = [
    "COUNTRY",
    "Selection",
    "accounts",
    "movements",
    "parents_of",
    "recorded_years",
    "subtree",
]


@dataclass(frozen=True, slots=True)
class Selection:
    """范围: the quota lines of a budget year that a figure is about.

    `region` is a code of the fiscal tree, all below it included; `holder` an
    agency's code; `lines` numbers of lines. At least one of the three, and what
    is given besides must hold too. "" and None ask for nothing. `on` counts what
    papers of that day and before say, None what stands now; `booked` what was
    known at a moment. `own` leaves out what lies below the region.
    """

    year: int
    region: str = ""
    holder: str = ""
    lines: tuple[int, ...] | None = None
    book: Book = Book.QUOTA
    fund: str = ""
    source: FundingSource | None = None
    flag: str = ""
    own: bool = False
    on: datetime.date | None = None
    booked: datetime.datetime | None = None

    def __post_init__(self) -> None:
        if not (self.region or self.holder or self.lines is not None):
            raise ValueError("a selection names a region, a holder or lines")

    @property
    def is_now(self) -> bool:
        """Whether the balances that the accounts keep are the answer."""
        return self.on is None and self.booked is None

    @property
    def of_ledger(self) -> Asked:
        """同一所问: the same accounts as the ledger's pages ask for them."""
        return Asked(
            self.year,
            region=self.region,
            own=self.own,
            holder=self.holder,
            fund=self.fund,
            source=str(self.source) if self.source else "",
            flag=self.flag,
            on=self.on,
            lines=self.lines,
            book=str(self.book),
        )

    @property
    def is_everything(self) -> bool:
        """Whether it is the whole country, of all that the scope may see."""
        whole = self.region == COUNTRY and not self.own
        return whole and not self.holder and self.lines is None


def recorded_years(book: Book = Book.QUOTA) -> tuple[int, ...]:
    """有记录的年度: the budget years of which the scope sees any account, ascending."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT year FROM ledger_account WHERE book = %s AND NOT is_origin"
            " ORDER BY year",
            [str(book)],
        )
        return tuple(year for (year,) in cursor.fetchall())


def accounts(asked: Selection, *columns: str) -> tuple[str, dict[str, Any]]:
    """账户: the query for the accounts of a selection, origins apart, and its parameters.

    `columns` are expressions over a (the account), e (its earmark) and g (its
    holder); only the tables that are asked for are joined.
    """
    joins, conditions = [], ["a.year = %(year)s", "a.book = %(book)s", "NOT a.is_origin"]
    values: dict[str, Any] = {"year": asked.year, "book": str(asked.book)}
    wanted = " ".join(columns)
    if asked.region and (asked.own or asked.region != COUNTRY):
        conditions.append("a.region_id = ANY(%(regions)s)")
        values["regions"] = (
            [asked.region] if asked.own else list(subtree(asked.region, parents_of(asked.on)))
        )
    if asked.holder or "g." in wanted:
        joins.append("JOIN regions_agency g ON g.id = a.holder_id AND g.region_id = a.region_id")
    if asked.holder:
        conditions.append("g.code = %(holder)s")
        values["holder"] = asked.holder
    if asked.lines is not None:
        conditions.append("a.line_id = ANY(%(lines)s)")
        values["lines"] = list(asked.lines)
    earmark = _of_earmark(asked)
    if earmark or "e." in wanted:
        joins.append("JOIN ledger_earmark e ON e.id = a.earmark_id")
    conditions += [f"e.{name} = %({name})s" for name in earmark]
    values |= earmark
    query = (
        f"SELECT {', '.join(columns)} FROM ledger_account a {' '.join(joins)}"
        f" WHERE {' AND '.join(conditions)}"
    )
    return query, values


def movements(asked: Selection, *columns: str) -> tuple[str, dict[str, Any]]:
    """变动: the same for the whole country from what moved up to a moment, and its parameters.

    `columns` are expressions as of `accounts`; a.fen is what came (below zero:
    went), summed as far as the columns allow.
    """
    earmark = _of_earmark(asked)
    joins, conditions = [], []
    wanted = " ".join(columns)
    if "g." in wanted or "a.region_id" in wanted:
        joins.append("JOIN regions_agency g ON g.id = a.holder_id")
    if earmark or "e." in wanted:
        joins.append("JOIN ledger_earmark e ON e.id = a.earmark_id")
        conditions += [f"e.{name} = %({name})s" for name in earmark]
    of_line, of_earmark = "a.line_id" in wanted, bool(earmark) or "e." in wanted
    query = (
        f"SELECT {', '.join(columns).replace('a.region_id', 'g.region_id')}"
        f" FROM {moved_by_holder(line=of_line, earmark=of_earmark)} AS a {' '.join(joins)}"
        f" WHERE {' AND '.join(['true', *conditions])}"
    )
    values = {
        "year": asked.year,
        "stand": standing_kinds(asked.book),
        "document": asked.on,
        "booked": asked.booked,
        "period": "",
    }
    return query, values | earmark


def _of_earmark(asked: Selection) -> dict[str, Any]:
    wanted = {
        "fund": asked.fund,
        "source": str(asked.source) if asked.source else "",
        "flag": asked.flag,
    }
    return {name: value for name, value in wanted.items() if value}
