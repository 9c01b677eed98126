"""A desk of a province and its cities: single acts of the ledger, for tests that break things.

    with scope("650000"):
        book(receipt(100))

Amounts are in 元.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import psycopg
from django.db import connection

from zhida.core.ledger import Book, Earmark, QuotaLine, Voucher, verbs
from zhida.core.ledger.verbs import Act
from zhida.core.notice.appropriations import FundingSource, Regime
from zhida.platform.ledger.posting import Posted, line_numbers, open_lines, post

PROVINCE, CITY, SECOND = "650000-finance", "650100-finance", "650200-finance"
EARMARK = Earmark(
    Book.QUOTA, 2025, "医疗救助补助资金", FundingSource.CENTRAL, regime=Regime.TRACKED, flag="01"
)
CENTRAL_NOTICE, NOTICE = "财社〔2024〕142号", "新财社〔2025〕1号"
LINE = QuotaLine(EARMARK, PROVINCE, NOTICE, CENTRAL_NOTICE)
DAY = datetime.date(2025, 1, 6)


def line_of(holder: str, parent: QuotaLine = LINE, document: str = NOTICE) -> QuotaLine:
    """The line of a receiver below another's."""
    return QuotaLine(
        parent.earmark,
        holder,
        f"{holder}〔2025〕1号",
        upstream_document=document,
        parent=parent.digest,
    )


CITY_LINE, SECOND_LINE = line_of(CITY), line_of(SECOND)
NEXT_YEAR = replace(
    LINE,
    earmark=replace(EARMARK, year=2026),
    document="新财社〔2026〕3号",
    carried_from=LINE.digest,
)
LINES = (LINE, CITY_LINE, SECOND_LINE, NEXT_YEAR)


def act(number: str = NOTICE, day: datetime.date = DAY, ordinal: int = 1, reason: str = "") -> Act:
    """An act upon a paper of the province."""
    return Act("新疆维吾尔自治区财政厅", number, day, "经办人甲", reason, ordinal=ordinal)


def receipt(yuan: int, line: QuotaLine = LINE, ordinal: int = 1) -> Voucher:
    """The province books the central notice."""
    paper = Act(
        "财政部", line.upstream_document or CENTRAL_NOTICE, DAY, "经办人甲", ordinal=ordinal
    )
    return verbs.receive(paper, line, yuan * 100)


def issued(
    yuan: int, to: str = CITY, line: QuotaLine = LINE, ordinal: int = 1, number: str = NOTICE
) -> Voucher:
    """The province sends money to a city."""
    return verbs.issue(act(number, ordinal=ordinal), line, to, yuan * 100)


def accepted(yuan: int, line: QuotaLine = CITY_LINE, ordinal: int = 1) -> Voucher:
    """A city books what is on its way to it."""
    return verbs.accept(act(ordinal=ordinal), LINE, line, yuan * 100)


def book(*vouchers: Voucher) -> tuple[Posted, ...]:
    """Posts them in the scope that is set."""
    used = {
        move.line for each in vouchers for row in each.transfers for move in (row.credit, row.debit)
    }
    acting = {each.holder for each in vouchers}
    opened = open_lines([each for each in LINES if each.digest in used and each.holder in acting])
    return post(vouchers, opened | line_numbers(used - opened.keys()))


def stood() -> dict[tuple[str, str], int]:
    """What the scope sees: 元 by holder and kind of account."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT g.code, a.kind, sum(a.balance_fen)::bigint FROM ledger_account a"
            " JOIN regions_agency g ON g.id = a.holder_id GROUP BY 1, 2"
        )
        return {(holder, kind): fen // 100 for holder, kind, fen in cursor.fetchall()}


@contextmanager
def forger(address: str) -> Iterator[psycopg.Cursor[Any]]:
    """A connection that no policy holds back; nothing of it stays."""
    with psycopg.connect(address) as session, session.cursor() as cursor:
        cursor.execute("SELECT set_config('zhida.scope', '100000', false)")
        yield cursor
        session.rollback()


def forge(cursor: psycopg.Cursor[Any], table: str, where: str, changes: dict[str, object]) -> None:
    """Inserts a copy of the row that `where` finds, with some columns changed."""
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
        " AND is_generated = 'NEVER' AND identity_generation IS DISTINCT FROM 'ALWAYS'",
        [table],
    )
    columns = [name for (name,) in cursor.fetchall()]
    values = ", ".join(f"%({name})s" if name in changes else name for name in columns)
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} WHERE {where}",
        changes,
    )
