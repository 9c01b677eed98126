"""来历 evidence: the vouchers that add up to a figure of progress."""

from __future__ import annotations

from django.db import connection

from zhida.core.execution.effects import Effect, figure_of
from zhida.core.execution.progress import STEPS, kinds_of
from zhida.core.figures import Figure
from zhida.platform.execution.selecting import Selection, accounts


def effects(asked: Selection) -> tuple[Effect, ...]:
    """凭证变动: every voucher that changed what stands in a step, in the order of the papers' days.

    Of each step, the vouchers' parts add up to the progress of the selection. A
    voucher that moved money within the steps of the selection has two parts.
    """
    query, values = accounts(asked, "a.id", "a.kind")
    values |= {
        "kinds": [kind for step in STEPS for kind in kinds_of(step)],
        "steps": [step for step in STEPS for _ in kinds_of(step)],
        "on": asked.on,
        "booked": asked.booked,
    }
    found: dict[tuple[int, int], Effect] = {}
    with connection.cursor() as cursor:
        cursor.execute(_VOUCHERS.format(accounts=query), values)
        for year, number, day, holder, verb, document, step, fen in cursor.fetchall():
            before = found.get((year, number))
            parts = before.fen if before else {}
            found[year, number] = Effect(
                f"{year}-{number}", day, holder, verb, document, {**parts, step: int(fen)}
            )
    return tuple(found.values())


def figure(asked: Selection, *steps: str) -> Figure:
    """数字: the fen of a selection that stand in these steps (all, if none is named).

    Its evidence is every voucher that changed what stands there, each with its
    part; the parts add up to the figure.
    """
    return figure_of(effects(asked), *steps)


_VOUCHERS = """
WITH wanted AS MATERIALIZED (
    SELECT a.id, s.step FROM ({accounts}) AS a
    JOIN unnest(%(kinds)s::text[], %(steps)s::text[]) AS s(kind, step) USING (kind)
)
SELECT v.year, v.id, v.document_date, g.name, v.verb, v.document, moved.step, moved.fen
FROM (
    SELECT year, voucher_id, step, sum(fen)::bigint AS fen FROM (
        SELECT t.year, t.voucher_id, w.step, t.fen FROM ledger_transfer t
        JOIN wanted w ON w.id = t.debit_id WHERE t.year = %(year)s
        UNION ALL
        SELECT t.year, t.voucher_id, w.step, -t.fen FROM ledger_transfer t
        JOIN wanted w ON w.id = t.credit_id WHERE t.year = %(year)s
    ) AS t GROUP BY year, voucher_id, step HAVING sum(fen) <> 0
) AS moved
JOIN ledger_voucher v ON v.year = moved.year AND v.id = moved.voucher_id
JOIN regions_agency g ON g.id = v.holder_id
WHERE (%(on)s::date IS NULL OR v.document_date <= %(on)s)
  AND (%(booked)s::timestamptz IS NULL OR v.booked_at <= %(booked)s)
ORDER BY v.document_date, v.year, v.id
"""
