"""分段 parts: progress, times and idle money of holders and lines, some rows at a time.

Which holders or lines come next is told by the order of their codes or keys; the money of
these alone is added up.

    with scope(actor.region):
        first = progress_part(Selection(2025, region="650000"), Grouping.HOLDER, "", 50)
        second = progress_part(Selection(2025, region="650000"), Grouping.HOLDER, first[-1].key, 50)
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any, TypeVar

from django.db import connection

from zhida.core.execution.idle import IdleRow
from zhida.core.execution.rolling import ProgressRow
from zhida.core.execution.steps import StepRow
from zhida.platform.execution.moving import idle, step_days
from zhida.platform.execution.progress import Grouping, progress_rows
from zhida.platform.execution.selecting import Selection, accounts

R = TypeVar("R", ProgressRow, StepRow, IdleRow)
_AT_ONCE = 500
"""Lines that are looked through at a time: most have nothing idle."""
_DIGEST = 32


def progress_part(
    asked: Selection, grouping: Grouping, after: str, most: int
) -> tuple[ProgressRow, ...]:
    """进度行: of holders (by code) or lines (by key) beyond `after`, so many at the most."""
    query = _HOLDERS if grouping is Grouping.HOLDER else _LINES
    parts = _parts(asked, query, _bound(after, query), most)
    return _first(parts, lambda part: progress_rows(part, grouping), most)


def days_part(asked: Selection, on: datetime.date, after: str, most: int) -> tuple[StepRow, ...]:
    """各环节用时: of holders beyond the code `after`, so many at the most."""
    parts = _parts(asked, _HOLDERS, after, most)
    return _first(parts, lambda part: step_days(part, on, by_holder=True), most)


def idle_part(
    asked: Selection, on: datetime.date, days: int, after: tuple[str, str] | None, most: int
) -> tuple[IdleRow, ...]:
    """闲置资金: by key and step of the lines, beyond a key and a step, so many at the most."""
    key, step = after or ("", "")
    first = bytes.fromhex(key).ljust(_DIGEST, b"\0")  # a line may have other steps to tell

    def rows(part: Selection) -> list[IdleRow]:
        return [each for each in idle(part, on, days) if (each.key, each.step) > (key, step)]

    return _first(_parts(asked, _POTS, first, max(most, _AT_ONCE)), rows, most)


def _first(
    parts: Iterator[Selection], rows: Callable[[Selection], Iterable[R]], most: int
) -> tuple[R, ...]:
    found = (row for part in parts for row in sorted(rows(part), key=_place))
    return tuple(islice(found, most))


def _place(row: ProgressRow | StepRow | IdleRow) -> tuple[str, str]:
    return (row.key, row.step if isinstance(row, IdleRow) else "")


def _parts(asked: Selection, query: str, after: str | bytes, most: int) -> Iterator[Selection]:
    """The selection in parts of so many holders or lines, in their order."""
    within, values = accounts(asked, "a.id")
    values = {"regions": None, **values, "most": most}
    while True:
        with connection.cursor() as cursor:
            cursor.execute(query.format(accounts=within), values | {"after": after})
            found: list[tuple[Any, list[int]]] = cursor.fetchall()
        if not found:
            return
        yield replace(asked, lines=tuple(line for _, lines in found for line in lines))
        if len(found) < most:
            return
        after = found[-1][0]


def _bound(after: str, query: str) -> str | bytes:
    """Beyond which a part begins: a code, or a digest, of which a key is the beginning."""
    if query is _HOLDERS:
        return after
    return bytes.fromhex(after).ljust(_DIGEST, b"\xff") if after else b""


# A holder's lines are its own, and a line's accounts its holder's.
_HOLDERS = """
SELECT held.code, ARRAY(
    SELECT id FROM ledger_line WHERE holder_id = held.id AND year = %(year)s AND book = %(book)s
) FROM regions_agency held
WHERE held.code COLLATE "C" > %(after)s
  AND (%(regions)s::text[] IS NULL OR held.region_id = ANY(%(regions)s))
  AND EXISTS ({accounts} AND a.holder_id = held.id AND a.region_id = held.region_id)
ORDER BY held.code COLLATE "C" LIMIT %(most)s
"""
_LINES = """
SELECT line.digest, ARRAY[line.id] FROM ledger_line line
WHERE line.year = %(year)s AND line.book = %(book)s AND line.digest > %(after)s
  AND EXISTS ({accounts} AND a.line_id = line.id)
ORDER BY line.digest LIMIT %(most)s
"""
# The coarsest lines of a holder, each with those that refine it; refining keeps the earmark.
_POTS = """
WITH RECURSIVE pot AS MATERIALIZED (
    SELECT line.id, line.digest, line.holder_id FROM ledger_line line
    LEFT JOIN ledger_line above
        ON above.id = line.parent_id AND above.holder_id = line.holder_id
    WHERE line.year = %(year)s AND line.book = %(book)s AND line.digest > %(after)s
      AND above.id IS NULL
      AND EXISTS ({accounts} AND a.region_id = line.region_id
                  AND a.holder_id = line.holder_id AND a.earmark_id = line.earmark_id)
    ORDER BY line.digest LIMIT %(most)s
),
down AS (
    SELECT pot.id AS root, pot.id, pot.holder_id FROM pot
    UNION ALL
    SELECT down.root, line.id, line.holder_id FROM down
    JOIN ledger_line line ON line.parent_id = down.id AND line.holder_id = down.holder_id
)
SELECT pot.digest, array_agg(down.id) FROM pot JOIN down ON down.root = pot.id
GROUP BY pot.digest ORDER BY pot.digest
"""
