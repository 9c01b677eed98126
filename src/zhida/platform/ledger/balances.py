"""余额 balances: what stands on the accounts, now or as of any moment, within the scope."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection

from zhida.core.ledger.chart import kinds
from zhida.platform.regions.fiscal_tree import COUNTRY


@dataclass(frozen=True, slots=True)
class Balance:
    """余额: an account with its fen, 0 or more but for an origin, which is 0 or less.

    `account` and `line` are numbers of the database; `counterpart` is the
    agency for which the money is in transit, otherwise None.
    """

    account: int
    line: int
    holder: str
    kind: str
    kind_name: str
    counterpart: str | None
    year: int
    book: str
    fund: str
    source: str
    budget_kind: str
    purpose: str
    flag: str
    document: str
    fen: int


@dataclass(frozen=True, slots=True)
class StatementRow:
    """明细: one movement of an account; `fen` is above zero where money came in.

    `balance_fen` is what stood on the account after it, by the order of booking.
    """

    year: int
    voucher: int
    ordinal: int
    verb: str
    document: str
    document_date: datetime.date
    booked_at: datetime.datetime
    actor: str
    other_account: int
    fen: int
    balance_fen: int


def balances(
    *,
    holder: str | None = None,
    region: str | None = None,
    year: int | None = None,
    as_of_booked: datetime.datetime | None = None,
    as_of_document: datetime.date | None = None,
    after: int = 0,
    most: int | None = None,
) -> tuple[Balance, ...]:
    """余额表: the accounts of an agency, or of all agencies in a region and below, by line and kind.

    Money in transit stands with its sender. Without a moment the balance is
    that which the account keeps. `as_of_booked` counts what had been booked by
    then, `as_of_document` what documents of that day and before say, whenever
    they were booked; with both, what was known at the one about the other.
    Accounts without a movement by then are left out. With `most` there are so
    many at the most, by the numbers of the accounts, beginning beyond `after`.
    Raises `ValueError` unless one of `holder` and `region` is given.
    """
    if (holder is None) == (region is None):
        raise ValueError("either a holder or a region")
    whose = _OF_HOLDER if holder is not None else _OF_ALL if region == COUNTRY else _OF_REGION
    asked = {
        "whose": holder if holder is not None else region,
        "year": year,
        "booked": as_of_booked,
        "document": as_of_document,
        "period": "",
        "after": after,
        "most": most,
    }
    now = as_of_booked is None and as_of_document is None
    query = _BALANCES.format(
        whose=whose,
        fen=stood_on(now=now),
        cut=_CUT if most is not None else "",
        order="a.id" if most is not None else "a.line_id, a.kind, other.code",
    )
    with connection.cursor() as cursor:
        cursor.execute(query, asked)
        return tuple(Balance(*row) for row in cursor.fetchall())


# The conditions on who holds name small sets, so that they find the accounts by an index; the
# policy alone would look at every account.
_OF_HOLDER = """(a.holder_id, a.region_id) IN (
    SELECT id, region_id FROM regions_agency WHERE code = %(whose)s)"""
_OF_REGION = """a.region_id IN (
    SELECT descendant_id FROM regions_reach WHERE ancestor_id = %(whose)s)"""
_OF_ALL = "true"

_NOW = "CROSS JOIN LATERAL (SELECT a.balance_fen AS fen) AS stood"
_THEN = """CROSS JOIN LATERAL (
    SELECT sum(fen)::bigint AS fen FROM (
        SELECT t.year, t.voucher_id, t.fen FROM ledger_transfer t
        WHERE t.year = a.year AND t.debit_id = a.id
        UNION ALL
        SELECT t.year, t.voucher_id, -t.fen FROM ledger_transfer t
        WHERE t.year = a.year AND t.credit_id = a.id
    ) AS t
    JOIN ledger_voucher v ON v.year = t.year AND v.id = t.voucher_id
    WHERE (%(booked)s::timestamptz IS NULL OR v.booked_at <= %(booked)s)
      AND (%(document)s::date IS NULL OR v.document_date <= %(document)s)
      AND (%(period)s = '' OR starts_with(v.document_date::text, %(period)s))
) AS stood"""

_MOVED = """JOIN (
    SELECT year, voucher_id, debit_id AS id, fen FROM ledger_transfer
    UNION ALL SELECT year, voucher_id, credit_id, -fen FROM ledger_transfer
) AS stood ON stood.id = a.id AND stood.year = a.year
JOIN ledger_voucher v ON v.year = stood.year AND v.id = stood.voucher_id
    AND (%(booked)s::timestamptz IS NULL OR v.booked_at <= %(booked)s)
    AND (%(document)s::date IS NULL OR v.document_date <= %(document)s)
    AND (%(period)s = '' OR starts_with(v.document_date::text, %(period)s))"""


def stood_on(*, now: bool) -> str:
    """结存: a join that gives each account a its stood.fen: now, or at a moment and in a period.

    For the moment the query has the parameters `booked`, `document` (a day) and `period`
    ("2025-03": only what moved then; "": everything).
    """
    return _NOW if now else _THEN


def moved_on() -> str:
    """变动: a join that gives each account a a row of stood.fen for each of its movements up to then.

    For sums over many accounts: what they sum to is what stood on them, and the database may go
    through all movements at once. The parameters are those of `stood_on`.
    """
    return _MOVED


def moved_by_holder(*, line: bool = False, earmark: bool = False) -> str:
    """变动合计: a subquery of what moved up to then in a year, summed by holder and kind of account.

    Its columns are holder_id, kind and fen, line_id and earmark_id where asked for (else NULL: as
    many transfers as possible fall together). The parameters are those of `stood_on`, `year` and
    `stand`, the kinds of account (`standing_kinds`). For the whole country.
    """
    return _BY_HOLDER.format(
        earmark="t.earmark_id" if earmark else "NULL::bigint",
        debit_line="t.debit_line_id" if line else "NULL::bigint",
        credit_line="t.credit_line_id" if line else "NULL::bigint",
    )


# Pairs of holders and kinds are summed first: they are far fewer than the transfers between them.
_BY_HOLDER = """(
    SELECT side.* FROM (
        SELECT {earmark} AS earmark_id, {debit_line} AS debit_line, {credit_line} AS credit_line,
            t.debit_holder_id AS debit_holder, t.debit_kind, t.credit_holder_id AS credit_holder,
            t.credit_kind, sum(t.fen)::bigint AS fen
        FROM ledger_transfer t
        JOIN ledger_voucher v ON v.id = t.voucher_id AND v.year = t.year
        WHERE t.year = %(year)s AND v.year = %(year)s
          AND (%(document)s::date IS NULL OR v.document_date <= %(document)s)
          AND (%(booked)s::timestamptz IS NULL OR v.booked_at <= %(booked)s)
          AND (%(period)s = '' OR starts_with(v.document_date::text, %(period)s))
        GROUP BY 1, 2, 3, 4, 5, 6, 7
    ) AS pair
    CROSS JOIN LATERAL (VALUES
        (earmark_id, debit_holder, debit_line, debit_kind, fen),
        (earmark_id, credit_holder, credit_line, credit_kind, -fen)
    ) AS side(earmark_id, holder_id, line_id, kind, fen)
    WHERE side.kind = ANY(%(stand)s)
)"""


def standing_kinds(book: str) -> list[str]:
    """科目: the kinds of account of a book on which money stands; not those where it comes from."""
    return [each.code for each in kinds().values() if each.book == book and not each.is_origin]


@contextmanager
def no_look_ups() -> Iterator[None]:
    """通读: for a query that reads the movements of the whole country. Needs a transaction.

    Nothing is known of what the row policies let through: the planner would look up
    each row by itself.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('enable_nestloop', 'off', true)")
        yield
        cursor.execute("SELECT set_config('enable_nestloop', 'on', true)")


