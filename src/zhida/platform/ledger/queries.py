"""查账 queries: rows of the ledger for screens and analysts, within the scope of the caller."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from zhida.core.ledger import LedgerError
from zhida.core.ledger.tables import BalanceTable, Statement, balance_table, statements
from zhida.core.ledger.tracing import Balances, Booked, Movement, Side, TracedLine
from zhida.platform.ledger.balances import balances
from zhida.platform.ledger.lines import quota_lines
from zhida.platform.ledger.vouchers import sources_of


def traced_lines(numbers: Iterable[int]) -> tuple[TracedLine, ...]:
    """指标行: the lines of these numbers that the scope may see, in order of number."""
    wanted = list(numbers)
    quotas = quota_lines(wanted)
    with connection.cursor() as cursor:
        cursor.execute(_HOLDERS, [wanted])
        return tuple(
            TracedLine(number, quotas[number], parent, carried, name, region, level)
            for number, parent, carried, name, region, level in cursor.fetchall()
        )


_HOLDERS = """
SELECT l.id, l.parent_id, l.carried_from_id, g.name, l.region_id, r.level
FROM ledger_line l
JOIN regions_agency g ON g.id = l.holder_id
JOIN regions_region r ON r.code = l.region_id
WHERE l.id = ANY(%s)
ORDER BY l.id
"""


def quota_numbers(
    year: int | None = None, fund: str | None = None, *, after: int = 0, most: int | None = None
) -> list[int]:
    """指标行: the numbers of the quota book's lines that the scope may see, in their order.

    With `most` so many at the most, beginning beyond `after`.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.id FROM ledger_line l JOIN ledger_earmark e ON e.id = l.earmark_id"
            " WHERE l.book = 'quota' AND l.id > %(after)s"
            " AND (%(year)s::int IS NULL OR l.year = %(year)s)"
            " AND (%(fund)s::text IS NULL OR e.fund = %(fund)s) ORDER BY l.id LIMIT %(most)s",
            {"year": year, "fund": fund, "after": after, "most": most},
        )
        return [number for (number,) in cursor.fetchall()]


def lines_below(numbers: Iterable[int]) -> list[int]:
    """下级指标: the numbers of these lines, all that hang on them, and next year's of them."""
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, [list(numbers)])
        return [number for (number,) in cursor.fetchall()]


_BELOW = """
WITH RECURSIVE below AS (
    SELECT id FROM ledger_line WHERE id = ANY(%s)
    UNION
    SELECT next.id FROM below CROSS JOIN LATERAL (
        SELECT id FROM ledger_line WHERE parent_id = below.id
        UNION ALL
        SELECT id FROM ledger_line WHERE carried_from_id = below.id
    ) AS next
)
SELECT id FROM below ORDER BY id
"""


def balances_of(numbers: Iterable[int]) -> Balances:
    """余额: fen that the ledger stores of each of these lines, by kind and counterpart.

    Origins are left out: they are where money comes from.
    """
    found: dict[int, dict[tuple[str, str | None], int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_BALANCES, [list(numbers)])
        for line, kind, counterpart, fen in cursor.fetchall():
            found.setdefault(line, {})[kind, counterpart] = fen
    return found


_BALANCES = """
SELECT a.line_id, a.kind, c.code, a.balance_fen
FROM ledger_account a
LEFT JOIN regions_agency c ON c.id = a.counterpart_id
WHERE a.line_id = ANY(%s) AND NOT a.is_origin
"""


def movements_of(numbers: Iterable[int]) -> list[Movement]:
    """分录行: every movement of money onto or from these lines, in the order of booking."""
    wanted = list(numbers)
    with connection.cursor() as cursor:
        cursor.execute(_MOVEMENTS, [wanted, wanted])
        rows = cursor.fetchall()
    known: dict[tuple[int, int], Booked] = {}
    found = []
    for row in rows:
        year, number = row[:2]
        if (year, number) not in known:
            known[year, number] = _booked(year, number, *row[2:8])
        credit, debit, fen, reverses = row[8:11], row[11:14], row[14], row[15]
        found.append(
            Movement(known[year, number], Side(*credit), Side(*debit), fen, reverses is not None)
        )
    return found


def booked_vouchers(keys: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Booked]:
    """已记凭证: the vouchers of these years and numbers that the scope may see."""
    wanted = list(keys)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_VOUCHER} FROM ledger_voucher v"
            " JOIN unnest(%s::smallint[], %s::bigint[]) AS w(year, id) USING (year, id)",
            [[year for year, _ in wanted], [number for _, number in wanted]],
        )
        return {(row[0], row[1]): _booked(*row) for row in cursor.fetchall()}


