"""收集情况 watching: what the rules of alerts look at, gathered by queries over all lines at once.

    with scope(actor.region):
        for line in watched_lines(Selection(2025, region="650000"), day):
            …

A day counts what papers of that day and before say. The day on which money came is the day
of receipt that its agency told, else that of the paper by which it was booked; why not that of
the registration, says `core.obligations.receipt_day`.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from zhida.core.execution.alerts.terms import terms_for
from zhida.core.execution.idle import Arrival
from zhida.core.execution.payments import Payment
from zhida.core.execution.progress import STEPS, Progress
from zhida.core.execution.watched import Passing, UnprovenVoucher, WatchedLine
from zhida.core.ledger.line import QuotaLine
from zhida.platform.execution.selecting import Selection
from zhida.platform.execution.standing import long_reading, standing, step_kinds
from zhida.platform.execution.storing import payment_of, stored
from zhida.platform.execution.suspecting import can_narrow, suspects
from zhida.platform.ledger.lines import quota_lines

_AT_ONCE = 5_000


def watched_lines(
    asked: Selection, day: datetime.date, codes: Iterable[str] | None = None
) -> Iterator[WatchedLine]:
    """受监控指标: every line of a selection on which money stands, or stood, on a day.

    With `codes`, those alone that can be suspect for one of these rules.
    """
    rows = _standing(asked, day, codes)
    for start in range(0, len(rows), _AT_ONCE):
        yield from _watched(asked, rows[start : start + _AT_ONCE], day)


class _Row(NamedTuple):
    number: int
    key: str
    progress: Progress
    holder_name: str
    holder_kind: str
    region: str
    level: int


def _standing(asked: Selection, day: datetime.date, codes: Iterable[str] | None) -> list[_Row]:
    """The lines with what stands on each of their steps."""
    # the stored balances tell of today; any other day is added up from the movements
    at = replace(asked, on=None if day >= timezone.localdate() else day)
    query, values = standing(at, "a.line_id")
    chosen = ""
    if codes is not None and can_narrow(codes):
        suspicious, more = suspects("stood", asked, day, codes)
        chosen = f", suspect AS MATERIALIZED ({suspicious})"
        values = values | more
    with long_reading(replace(asked, on=day)), connection.cursor() as cursor:
        cursor.execute(
            _STANDING.format(
                balances=query,
                chosen=chosen,
                among="JOIN suspect ON suspect.key = stood.key" if chosen else "",
            ),
            values | step_kinds() | {"year": asked.year},
        )
        return [
            _Row(number, key, Progress(*fens), name, kind, region, level)
            for number, key, name, kind, region, level, *fens in cursor.fetchall()
        ]


_STANDING = (
    """
WITH stood AS MATERIALIZED (
    SELECT key, """
    + ", ".join(
        f"COALESCE(sum(fen) FILTER (WHERE kind = ANY(%({step})s)), 0)::bigint AS {step}"
        for step in STEPS
    )
    + """
    FROM ({balances}) AS each GROUP BY key){chosen}
SELECT l.id, encode(l.digest, 'hex'), g.name, g.kind, l.region_id, r.level, """
    + ", ".join(f"stood.{step}" for step in STEPS)
    + """
FROM stood {among}
JOIN ledger_line l ON l.id = stood.key
JOIN regions_agency g ON g.id = l.holder_id
JOIN regions_region r ON r.code = l.region_id
ORDER BY l.id
"""
)


def _watched(asked: Selection, rows: Sequence[_Row], day: datetime.date) -> Iterator[WatchedLine]:
    numbers = [row.number for row in rows]
    values = {"lines": numbers, "year": asked.year, "on": day}
    lines = quota_lines(numbers)
    dates = {row[0]: row[1:] for row in _fetched(_DATES, values)}
    received, available = _arrivals(values)
    above = [row.number for row in rows if _looks_up(row, lines[row.number])]
    upstream = {row[0]: row[1:] for row in _fetched(_UPSTREAM, {"lines": above})} if above else {}
    passed = _passed([row.number for row in rows if row.level < _COUNTY], values)
    payments = _payments(numbers, day)
    unproven = _unproven([row.number for row in rows if row.progress.paid], values)
    for row in rows:
        registered, moved = dates.get(row.number, (None, None))
        province_received, upstream_flag = upstream.get(row.number, (None, None))
        yield WatchedLine(
            row.key,
            lines[row.number],
            row.progress,
            row.holder_name,
            row.holder_kind,
            row.region,
            row.level,
            tuple(received[row.number]),
            tuple(available[row.number]),
            tuple(province_received or ()),
            registered,
            moved,
            upstream_flag,
            tuple(passed[row.number]),
            tuple(payments[row.number]),
            tuple(unproven[row.number]),
        )


def _looks_up(row: _Row, line: QuotaLine) -> bool:
    """Whether a rule asks for what the levels above know: the province's clock, or their flag."""
    holds = (terms_for(rule, line.earmark, row.level, row.holder_kind) for rule in _CLOCKED)
    return any(holds) or bool(line.parent is None and line.upstream_document)


_CLOCKED = ("E102", "E104")
_COUNTY = 3


def _arrivals(
    values: dict[str, Any],
) -> tuple[defaultdict[int, list[Arrival]], defaultdict[int, list[Arrival]]]:
    """What came to each line, by day, and what of it might be used from a day on."""
    received: defaultdict[int, list[Arrival]] = defaultdict(list)
    available: defaultdict[int, list[Arrival]] = defaultdict(list)
    for line, day, came, usable in _fetched(_ARRIVALS, values):
        if came:
            received[line].append(Arrival(day, int(came)))
        if usable:
            available[line].append(Arrival(day, int(usable)))
    return received, available