# The part is cut before anything is joined to it.
_BALANCES = """
SELECT a.id, a.line_id, own.code, a.kind, k.name, other.code, a.year, a.book, e.fund, e.source,
       e.kind, e.purpose, e.flag, l.document, a.fen
FROM (
    SELECT a.*, stood.fen FROM ledger_account a {fen}
    WHERE {whose} AND (%(year)s::int IS NULL OR a.year = %(year)s) AND stood.fen IS NOT NULL {cut}
) AS a
JOIN regions_agency own ON own.id = a.holder_id
JOIN ledger_line l ON l.id = a.line_id
JOIN ledger_earmark e ON e.id = a.earmark_id
JOIN ledger_kind k ON k.code = a.kind
LEFT JOIN regions_agency other ON other.id = a.counterpart_id
ORDER BY {order}
"""
_CUT = "AND a.id > %(after)s ORDER BY a.id LIMIT %(most)s"


def statement(account: int) -> tuple[StatementRow, ...]:
    """明细账: every movement of an account that the scope may see, in the order of booking."""
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {"account": account})
        return tuple(StatementRow(*row) for row in cursor.fetchall())


_STATEMENT = """
SELECT v.year, v.id, t.ordinal, v.verb, v.document, v.document_date, v.booked_at, v.actor,
       t.other, t.fen, (sum(t.fen) OVER (ORDER BY v.booked_at, v.id, t.ordinal))::bigint
FROM ledger_account a
CROSS JOIN LATERAL (
    SELECT year, voucher_id, ordinal, credit_id AS other, fen
    FROM ledger_transfer WHERE year = a.year AND debit_id = a.id
    UNION ALL
    SELECT year, voucher_id, ordinal, debit_id, -fen
    FROM ledger_transfer WHERE year = a.year AND credit_id = a.id
) AS t
JOIN ledger_voucher v ON v.year = t.year AND v.id = t.voucher_id
WHERE a.id = %(account)s
ORDER BY v.booked_at, v.id, t.ordinal
"""