def vouchers_of_lines(
    numbers: Iterable[int], after: tuple[int, int] = (0, 0), most: int | None = None
) -> list[Booked]:
    """指标的凭证: those that moved money onto or from these lines, by year and number.

    With `most` so many at the most, beginning beyond the year and number `after`.
    """
    year, number = after
    asked: dict[str, Any] = {"lines": list(numbers), "year": year, "number": number, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(_VOUCHERS_OF, asked)
        return [_booked(*row) for row in cursor.fetchall()]


_VOUCHER = "v.year, v.id, v.verb, v.document, v.document_date, v.actor, v.reason, v.sources"
_VOUCHERS_OF = f"""
SELECT {_VOUCHER} FROM (
    SELECT year, voucher_id AS id FROM (
        SELECT t.year, t.voucher_id FROM ledger_account a
        JOIN ledger_transfer t ON t.credit_id = a.id AND t.year = a.year
        WHERE a.line_id = ANY(%(lines)s)
        UNION
        SELECT t.year, t.voucher_id FROM ledger_account a
        JOIN ledger_transfer t ON t.debit_id = a.id AND t.year = a.year
        WHERE a.line_id = ANY(%(lines)s)
    ) AS moved
    WHERE (year, voucher_id) > (%(year)s, %(number)s)
    ORDER BY 1, 2 LIMIT %(most)s
) AS w JOIN ledger_voucher v USING (year, id)
ORDER BY v.year, v.id
"""
# Those from and those onto the lines are asked for apart, since each has an index of its own.
_MOVEMENTS = f"""
WITH mine AS (SELECT id, line_id, kind, counterpart_id FROM ledger_account WHERE line_id = ANY(%s)),
moved AS (
    SELECT t.* FROM ledger_transfer t JOIN mine ON mine.id = t.credit_id
    UNION
    SELECT t.* FROM ledger_transfer t JOIN mine ON mine.id = t.debit_id
)
SELECT {_VOUCHER}, t.credit_line_id, t.credit_kind, cc.code, t.debit_line_id, t.debit_kind, dc.code,
       t.fen, t.reverses_id
FROM moved t
JOIN ledger_voucher v ON v.year = t.year AND v.id = t.voucher_id
JOIN ledger_account ca ON ca.id = t.credit_id
JOIN ledger_account da ON da.id = t.debit_id
LEFT JOIN regions_agency cc ON cc.id = ca.counterpart_id
LEFT JOIN regions_agency dc ON dc.id = da.counterpart_id
WHERE %s::bigint[] IS NOT NULL
ORDER BY v.booked_at, v.year, v.id, t.ordinal
"""


def _booked(
    year: int,
    number: int,
    verb: str,
    document: str,
    day: datetime.date,
    actor: str,
    reason: str,
    sources: str | list[dict[str, object]],
) -> Booked:
    return Booked(year, number, verb, document, day, actor, reason, sources_of(sources))


def balances_by_line(
    *,
    holder: str | None = None,
    region: str | None = None,
    year: int | None = None,
    as_of_booked: datetime.datetime | None = None,
    as_of_document: datetime.date | None = None,
) -> BalanceTable:
    """余额表: what `balances.balances` tells, one row for each line and one column for each kind."""
    stood = balances(
        holder=holder,
        region=region,
        year=year,
        as_of_booked=as_of_booked,
        as_of_document=as_of_document,
    )
    lines = traced_lines({each.line for each in stood})
    return balance_table(lines, ((each.line, each.kind, each.fen) for each in stood))


def statements_of(subject: str, kind: str | None = None) -> tuple[Statement, ...]:
    """明细账: of every line that `subject` names (see `find_lines`), of all kinds or of one.

    Raises `LedgerError` where the scope sees no such line.
    """
    numbers = find_lines(subject)
    if not numbers:
        raise LedgerError(f"在当前范围内没有找到“{subject}”。请写指标主键、文号、单位代码或名称")
    return statements(traced_lines(numbers), movements_of(numbers), [kind] if kind else ())


def find_lines(subject: str) -> Sequence[int]:
    """查找: the numbers of the lines that a voucher, notice, unit or line touches.

    `subject` is a voucher's year and number ("2025-17"), a document number, an
    agency's code or name, or the first eight or more digits of a line's digest.
    Of a voucher that sends money to one receiver, only that receiver's lines are
    meant, where it has accepted. None that the scope can't see.
    """
    with connection.cursor() as cursor:
        for query in (_BY_VOUCHER, _BY_UNIT, _BY_DOCUMENT, _BY_DIGEST):
            cursor.execute(query, {"subject": subject.strip()})
            if found := [number for (number,) in cursor.fetchall()]:
                return found
    return []


def numbers_of_keys(keys: Iterable[str]) -> dict[str, int]:
    """按主键: the numbers of lines by the first twelve digits of their digests, in one question."""
    wanted = sorted(set(keys))
    lows = [bytes.fromhex(each).ljust(32, b"\0") for each in wanted]
    highs = [bytes.fromhex(each).ljust(32, b"\xff") for each in wanted]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w.key, l.id FROM unnest(%s::text[], %s::bytea[], %s::bytea[])"
            " AS w(key, low, high) JOIN ledger_line l ON l.digest BETWEEN w.low AND w.high",
            [wanted, lows, highs],
        )
        return dict(cursor.fetchall())