# What was undone by the day never happened.
_MOVES = """
    SELECT a.line_id AS line, t.verb, a.kind, v.document_date AS day, t.fen,
        v.year, v.id AS voucher, v.document
    FROM ({lines}) AS wanted
    JOIN ledger_account a ON a.line_id = wanted.id
    JOIN ledger_transfer t ON t.debit_id = a.id AND t.year = %(year)s AND t.reverses = 0
    JOIN ledger_voucher v ON v.id = t.voucher_id AND v.year = t.year
    WHERE v.document_date <= %(on)s AND NOT EXISTS (
        SELECT FROM ledger_voucher u WHERE u.reverses_id = v.id AND u.year = v.year
        AND u.document_date <= %(on)s)
"""
_DATES = f"""
SELECT line,
    max(day) FILTER (WHERE kind = 'registered' AND verb = 'register') AS registered,
    max(day) FILTER (WHERE verb <> 'open') AS moved
FROM ({_MOVES.format(lines="SELECT unnest(%(lines)s::bigint[]) AS id")}) AS moves
GROUP BY line
"""
# Of lines that refine another of the same holder, the money came when it came to the coarsest one.
_ARRIVALS = f"""
WITH RECURSIVE up AS (
    SELECT l.id AS line, l.id AS root, l.parent_id, l.holder_id
    FROM ledger_line l WHERE l.id = ANY(%(lines)s)
    UNION ALL
    SELECT up.line, l.id, l.parent_id, l.holder_id
    FROM up JOIN ledger_line l ON l.id = up.parent_id AND l.holder_id = up.holder_id
),
pot AS MATERIALIZED (SELECT line, min(root) AS root FROM up GROUP BY line),
moves AS MATERIALIZED ({_MOVES.format(lines="SELECT DISTINCT root AS id FROM pot")}),
came AS (
    SELECT line, CASE WHEN verb IN ('receive', 'accept')
            THEN COALESCE(told.day, moves.day) ELSE moves.day END AS day,
        sum(fen) FILTER (WHERE verb IN ('receive', 'accept', 'carry_in')) AS received,
        sum(fen) FILTER (WHERE kind = 'pending'
            AND verb IN ('receive', 'accept', 'carry_in', 'release', 'adjust')) AS available
    FROM moves LEFT JOIN notices_told told USING (voucher, year)
    GROUP BY 1, 2
)
SELECT p.line, c.day, c.received, c.available
FROM pot p JOIN came c ON c.line = p.root
ORDER BY p.line, c.day
"""

_UPSTREAM = "SELECT line_id, province_received, upstream_flag FROM execution_upstream(%(lines)s)"


def _passed(numbers: list[int], values: dict[str, Any]) -> defaultdict[int, list[Passing]]:
    """What these lines passed on, by the day of the paper and the receiver."""
    found: defaultdict[int, list[Passing]] = defaultdict(list)
    if numbers:
        for line, day, to, fen in _fetched(_PASSED, values | {"lines": numbers}):
            found[line].append(Passing(day, int(fen), to))
    return found


_PASSED = """
SELECT t.credit_line_id, v.document_date, g.name, sum(t.fen)::bigint
FROM ledger_account a
JOIN ledger_transfer t ON t.debit_id = a.id AND t.year = %(year)s
    AND t.verb = 'issue' AND t.reverses = 0
JOIN ledger_voucher v ON v.id = t.voucher_id AND v.year = t.year
JOIN regions_agency g ON g.id = t.debit_taker_id
WHERE a.line_id = ANY(%(lines)s) AND a.in_transit AND v.document_date <= %(on)s
    AND NOT EXISTS (SELECT FROM ledger_voucher u WHERE u.reverses_id = v.id AND u.year = v.year
        AND u.document_date <= %(on)s)
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3
"""


def _payments(numbers: list[int], day: datetime.date) -> defaultdict[int, list[Payment]]:
    """What the treasury paid from these lines, and what came back, by date."""
    found: defaultdict[int, list[Payment]] = defaultdict(list)
    for each in stored(line_id__in=numbers, state="booked", date__lte=day):
        if each.line_id is not None:
            found[each.line_id].append(payment_of(each))
    return found


def _unproven(
    numbers: list[int], values: dict[str, Any]
) -> defaultdict[int, list[UnprovenVoucher]]:
    """The vouchers of payments on these lines to which no row of the treasury belongs."""
    found: defaultdict[int, list[UnprovenVoucher]] = defaultdict(list)
    if numbers:
        for line, *voucher in _fetched(_UNPROVEN, values | {"lines": numbers}):
            found[line].append(UnprovenVoucher(*voucher))
    return found


_UNPROVEN = f"""
SELECT moved.line, moved.year, moved.voucher, moved.day, moved.document, sum(moved.fen)::bigint
FROM ({_MOVES.format(lines="SELECT unnest(%(lines)s::bigint[]) AS id")}) AS moved
WHERE moved.verb = 'pay' AND NOT EXISTS (
    SELECT FROM execution_paymentrecord p
    WHERE p.voucher_number = moved.voucher AND p.voucher_year = moved.year)
GROUP BY 1, 2, 3, 4, 5
ORDER BY 1, 4, 3
"""


def _fetched(query: str, values: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())
