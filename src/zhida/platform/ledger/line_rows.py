"""指标行列表 line rows: the lines of a part of the ledger, page by page, with what stands on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from zhida.platform.ledger.figures import BOOK, Asked, by_step, region_tree
from zhida.platform.regions.fiscal_tree import COUNTRY


@dataclass(frozen=True, slots=True)
class LineRow:
    """指标行: a line with its holder and elements; `key` is the start of its digest.

    `steps` has the fen of each step in which it has an account, `passed` what went to the lines
    below less what came back, None where none hangs on it.
    """

    number: int
    year: int
    key: str
    document: str
    upstream: str
    holder: str
    holder_name: str
    region: str
    fund: str
    source: str
    flag: str
    advance: bool
    steps: dict[str, int]
    passed: int | None

    @property
    def received(self) -> int:
        """收到: what came in and didn't go back: what stands here and what was passed down."""
        return sum(self.steps.values()) + (self.passed or 0)


def count_lines(asked: Asked) -> int:
    """几行: how many lines fit what is asked."""
    where, values = _where(asked)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) {_FROM} WHERE {where}", values)
        (number,) = cursor.fetchone() or (0,)
    return int(number)


def line_rows(asked: Asked, first: int, number: int) -> list[LineRow]:
    """指标行: those from a place on, in the order of regions, holders and booking."""
    where, values = _where(asked)
    values |= {"first": first, "number": number}
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_COLUMNS} {_FROM} WHERE {where} ORDER BY l.region_id, l.holder_id, l.id"
            " LIMIT %(number)s OFFSET %(first)s",
            values,
        )
        rows = cursor.fetchall()
    numbers = [row[0] for row in rows]
    steps = stood(asked, numbers)
    passed = passed_down(numbers, asked)
    return [LineRow(*(*row, steps.get(row[0], {}), passed.get(row[0]))) for row in rows]


def line_row(number: int, asked: Asked) -> LineRow | None:
    """一行: a line that the scope may see, whatever its year; None for any other."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_COLUMNS} {_FROM} WHERE l.id = %s", [number])
        row = cursor.fetchone()
    if row is None:
        return None
    steps, passed = stood(asked, [number]), passed_down([number], asked)
    return LineRow(*(*row, steps.get(number, {}), passed.get(number)))


def stood(asked: Asked, numbers: Sequence[int]) -> dict[int, dict[str, int]]:
    """结存: of each of these lines by step, on the day that is asked for."""
    found: dict[int, dict[str, int]] = {}
    for year in _years(numbers) if numbers else ():
        part = Asked(year, on=asked.on, lines=tuple(numbers))
        found |= {line: steps for (line,), steps in by_step(part, "a.line_id").items()}
    return found


def passed_down(numbers: Sequence[int], asked: Asked, child: int | None = None) -> dict[int, int]:
    """下达: fen that went from each of these lines to those that hang on it, less what came back."""
    with connection.cursor() as cursor:
        cursor.execute(_PASSED, {"lines": list(numbers), "on": asked.on, "child": child})
        return dict(cursor.fetchall())


def children(number: int, asked: Asked) -> list[tuple[int, str, str, int]]:
    """下达到: the lines that hang on a line: number, holder's name, document and fen."""
    with connection.cursor() as cursor:
        cursor.execute(_CHILDREN, {"lines": [number], "on": asked.on, "child": None})
        return list(cursor.fetchall())


def between(number: int, child: int, asked: Asked) -> list[tuple[Any, ...]]:
    """下达分录: what moved between a line and one that hangs on it, in the order of booking.

    Year, number and ordinal, verb, document, day, and fen (below zero: came back).
    """
    with connection.cursor() as cursor:
        cursor.execute(_BETWEEN, {"lines": [number], "on": asked.on, "child": child})
        return list(cursor.fetchall())


def _years(numbers: Sequence[int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT year FROM ledger_line WHERE id = ANY(%s)", [list(numbers)])
        return [year for (year,) in cursor.fetchall()]


def _where(asked: Asked) -> tuple[str, dict[str, Any]]:
    conditions = ["l.book = %(book)s", "l.year = %(year)s"]
    values: dict[str, Any] = {"book": BOOK, "year": asked.year}
    if asked.region and (asked.own or asked.region != COUNTRY):
        conditions.append("l.region_id = ANY(%(regions)s)")
        values["regions"] = [asked.region] if asked.own else list(region_tree(asked))
    for name, column in (
        ("fund", "e.fund"),
        ("source", "e.source"),
        ("flag", "e.flag"),
        ("holder", "g.code"),
    ):
        if wanted := getattr(asked, name):
            conditions.append(f"{column} = %({name})s")
            values[name] = wanted
    if asked.document:
        conditions.append("%(paper)s IN (l.document, l.upstream_document)")
        values["paper"] = asked.document
    return " AND ".join(conditions), values


_COLUMNS = """
SELECT l.id, l.year, substr(encode(l.digest, 'hex'), 1, 12), l.document, l.upstream_document, g.code,
       g.name, l.region_id, e.fund, e.source, e.flag, l.advance
"""
_FROM = """
FROM ledger_line l
JOIN ledger_earmark e ON e.id = l.earmark_id
JOIN regions_agency g ON g.id = l.holder_id
"""
# The lines' accounts lead to the transfers by an index; a transfer between two levels has one of
# them on either side.
_MOVED = """
FROM (
    SELECT t.credit_line_id AS above, t.debit_line_id AS below, t.fen, t.year, t.voucher_id,
           t.ordinal
    FROM ledger_account a JOIN ledger_transfer t ON t.credit_id = a.id AND t.year = a.year
    WHERE a.line_id = ANY(%(lines)s) AND t.relation = 'child'
    UNION ALL
    SELECT t.debit_line_id, t.credit_line_id, -t.fen, t.year, t.voucher_id, t.ordinal
    FROM ledger_account a JOIN ledger_transfer t ON t.debit_id = a.id AND t.year = a.year
    WHERE a.line_id = ANY(%(lines)s) AND t.relation = 'parent'
) AS t
JOIN ledger_voucher v ON v.year = t.year AND v.id = t.voucher_id
WHERE (%(on)s::date IS NULL OR v.document_date <= %(on)s)
  AND (%(child)s::bigint IS NULL OR t.below = %(child)s)
"""
_PASSED = f"SELECT t.above, sum(t.fen)::bigint {_MOVED} GROUP BY t.above"
_CHILDREN = f"""
SELECT l.id, g.name, l.document, moved.fen FROM (
    SELECT t.below, sum(t.fen)::bigint AS fen {_MOVED} GROUP BY t.below
) AS moved
JOIN ledger_line l ON l.id = moved.below
JOIN regions_agency g ON g.id = l.holder_id
ORDER BY l.region_id, l.id
"""
_BETWEEN = f"""
SELECT t.year, t.voucher_id, t.ordinal, v.verb, v.document, v.document_date, t.fen {_MOVED}
ORDER BY v.booked_at, v.id, t.ordinal
"""
