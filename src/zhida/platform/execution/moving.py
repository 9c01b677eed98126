"""查用时 moving: how long money takes from step to step, and which of it doesn't move.

    with scope(actor.region):
        for row in step_days(Selection(2025, region="650100", on=day)):
            print(row.name, row.times.registered)

The movements are those of `zhida.core.execution.movements`, gathered by one query.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db import connection

from zhida.core.execution.idle import Arrival, IdleRow, standing_since
from zhida.core.execution.progress import STEPS, WAITING, kinds_of
from zhida.core.execution.steps import StepMove, StepRow, StepTimes, step_times
from zhida.platform.execution.selecting import Selection, accounts


def step_days(asked: Selection, on: datetime.date, by_holder: bool = False) -> tuple[StepRow, ...]:
    """各环节用时: of each line (or holder) of a selection, counted up to a day."""
    moves = _moves(asked, on, by_holder)
    names = _names(moves, by_holder)
    rows = (
        StepRow(names[key][0], f"{names[key][1]} {names[key][2]}".strip(), step_times(each, on))
        for key, each in moves.items()
    )
    return tuple(sorted(rows, key=lambda row: (row.name, row.key)))


def all_steps(asked: Selection, on: datetime.date) -> StepTimes:
    """合计用时: of all the holders of a selection; each fen counts once at each of them."""
    moves = _moves(asked, on, by_holder=True)
    return step_times((each for one in moves.values() for each in one), on)


def idle(asked: Selection, on: datetime.date, days: int) -> tuple[IdleRow, ...]:
    """闲置资金: what has stood in a step of a line for at least so many days, the most first.

    Expected money is left out: it may not move yet. First in, first out.
    """
    latest = on - datetime.timedelta(days=days)
    moves = _moves(asked, on, by_holder=False, idle_since=latest)
    names = _names(moves, by_holder=False)
    rows = []
    for key, each in moves.items():
        for step in WAITING[1:]:
            here = [move for move in each if move.step == step]
            stands = sum(move.came - move.left for move in here)
            if stands <= 0:
                continue
            stood = standing_since(stands, (Arrival(move.day, move.came) for move in here))
            fen = sum(part.fen for part in stood if part.since <= latest)
            if fen:
                since = stood[0].since
                moved = max(move.day for move in here)
                age = (on - since).days
                rows.append(IdleRow(*names[key], step, stands, fen, since, age, moved, stood))
    return tuple(sorted(rows, key=lambda row: (-row.fen, row.key, row.step)))


def _moves(
    asked: Selection, on: datetime.date, by_holder: bool, idle_since: datetime.date | None = None
) -> dict[int, list[StepMove]]:
    """Changes by day, of each line or holder; with `idle_since` of those steps alone in which
    something has stood since that day."""
    query, values = accounts(asked, "a.id", "a.line_id", "a.holder_id", "a.kind")
    values |= {
        "on": on,
        "booked": asked.booked,
        "since": idle_since,
        "kinds": [kind for step in STEPS for kind in kinds_of(step)],
        "steps": [step for step in STEPS for _ in kinds_of(step)],
    }
    found: dict[int, list[StepMove]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            _MOVES.format(
                accounts=query,
                key="w.holder_id" if by_holder else "mine.root",
                gives="t.credit_holder_id" if by_holder else "other.root",
                takes="t.debit_holder_id" if by_holder else "other.root",
            ),
            values,
        )
        for key, step, day, came, left in cursor.fetchall():
            found[key].append(StepMove(day, step, int(came), int(left)))
    return dict(found)


# The lines that refine another of the same holder are put under the coarsest one.
_MOVES = """
WITH RECURSIVE wanted AS MATERIALIZED ({accounts}),
up AS (
    SELECT l.id AS line, l.id AS root, l.parent_id, l.holder_id
    FROM ledger_line l WHERE l.id IN (SELECT line_id FROM wanted)
    UNION ALL
    SELECT up.line, l.id, l.parent_id, l.holder_id
    FROM up JOIN ledger_line l ON l.id = up.parent_id AND l.holder_id = up.holder_id
),
pot AS MATERIALIZED (SELECT line, min(root) AS root FROM up GROUP BY line),
step AS MATERIALIZED (
    SELECT kind, step FROM unnest(%(kinds)s::text[], %(steps)s::text[]) AS s(kind, step)
),
sides AS (
    SELECT {key} AS key, here.step, t.year, t.voucher_id, t.reverses_id, t.fen AS came, 0 AS gone
    FROM wanted w
    JOIN pot mine ON mine.line = w.line_id
    JOIN step here ON here.kind = w.kind
    JOIN ledger_transfer t ON t.debit_id = w.id AND t.year = %(year)s
    LEFT JOIN pot other ON other.line = t.credit_line_id
    LEFT JOIN step there ON there.kind = t.credit_kind
    WHERE ({key}, here.step) IS DISTINCT FROM ({gives}, there.step)
    UNION ALL
    SELECT {key}, here.step, t.year, t.voucher_id, t.reverses_id, 0, t.fen
    FROM wanted w
    JOIN pot mine ON mine.line = w.line_id
    JOIN step here ON here.kind = w.kind
    JOIN ledger_transfer t ON t.credit_id = w.id AND t.year = %(year)s
    LEFT JOIN pot other ON other.line = t.debit_line_id
    LEFT JOIN step there ON there.kind = t.debit_kind
    WHERE ({key}, here.step) IS DISTINCT FROM ({takes}, there.step)
),
known AS MATERIALIZED (
    SELECT v.id, v.document_date, v.reverses_id FROM ledger_voucher v
    WHERE v.year = %(year)s AND v.id IN (SELECT voucher_id FROM sides)
      AND v.document_date <= %(on)s
      AND (%(booked)s::timestamptz IS NULL OR v.booked_at <= %(booked)s)
),
gone AS MATERIALIZED (
    SELECT undone.id AS undone, k.id AS undoing
    FROM known k JOIN known undone ON undone.id = k.reverses_id
),
moves AS MATERIALIZED (
    SELECT s.key, s.step, k.document_date AS day, sum(s.came)::bigint AS came,
        sum(s.gone)::bigint AS gone
    FROM sides s
    JOIN known k ON k.id = s.voucher_id
    WHERE k.id NOT IN (SELECT undone FROM gone) AND k.id NOT IN (SELECT undoing FROM gone)
    GROUP BY s.key, s.step, k.document_date
),
idle AS (
    SELECT key, step FROM moves
    GROUP BY key, step
    HAVING sum(came) - sum(gone) > COALESCE(sum(came) FILTER (WHERE day > %(since)s), 0)
)
SELECT m.key, m.step, m.day, m.came, m.gone FROM moves m
WHERE %(since)s::date IS NULL
   OR EXISTS (SELECT FROM idle i WHERE i.key = m.key AND i.step = m.step)
ORDER BY m.key, m.day
"""


def _names(numbers: Iterable[int], by_holder: bool) -> dict[int, tuple[str, str, str]]:
    """The start of a line's key, its holder's name and its paper; or an agency's code and name."""
    wanted = list(numbers)
    with connection.cursor() as cursor:
        cursor.execute(_AGENCIES if by_holder else _LINES, [wanted])
        return {number: (key, name, paper) for number, key, name, paper in cursor.fetchall()}


_AGENCIES = "SELECT id, code, name, '' FROM regions_agency WHERE id = ANY(%s)"
_LINES = """
SELECT l.id, substr(encode(l.digest, 'hex'), 1, 12), g.name, l.document
FROM ledger_line l JOIN regions_agency g ON g.id = l.holder_id WHERE l.id = ANY(%s)
"""