_BY_VOUCHER = """
WITH wanted AS (
    SELECT v.year, v.id, v.counterpart_id, v.holder_id FROM ledger_voucher v
    WHERE (v.year, v.id) = (
        SELECT said[1]::int, said[2]::bigint
        FROM regexp_match(%(subject)s, '^([0-9]{4})-([0-9]{1,18})$') AS said)
), rows AS (
    SELECT t.*, w.counterpart_id AS receiver_id FROM ledger_transfer t
    JOIN wanted w ON w.year = t.year AND w.id = t.voucher_id
), sent AS (
    SELECT l.id FROM rows t JOIN ledger_account a ON a.id = t.debit_id AND a.in_transit
    JOIN ledger_line l ON l.parent_id = t.debit_line_id AND l.holder_id = a.counterpart_id
)
SELECT id FROM sent
UNION
SELECT l.id FROM rows t JOIN ledger_line l ON l.id IN (t.debit_line_id, t.credit_line_id)
WHERE NOT EXISTS (SELECT FROM sent)
  AND (l.id = t.debit_line_id
       OR NOT EXISTS (SELECT FROM ledger_line d WHERE d.id = t.debit_line_id))
"""
_BY_UNIT = """
SELECT l.id FROM ledger_line l JOIN regions_agency g ON g.id = l.holder_id
WHERE g.code = %(subject)s OR g.name = %(subject)s
"""
_BY_DOCUMENT = """
SELECT l.id FROM ledger_line l WHERE l.document = %(subject)s
UNION
SELECT l.id FROM ledger_voucher v
JOIN ledger_transfer t ON t.year = v.year AND t.voucher_id = v.id
JOIN ledger_line l ON l.id IN (t.debit_line_id, t.credit_line_id)
WHERE v.document = %(subject)s
"""
_BY_DIGEST = """
SELECT l.id FROM ledger_line l
WHERE l.digest BETWEEN
    CASE WHEN %(subject)s ~ '^[0-9a-f]{8,64}$' THEN decode(rpad(%(subject)s, 64, '0'), 'hex') END AND
    CASE WHEN %(subject)s ~ '^[0-9a-f]{8,64}$' THEN decode(rpad(%(subject)s, 64, 'f'), 'hex') END
"""
